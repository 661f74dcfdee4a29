// The deal room at work: two browsers at once, a large film over a bad line, a phone, a keyboard. Each is walked in the one way where it matters.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, flow, test } from '../flow.js';
import { funded, handIn, picture, reach, typed, withKeys } from '../steps.js';

const MEGABYTE = 1_048_576;

/** A film as far as anybody looks at its head; the rest is noise that no two places have in common. */
function film(size) {
  const head = Buffer.concat([Buffer.from([0, 0, 0, 0x20]), Buffer.from('ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1')]);
  const bytes = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32LE(Math.imul(at, 2654435761) >>> 0, at);
  head.copy(bytes);
  return bytes;
}

/** Stored bytes of this size, below the uploads of a site. */
function stored(dir, size) {
  const files = readdirSync(join(dir, 'uploads'), { recursive: true }).map((name) => join(dir, 'uploads', name));
  return files.filter((file) => statSync(file).isFile() && statSync(file).size === size);
}

flow('a film of 60 MB goes on where the line was cut, and the other browser shows it by itself', async ({ person, site, info }) => {
  test.skip(info.project.name !== 'desktop', 'scripts and a mouse');
  const deal = await funded(person, site);
  const { merchant, creator, contract, milestone } = deal;
  await merchant.goto(`/contracts/${contract}`);
  await merchant.page.evaluate(() => { window.never = 'reloaded'; });

  const [bytes, path] = [film(60 * MEGABYTE), join(site.dir, 'tea.mp4')];
  writeFileSync(path, bytes);
  const line = await site.badLine([15, 40, 65].map((megabytes) => megabytes * MEGABYTE));
  await creator.page.goto(`${line.url}/milestones/${milestone}/deliveries/new`);
  await creator.page.setInputFiles('main [name="files"]', path);
  await creator.fill({ note: 'The whole pour.' });
  const offsets = [];
  creator.page.on('request', (request) => { if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset'])); });
  await Promise.all([creator.page.waitForURL(`**/contracts/${contract}`, { timeout: 120_000 }), creator.main.locator('button.btn--primary').click()]);
  // A browser may try once more by itself what was cut: that is cut too.
  expect(line.cuts).toBeGreaterThanOrEqual(2);
  expect(offsets.length, `offsets ${offsets}`).toBeGreaterThanOrEqual(3);
  expect(offsets.every((offset, no) => no === 0 || offset >= offsets[no - 1]) && offsets.at(-1) > 30 * MEGABYTE, `each goes on: ${offsets}`).toBe(true);
  const sum = (data) => createHash('sha256').update(data).digest('hex');
  expect(stored(site.dir, bytes.length).map((file) => sum(readFileSync(file)))).toEqual([sum(bytes)]);
  // The page would go on asking over a line that is no more.
  await creator.page.goto('about:blank');
  line.close();
  // The browser says that the line was cut, and the script that it could not ask.
  creator.troubles = creator.troubles.filter((trouble) => !/net::ERR|htmx:error/.test(trouble));

  await expect(merchant.main.locator('#review')).toContainText('tea.mp4', { timeout: 5_000 });
  await deal.theirs('POST', `/milestones/${milestone}/change-requests`, { delivery_version: 1, items: [{ checklist_id: 'A1', text: 'Pictures, please.' }] });
  await handIn(deal.own, deal, 'And the pictures.', [['cut-2.png', 'image/png', picture(600, 400, [120, 160, 120])]]);
  await expect(merchant.main.locator('#review')).toContainText('And the pictures.', { timeout: 5_000 });
  expect(await merchant.page.evaluate(() => window.never), 'the page was never loaded again').toBe('reloaded');
});

flow('a remark is pinned on a picture with a thumb, and the creator finds it there', async ({ person, site, info }) => {
  test.skip(info.project.name !== 'phone', 'a touch screen');
  const deal = await funded(person, site);
  const { merchant, creator, contract } = deal;
  await handIn(deal.own, deal, 'First look.', [['pot.png', 'image/png', picture(600, 400, [180, 140, 90])]]);
  await merchant.goto(`/contracts/${contract}`);
  const stage = merchant.main.locator('svg[data-pin-url]');
  await stage.scrollIntoViewIfNeeded();
  const box = await stage.boundingBox();
  await Promise.all([merchant.page.waitForNavigation(), stage.tap({ position: { x: box.width * 0.25, y: box.height * 0.5 } })]);
  await merchant.look();
  expect(Math.abs(Number(await merchant.main.locator('#x').inputValue()) - 25)).toBeLessThan(4);
  await merchant.fill({ text: 'The spout is cut off here.' });
  await merchant.primary();
  await creator.goto(`/contracts/${contract}`);
  await expect(creator.main.locator('svg.pins a.pin')).toHaveCount(1);
  await expect(creator.main.locator('#remarks')).toContainText('The spout is cut off here.');
});

flow('work is handed in, sent back and accepted by the keyboard alone', async ({ person, site, info }) => {
  test.skip(info.project.name !== 'desktop', 'a keyboard');
  const { merchant, creator, contract } = await funded(person, site);
  await creator.goto(`/contracts/${contract}`);
  await withKeys(creator, creator.page.locator('a[href$="/deliveries/new"]'), { leads: true });
  await typed(creator, '[name="links"]', 'https://example.com/cut-1');
  await typed(creator, '[name="note"]', 'Version 1.');
  await withKeys(creator, creator.main.locator('button.btn--primary'), { leads: true });

  await merchant.goto(`/contracts/${contract}`);
  await withKeys(merchant, merchant.page.locator('a[href$="/change-requests/new"]'), { leads: true });
  await reach(merchant, merchant.main.locator('[name="text"]'));
  await merchant.page.keyboard.type('Pour more slowly.');
  await withKeys(merchant, merchant.main.locator('button.btn--primary'), { leads: true });
  await typed(merchant, '#say [name="text"]', 'Otherwise lovely.');
  await withKeys(merchant, merchant.main.locator('#say button[type="submit"]'), { leads: true });
  await expect(merchant.main).toContainText('Otherwise lovely.');

  await creator.goto(`/contracts/${contract}`);
  await withKeys(creator, creator.page.locator('a[href$="/deliveries/new"]'), { leads: true });
  await typed(creator, '[name="links"]', 'https://example.com/cut-2');
  await withKeys(creator, creator.main.locator('button.btn--primary'), { leads: true });
  await merchant.goto(`/contracts/${contract}`);
  await withKeys(merchant, merchant.page.locator('a[href$="/approval"]'), { leads: true });
  await withKeys(merchant, merchant.main.locator('button.btn--primary'), { leads: true });
  await expect(merchant.heading).toContainText('2,400');
});
