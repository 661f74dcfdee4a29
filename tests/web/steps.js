// What people do in flows, each step through the pages that a person has.
import { createHmac, randomUUID } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { expect } from './flow.js';
import { PASSWORD } from './site.js';

export { PASSWORD };

/** The day so many days from now, as date fields want it, in Shanghai. */
export const dayFromNow = (site, days) => new Date(Date.now() + (site.days + days) * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);

/** Makes an account, opens the link of the mail, signs in. */
export async function join(person, { role, name, email, organisation, handle }) {
  await person.goto('/register');
  await person.fill({ role, name, email, password: PASSWORD, ...(role === 'merchant' ? { organisation } : { handle }) });
  await person.press(person.t('accounts-sign-up'));
  await expect(person.heading).toHaveText(person.t('accounts-sent-sign-up-title'));
  await confirm(person, email);
  await signIn(person, email);
}

export async function confirm(person, email) {
  const mail = await person.site.mail(email, '/confirm/');
  await person.goto(mail.links.find((link) => link.includes('/confirm/')));
  await person.press(person.t('accounts-confirm'));
}

export async function signIn(person, email, password = PASSWORD, { status = 200 } = {}) {
  if (!new URL(person.page.url()).pathname.startsWith('/login')) await person.goto('/login');
  await person.fill({ email, password });
  await person.press(person.t('accounts-sign-in'), { status });
}

/** Fills the rows of the checklist that a new draft shows. */
async function points(merchant, rows) {
  for (const [index, [level, text]] of rows.entries()) {
    await merchant.main.locator(`#level-${index}`).selectOption(level);
    await merchant.main.locator(`#point-${index}`).fill(text);
  }
}

/** Writes a brief step by step, checks it and publishes it; gives back its address. */
export async function publish(merchant, { title, low = '1500', high = '5000', places = '1', rounds = '2' }) {
  const next = () => merchant.press(merchant.t('briefs-save-next'));
  await merchant.goto('/briefs/new');
  await merchant.fill({ content_form: 'short_video', category: 'food' });
  await next();
  await merchant.fill({ title, body: 'Sixty seconds, one pot of tea, no music with rights.\n\n- natural light\n- no face needed' });
  await next();
  await points(merchant, [['must', 'The pot is seen being poured'], ['must', 'The name is spoken once'], ['must_not', 'No other brand']]);
  await next();
  await merchant.fill({ platforms: ['xiaohongshu', 'douyin'], languages: ['zh-CN'] });
  await next();
  await merchant.fill({ currency: 'CNY', price_min: low, price_max: high, places, bid_deadline: dayFromNow(merchant.site, 9), delivery_days: '5', review_days: '3', rounds, bid_cap: '20' });
  await next();
  await merchant.fill({ channels: ['xiaohongshu'], licence_days: '180', editing: 'true', question: 'Which pot would you use?' });
  await next();
  await merchant.follow(merchant.t('briefs-save-check'));
  await merchant.press(merchant.t('briefs-publish'));
  await expect(merchant.heading).toHaveText(merchant.t('briefs-published-title'));
  return new URL(merchant.page.url()).pathname.replace('/published', '');
}

/** Offers; gives back the address of the bid. */
export async function bid(creator, brief, { price = '2400', days = '4', rounds = '2' } = {}) {
  await creator.goto(brief);
  await creator.follow(creator.t('briefs-place-bid'));
  await creator.fill({ price });
  await creator.press(creator.t('bids-show-take-home'));
  await expect(creator.main.getByRole('status')).toContainText(creator.t('bids-take-home'));
  await creator.fill({ days, rounds, answer: 'A small clay pot from Yixing.', message: 'I would film it at seven in the morning, by the window.' });
  await creator.press(creator.t('bids-send'));
  return new URL(creator.page.url()).pathname;
}

/** Chooses a bid; gives back the address of the contract. */
export async function award(merchant, brief) {
  await merchant.goto(`${brief}/bids`);
  await merchant.click(merchant.main.locator('.compare__acts a'));
  await merchant.primary();
  await expect(merchant.heading).toHaveText(merchant.t('contracts-made-title'));
  return new URL(merchant.page.url()).pathname.replace('/made', '');
}

/** Pays for the contract on the sandbox's checkout page: `outcome` is the button pressed there. */
export async function fund(merchant, contract, outcome = 'paid') {
  await merchant.goto(`${contract}/funding`);
  await merchant.primary();
  await merchant.click(merchant.main.locator(`button[value="${outcome}"]`));
}

const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** Hands in a version: a picture, a link, a word, the own look at the checklist. */
export async function deliver(creator, contract, version) {
  await creator.goto(contract);
  await creator.click(creator.page.locator('a[href$="/deliveries/new"]'));
  await creator.page.setInputFiles('main [name="files"]', { name: `cut-${version}.png`, mimeType: 'image/png', buffer: PICTURE });
  await creator.fill({ links: `https://example.com/cut-${version}`, note: `Version ${version}.` });
  for (const box of await creator.page.locator('main [name="checks"]').all()) await box.check({ force: true });
  await creator.press(creator.t('deliveries-send', { n: version }));
}

/** A merchant and a creator who have signed up. */
export async function both(person) {
  const [merchant, creator] = [await person(), await person()];
  await join(merchant, { role: 'merchant', name: 'Lin Wan', email: 'lin@example.com', organisation: 'Cloud Tea House' });
  await join(creator, { role: 'creator', name: 'Ana Beraldo', email: 'ana@example.com', handle: 'ana-films' });
  return { merchant, creator };
}

