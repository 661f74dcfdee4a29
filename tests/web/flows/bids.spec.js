// Before the deal: bids are compared with stars and notes, and the two talk about one, with pictures.
import { expect, flow } from '../flow.js';
import { offered, picture } from '../steps.js';

flow('a bid is starred, noted and talked about', async ({ person, site }) => {
  const { merchant, creator, brief, bid } = await offered(person, site);
  await merchant.goto(`/briefs/${brief.id}/bids`);
  await merchant.click(merchant.main.locator('form[action$="/star"] button'));
  await expect(merchant.main.locator('button.starred')).toContainText(merchant.t('bids-starred'));
  await merchant.click(merchant.main.locator('a[href$="/note"]'));
  await merchant.fill({ text: 'Warm light, slow hands.' });
  await merchant.primary();
  await expect(merchant.main).toContainText('Warm light, slow hands.');

  const talk = `/bids/${bid.id}/messages`;
  await merchant.goto(talk);
  await merchant.main.locator('#say summary').click();
  await merchant.page.setInputFiles('#say [name="files"]', { name: 'swatch.png', mimeType: 'image/png', buffer: picture(60, 40, [60, 140, 90]) });
  await merchant.fill({ text: 'Could the cloth be this green?' });
  await merchant.click(merchant.main.locator('#say button[type="submit"]'));
  await creator.goto(talk);
  await expect(creator.main.locator('.msg__files a')).toHaveText('swatch.png');
  await creator.fill({ text: 'Call me: 13812345678' });
  await creator.click(creator.main.locator('#say button[type="submit"]'), { status: 422 });
  await expect(creator.main.locator('#say textarea')).toHaveValue('Call me: 13812345678');
  await creator.fill({ text: 'Gladly, at 8.' });
  await creator.click(creator.main.locator('#say button[type="submit"]'));
  await creator.click(creator.main.locator('a[href*="correct="]'));
  await creator.fill({ text: 'Gladly, at 9.' });
  await creator.click(creator.main.locator('#say button[type="submit"]'));
  await merchant.goto(`${talk}?q=GLADLY`);
  await expect(merchant.main.locator('.msg')).toHaveCount(2);
  await creator.goto(`/bids/${bid.id}`);
  await expect(creator.main).not.toContainText('Warm light');
});
