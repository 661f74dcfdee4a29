// One draft in two tabs: nothing is written over, and whoever saves second sees both versions.
import { expect, flow } from '../flow.js';
import { join, signIn } from '../steps.js';

flow('a draft that is open twice keeps what both typed', async ({ person, info }) => {
  const [first, second] = [await person(), await person()];
  await join(first, { role: 'merchant', name: 'Lin Wan', email: 'lin@example.com', organisation: 'Cloud Tea House' });
  await signIn(second, 'lin@example.com');
  await first.goto('/briefs/new');
  await first.fill({ content_form: 'short_video', category: 'food' });
  await first.press(first.t('briefs-save-next'));
  const draft = new URL(first.page.url()).pathname;
  await second.goto(draft);

  // It saves itself when a field is left, and the button that takes the focus away saves on top of that: nobody quarrels with himself.
  await first.fill({ title: 'Sixty seconds of spring tea', body: 'One pot, natural light.' });
  await first.main.locator('[name="title"]').focus();
  await first.press(first.t('briefs-save-next'));
  await expect(first.heading).toHaveText(first.t('briefs-step-deliverables-title'));

  await second.fill({ title: 'Ninety seconds of autumn tea', body: 'One pot, natural light.' });
  if (info.project.name !== 'nojs') {
    await second.main.locator('[name="title"]').focus();
    await expect(second.main.locator('[data-saved]')).toHaveText(second.t('face-save-stale'));
  }
  await second.press(second.t('briefs-save-next'), { status: 409 });
  await expect(second.main.locator('[data-theirs]')).toHaveText('Sixty seconds of spring tea');
  await expect(second.main.locator('[data-mine]')).toHaveText('Ninety seconds of autumn tea');
  await expect(second.main.locator('[name="title"]')).toHaveValue('Ninety seconds of autumn tea');
  await second.press(second.t('face-conflict-keep'));
  await expect(second.heading).toHaveText(second.t('briefs-step-deliverables-title'));
  await first.goto(draft);
  await expect(first.main.locator('[name="title"]')).toHaveValue('Ninety seconds of autumn tea');
});
