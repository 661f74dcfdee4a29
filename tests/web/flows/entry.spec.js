import { expect, flow } from '../flow.js';
import { PASSWORD, join, signIn } from '../steps.js';

const MERCHANT = { role: 'merchant', name: 'Lin Wan', email: 'lin@example.com', organisation: 'Cloud Tea House' };
const CREATOR = { role: 'creator', name: 'Ana Beraldo', email: 'ana@example.com', handle: 'ana-films' };

flow('a merchant signs up, confirms the address by mail and signs in', async ({ lang, person }) => {
  const merchant = await person(lang);
  await join(merchant, MERCHANT);
  expect(new URL(merchant.page.url()).pathname).toBe('/workbench');
  await merchant.goto('/settings/account');
  await expect(merchant.page.locator('main [name="name"]')).toHaveValue(MERCHANT.name);
});

flow('what a creator typed wrong stays on the page and is said once more above', async ({ lang, person }) => {
  const creator = await person(lang);
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

flow('a wrong password and an unknown address get the same answer', async ({ lang, person }) => {
  const creator = await person(lang);
  await join(creator, CREATOR);
  const stranger = await person(lang);
  for (const email of [CREATOR.email, 'nobody@example.com']) {
    await stranger.goto('/login');
    await signIn(stranger, email, 'a wrong password', { status: 422 });
    await expect(stranger.page.getByRole('alert')).toContainText(stranger.t('refusal-auth-failed'));
  }
});

flow('a forgotten password is replaced by the link of a mail', async ({ lang, person, site }) => {
  const creator = await person(lang);
  await join(creator, CREATOR);
  const forgetful = await person(lang);
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
