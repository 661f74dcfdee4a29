import { expect, flow } from '../flow.js';
import { PASSWORD, award, bid, both, deliver, fund, join, publish } from '../steps.js';

flow('a deal runs from the brief to the payout', async ({ person, site }) => {
  const { merchant, creator } = await both(person);
  const brief = await publish(merchant, { title: 'Sixty seconds of spring tea' });
  await bid(creator, brief);
  const contract = await award(merchant, brief);

  await fund(merchant, contract);
  await merchant.until(new URL(merchant.page.url()).pathname, merchant.t('payments-result-held'));

  await creator.goto(contract);
  await creator.click(creator.main.locator('button[formaction$="/start"]'));
  await deliver(creator, contract, 1);

  await merchant.goto(contract);
  await merchant.click(merchant.main.locator('a[href$="/change-requests/new"]'));
  await merchant.main.locator('[name="text"]').first().fill('Pour more slowly, the steam should be seen.');
  await merchant.primary();
  await deliver(creator, contract, 2);

  await merchant.goto(contract);
  await merchant.click(merchant.main.locator('a[href$="/approval"]'));
  await merchant.clickTwice(merchant.main.locator('button.btn--primary'));
  await expect(merchant.heading).toContainText('2,400');
  await merchant.look();

  await site.wait(8);
  await creator.until('/wallet', '2,160.00');
  await creator.goto('/wallet/payout-account');
  if (new URL(creator.page.url()).pathname !== '/wallet/payout-account') {
    await creator.fill({ password: PASSWORD });
    await creator.press(creator.t('accounts-step-up'));
  }
  await creator.fill({ name: 'Ana Beraldo', country: 'CN', currency: 'CNY' });
  await creator.primary();
  await creator.goto('/wallet/payouts');
  await creator.fill({ amount: '2160.001' });
  await creator.primary({ status: 422 });
  await expect(creator.main.locator('[name="amount"]')).toHaveValue('2160.001');
  await creator.fill({ amount: '2160' });
  await creator.clickTwice(creator.main.locator('button.btn--primary'));
  await creator.until('/wallet/payouts', creator.t('payouts-state-paid'));
  await expect(creator.main.locator('#payouts li')).toHaveCount(1);
});
