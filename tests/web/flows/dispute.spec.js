import { expect, flow } from '../flow.js';
import { award, bid, both, choose, fund, publish, reach, turnOnSecondFactor, typed, withKeys } from '../steps.js';

flow('a dispute is ruled, appealed and carried out, and both rate at once, by keyboard', async ({ person, site }) => {
  const { merchant, creator } = await both(person);
  const contract = await award(merchant, await bidden(merchant, creator));
  await fund(merchant, contract);
  await creator.until(contract, '2,400');
  await creator.click(creator.main.locator('button[formaction$="/start"]'));

  const dispute = await openByKeyboard(creator, contract);
  await merchant.goto(dispute);
  await typed(merchant, '[name="statement"]', 'We were at a fair. The shoot can be moved to Friday.');
  await act(merchant, 'answer');
  await sealedStaysSealed(creator, merchant, dispute);
  for (const step of ['mediation', 'rest']) {
    for (const side of [merchant, creator]) {
      await side.goto(dispute);
      await act(side, step);
    }
  }

  const [first, second] = [await arbiter(person, site, 'Wen Ruo'), await arbiter(person, site, 'Ines Ekholm')];
  await rules(first, second, dispute, '600');
  await creator.goto(dispute);
  await withKeys(creator, creator.main.locator('#ruling summary'));
  await typed(creator, '[name="reasons"]', 'The days were kept, the messages show it.');
  await withKeys(creator, creator.main.locator('form[action$="/appeal"] button'), { leads: true });
  await rules(second, first, dispute, '1800');

  await creator.until(dispute, creator.t('disputes-over-executed'));
  await creator.goto('/wallet');
  // 1,800 less the fee of 10 %.
  await expect(creator.main).toContainText('1,620.00');
  await bothRate(merchant, creator, contract);
  const visitor = await person();
  await visitor.goto('/rulings');
  await expect(visitor.main).toContainText(/75 ?%/);
  await expect(visitor.main).not.toContainText('Cloud Tea House');
});

const bidden = async (merchant, creator) => {
  const brief = await publish(merchant, { title: 'Sixty seconds of spring tea' });
  await bid(creator, brief);
  return brief;
};

/** Opens a dispute without touching the mouse; gives back its address. */
async function openByKeyboard(creator, contract) {
  await creator.goto(contract);
  await withKeys(creator, creator.main.locator('a[href$="/disputes/new"]'), { leads: true });
  await choose(creator, 'reason', 'no_answer');
  await typed(creator, '[name="statement"]', 'Three messages and no answer since the shoot.');
  await withKeys(creator, creator.main.locator('form button[type="submit"]'), { leads: true });
  await expect(creator.heading).toContainText('2,400');
  return new URL(creator.page.url()).pathname;
}

/** A sealed amount is seen by nobody but its owner. */
async function sealedStaysSealed(creator, merchant, dispute) {
  await creator.goto(dispute);
  await typed(creator, '[name="amount"]', '2317.77');
  await reach(creator, creator.main.locator('[name="sealed"]'));
  await creator.page.keyboard.press('Space');
  await act(creator, 'offers');
  await expect(creator.main).toContainText('2,317.77');
  await merchant.goto(dispute);
  expect(await merchant.document.text()).not.toMatch(/2,?317\.?77/);
}

/** Presses the button of a way out of the dispute room. */
const act = (person, step) => withKeys(person, person.main.locator(`form[action$="/${step}"] button[type="submit"]`), { leads: true });

/** An admin who judges, with a second factor. */
async function arbiter(person, site, name) {
  const email = `${name.split(' ')[0].toLowerCase()}@example.com`;
  await site.makeAdmin({ name, email, role: 'arbiter' });
  const admin = await person();
  await turnOnSecondFactor(admin, email);
  return admin;
}

/** One rules, another confirms. */
async function rules(judge, other, dispute, amount) {
  await judge.goto('/admin/disputes');
  await withKeys(judge, judge.main.locator(`a[href="${dispute}"]`), { leads: true });
  await typed(judge, '[name="to_creator"]', amount);
  await typed(judge, '[name="rule_ids"]', 'DOMAIN-5');
  await typed(judge, '[name="reasons"]', 'The creator was ready; the merchant answered late.');
  await withKeys(judge, judge.main.locator('form[action$="/ruling"] button.btn--primary'), { leads: true });
  await other.goto(dispute);
  await act(other, 'ruling/confirmation');
}

/** The first rating stays sealed until the second is there. */
async function bothRate(merchant, creator, contract) {
  const words = { merchant: 'Ready on every day.', creator: 'The brief was clear.' };
  const rate = async (side, scales, text) => {
    await side.goto(`${contract}/ratings`);
    for (const scale of scales) await choose(side, scale, '4');
    await choose(side, 'again', 'yes');
    await typed(side, '[name="text"]', text);
    await withKeys(side, side.main.locator('button.btn--primary'), { leads: true });
  };
  await rate(merchant, ['quality', 'communication', 'timeliness', 'brief_fit'], words.merchant);
  await creator.goto(`${contract}/ratings`);
  expect(await creator.document.text()).not.toContain(words.merchant);
  await rate(creator, ['clarity', 'communication', 'fairness', 'promptness'], words.creator);
  await expect(creator.main).toContainText(words.merchant);
  await merchant.goto(`${contract}/ratings`);
  await expect(merchant.main).toContainText(words.creator);
}
