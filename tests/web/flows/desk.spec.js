import { expect, flow } from '../flow.js';
import { both, choose, turnOnSecondFactor, typed, withKeys } from '../steps.js';

flow('a report is decided, appealed against and heard by another moderator, by keyboard', async ({ person, site }) => {
  const { merchant, creator } = await both(person);
  await merchant.goto('/creators/ana-films');
  await withKeys(merchant, merchant.main.locator('a[href^="/reports/new"]'), { leads: true });
  await choose(merchant, 'reason', 'rights');
  await typed(merchant, '[name="words"]', 'These are the pictures of another studio.');
  await withKeys(merchant, merchant.main.locator('form[action="/reports"] button[type="submit"]'), { leads: true });
  await expect(merchant.main).toContainText(merchant.t('flash-report-made'));

  const [first, second] = [await moderator(person, site, 'Wen Ruo'), await moderator(person, site, 'Ines Ekholm')];
  await fromQueue(first, '/admin/reports');
  await expect(first.main).toContainText('another studio');
  await choose(first, 'outcome', 'warn');
  await choose(first, 'rule', 'rights');
  await typed(first, '[name="reason"]', 'Show your own work only.');
  await typed(first, '[name="words"]', 'Thank you, the creator was warned.');
  await withKeys(first, first.main.locator('form[action$="/answer"] button[type="submit"]'), { leads: true });
  await expect(first.main).toContainText(first.t('reports-none'));

  await creator.goto('/inbox?tab=news');
  await withKeys(creator, creator.main.locator('a[href^="/appeals/new"]'), { leads: true });
  await expect(creator.main).toContainText('Show your own work only.');
  await typed(creator, '[name="words"]', 'I am that studio: its register names me.');
  await withKeys(creator, creator.main.locator('form[action="/appeals"] button[type="submit"]'), { leads: true });

  await first.goto('/admin/appeals');
  await withKeys(first, first.main.locator('a.lrow__a'), { leads: true });
  await expect(first.main).toContainText(first.t('appeals-not-yours'));
  await fromQueue(second, '/admin/appeals');
  await expect(second.main).toContainText('its register names me');
  await choose(second, 'verdict', 'granted');
  await typed(second, '[name="words"]', 'The register names her.');
  await withKeys(second, second.main.locator('form[action$="/answer"] button[type="submit"]'), { leads: true });
  await second.goto('/admin');
  await expect(second.main).toContainText(second.t('admin-clear'));

  await creator.goto('/inbox?tab=news');
  await expect(creator.main).toContainText(creator.t('appeals-told-granted'));
  await expect(creator.main).toContainText('The register names her.');
});

/** A moderator with a second factor. */
async function moderator(person, site, name) {
  const [admin, email] = [await person(), `${name.split(' ')[0].toLowerCase()}@example.com`];
  await site.makeAdmin({ name, email, role: 'moderator', locale: admin.lang });
  await turnOnSecondFactor(admin, email);
  return admin;
}

/** Goes by the queues of the desk to the oldest thing that waits in one. */
async function fromQueue(admin, queue) {
  await admin.goto('/admin');
  await withKeys(admin, admin.main.locator(`.queue a[href="${queue}"]`), { leads: true });
  await withKeys(admin, admin.main.locator('a.lrow__a'), { leads: true });
}
