import { expect, flow } from '../flow.js';

flow('a visitor who lost the way is told so, and shown a way on', async ({ lang, person }) => {
  const visitor = await person();
  await visitor.goto('/no-such-page', { status: 404 });
  await expect(visitor.page.locator('html')).toHaveAttribute('lang', lang);
  await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveText(visitor.t('problem-404-title'));
});

flow('the language is the visitor’s choice and stays', async ({ lang, person }) => {
  const visitor = await person();
  await visitor.goto('/no-such-page', { status: 404 });
  const other = lang === 'en' ? 'zh-CN' : 'en';
  await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator('form[action="/lang"] button').first().click()]);
  await expect(visitor.page.locator('html')).toHaveAttribute('lang', other);
  await visitor.goto('/elsewhere', { status: 404 });
  await expect(visitor.page.locator('html')).toHaveAttribute('lang', other);
});