/** Signs an admin in, who is led to the second factor and turns it on. */
export async function turnOnSecondFactor(admin, email) {
  await signIn(admin, email);
  await admin.goto('/settings/security');
  await admin.click(admin.main.locator('form[action$="/second-factor"] button'));
  if (new URL(admin.page.url()).pathname === '/step-up') {
    await admin.fill({ password: PASSWORD });
    await admin.press(admin.t('accounts-step-up'));
  }
  const secret = (await admin.main.locator('.copy code').textContent()).replaceAll(' ', '');
  await admin.fill({ code: codeOf(secret, Date.now() + admin.site.days * 86_400_000) });
  await admin.primary();
}

/** The six digits of a moment (ms), as an app on a phone counts them (RFC 6238). */
function codeOf(secret, now) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Comes to a control by the Tab key alone. */
export async function reach(person, what) {
  const target = await what.first().elementHandle();
  for (let step = 0; step < 120; step += 1) {
    if (await target.evaluate((e) => document.activeElement === e)) return;
    await person.page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard never comes to ${what}`);
}

/** Comes to a control by the Tab key and presses Enter; `leads` to another page. */
export async function withKeys(person, what, { leads = false } = {}) {
  await reach(person, what);
  if (!leads) return person.page.keyboard.press('Enter');
  await Promise.all([person.page.waitForNavigation(), person.page.keyboard.press('Enter')]);
  return person.look();
}

/** Comes to a field by the Tab key and types. */
export async function typed(person, field, text) {
  await reach(person, person.main.locator(field));
  await person.page.keyboard.type(text);
}

/** Chooses by Tab, Space and the arrows alone; the Tab key comes to what is chosen already. */
export async function choose(person, name, value) {
  const one = (more) => person.main.locator(`input[name="${name}"]${more}`);
  const [chosen, wanted] = [one(':checked'), one(`[value="${value}"]`)];
  const isOpen = (await chosen.count()) === 0;
  await reach(person, isOpen ? one('') : chosen);
  if (isOpen) await person.page.keyboard.press('Space');
  for (let step = 0; !(await wanted.isChecked()) && step < 12; step += 1) await person.page.keyboard.press('ArrowDown');
  await expect(wanted).toBeChecked();
}

/** A program of somebody: `await call('POST', '/briefs', {…})`. */
export async function program(site, email) {
  const base = `${site.url}/api/v1`;
  let token = '';
  const call = async (method, path, body) => {
    const json = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body instanceof FormData || body === undefined ? {} : json) };
    const answer = await fetch(base + path, { method, headers, body: body === undefined || body instanceof FormData ? body : JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
  ({ token } = await call('POST', '/sessions', { email, password: PASSWORD }));
  return call;
}

/** A merchant with an open brief and a creator with a bid on it, made by their programs: { merchant, creator, theirs, own, brief, bid }. */
export async function offered(person, site) {
  const { merchant, creator } = await both(person);
  const [theirs, own] = [await program(site, 'lin@example.com'), await program(site, 'ana@example.com')];
  const org_id = (await theirs('GET', '/me')).memberships[0].org.id;
  const yuan = (amount) => ({ amount: amount * 100, currency: 'CNY' });
  const words = { title: 'Sixty seconds of spring tea', body: 'One pot, natural light.', content_form: 'short_video', category: 'food', platforms: ['douyin'], languages: ['en'] };
  const terms = { budget: { min: yuan(1500), max: yuan(5000) }, places: 1, bid_deadline: new Date(Date.now() + 6e8).toISOString(), delivery_days: 5 };
  const brief = await theirs('POST', '/briefs', { org_id, kind: 'open_bid', ...words, ...terms, checklist: [{ level: 'must', text: 'Three pictures, 3:2' }] });
  await theirs('POST', `/briefs/${brief.id}/publication`, {});
  const bid = await own('POST', `/briefs/${brief.id}/bids`, { price: yuan(2400), days: 4, message: 'At seven, by the window.' });
  return { merchant, creator, theirs, own, brief, bid };
}

/** As `offered`, with a deal whose money is held: { merchant, creator, theirs, own, contract, milestone }. */
export async function funded(person, site) {
  const { merchant, creator, theirs, own, bid } = await offered(person, site);
  const deal = await theirs('POST', `/bids/${bid.id}/award`, { version: bid.version });
  const { checkout_url } = await theirs('POST', `/contracts/${deal.id}/funding`, {});
  await fetch(`${checkout_url}/outcome`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"outcome":"paid"}' });
  for (const end = Date.now() + 30_000; (await own('GET', `/contracts/${deal.id}`)).state !== 'active'; ) {
    if (Date.now() > end) throw new Error('the deal is never funded');
    await new Promise((wait) => setTimeout(wait, 100));
  }
  return { merchant, creator, theirs, own, contract: deal.id, milestone: deal.milestones[0].id };
}

/** Hands in a version by program: these files, as [name, type, bytes]. */
export async function handIn(own, { contract, milestone }, note, files) {
  const items = [];
  for (const [name, type, bytes] of files) {
    const form = new FormData();
    form.append('contract_id', contract);
    form.append('file', new Blob([bytes], { type }), name);
    items.push({ file_id: (await own('POST', '/files', form)).id, checklist_ids: ['A1'] });
  }
  return own('POST', `/milestones/${milestone}/deliveries`, { note, items });
}

/** The checksum of PNG. */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** A PNG of one colour. */
export function picture(width, height, [red, green, blue]) {
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}
