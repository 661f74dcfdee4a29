import { createHmac } from 'node:crypto';
import { expect, flow } from '../flow.js';
import { PASSWORD, join, signIn } from '../steps.js';

const MERCHANT = { role: 'merchant', name: 'Lin Wan', email: 'lin@example.com', organisation: 'Cloud Tea House' };
const CREATOR = { role: 'creator', name: 'Ana Beraldo', email: 'ana@example.com', handle: 'ana-films' };

flow('a merchant signs up, confirms the address by mail and signs in', async ({ person }) => {
  const merchant = await person();
  await join(merchant, MERCHANT);
  expect(new URL(merchant.page.url()).pathname).toBe('/start/merchant');
  await merchant.goto('/settings/account');
  await expect(merchant.page.locator('main [name="name"]')).toHaveValue(MERCHANT.name);
});

flow('what a creator typed wrong stays on the page and is said once more above', async ({ person }) => {
  const creator = await person();
  await creator.goto('/register');
  await creator.fill({ role: 'creator', name: CREATOR.name, email: 'not an address', handle: 'a b', password: 'short' });
  await creator.press(creator.t('accounts-sign-up'), { status: 422 });
  await expect(creator.page.getByRole('alert')).toContainText(creator.t('error-email'));
  await expect(creator.page.locator('main [name="name"]')).toHaveValue(CREATOR.name);
  await expect(creator.page.locator('main [name="email"]')).toHaveValue('not an address');
  await expect(creator.page.locator('main [name="password"]')).toHaveValue('');
  await creator.fill({ email: CREATOR.email, handle: CREATOR.handle, password: PASSWORD });
  await creator.press(creator.t('accounts-sign-up'));
  await expect(creator.heading).toHaveText(creator.t('accounts-sent-sign-up-title'));
});

flow('a wrong password and an unknown address get the same answer', async ({ person }) => {
  const creator = await person();
  await join(creator, CREATOR);
  const stranger = await person();
  for (const email of [CREATOR.email, 'nobody@example.com']) {
    await stranger.goto('/login');
    await signIn(stranger, email, 'a wrong password', { status: 422 });
    await expect(stranger.page.getByRole('alert')).toContainText(stranger.t('refusal-auth-failed'));
  }
});

flow('a forgotten password is replaced by the link of a mail', async ({ person, site }) => {
  const creator = await person();
  await join(creator, CREATOR);
  const forgetful = await person();
  await forgetful.goto('/login');
  await forgetful.follow(forgetful.t('accounts-forgot'));
  await forgetful.fill({ email: CREATOR.email });
  await forgetful.press(forgetful.t('accounts-send-link'));
  const mail = await site.mail(CREATOR.email, '/reset/');
  await forgetful.goto(mail.links.find((link) => link.includes('/reset/')));
  await forgetful.fill({ password: 'eight loud geese at dawn' });
  await forgetful.press(forgetful.t('accounts-save-password'));
  await signIn(forgetful, CREATOR.email, 'eight loud geese at dawn');
  expect(new URL(forgetful.page.url()).pathname).toBe('/workbench');
  // The session that was open before has ended.
  await creator.goto('/settings/account');
  expect(new URL(creator.page.url()).pathname).toBe('/login');
});

/** The code of an authenticator app (RFC 6238: 30 s, SHA-1, six digits) at a moment. */
function codeOf(secret, at = Date.now()) {
  const bits = [...secret.replace(/\W/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  return String((hash.readUInt32BE(hash.at(-1) & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

flow('a second step is turned on with an app, and asked for at the next sign-in', async ({ person }) => {
  const creator = await person();
  await join(creator, CREATOR);
  await creator.goto('/settings/security');
  await creator.press(creator.t('settings-factor-turn-on'));
  const secret = await creator.main.locator('.copy code').textContent();
  await creator.fill({ code: '000000' });
  await creator.primary({ status: 422 });
  await creator.fill({ code: codeOf(secret) });
  await creator.primary();
  await expect(creator.main.locator('.codes code')).toHaveCount(10);

  const later = await person();
  await later.goto('/login');
  await signIn(later, CREATOR.email);
  await expect(later.heading).toHaveText(later.t('accounts-code-title'));
  // One code opens once: the app's next one.
  await later.fill({ code: codeOf(secret, Date.now() + 30_000) });
  await later.primary();
  expect(new URL(later.page.url()).pathname).toBe('/workbench');
});
