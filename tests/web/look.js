// What every page that a flow comes to must be: well-formed, accessible by day and by night, inside the screen at every width.
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { HtmlValidate } from 'html-validate';

// Both sides of each breakpoint on the desktop; the other two ways see the same pages at the ends.
const WIDTHS = { desktop: [320, 390, 480, 600, 703, 704, 959, 960, 1280, 1600], phone: [320, 390], nojs: [320, 704, 1280] };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    'no-inline-style': 'error',
    // A field inside another thing is named as programs name it: scales.quality.
    'valid-id': ['error', { relaxed: true }],
    // A picture that is a button says where it was tapped, without scripts too; no <button> does.
    'prefer-button': ['error', { exclude: ['image'] }],
    // Lists are sent as fields of one name.
    'form-dup-name': 'off',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'attr-quotes': 'off',
    'tel-non-breaking': 'off',
    'doctype-style': 'off',
    'no-raw-characters': ['error', { relaxed: true }],
  },
});

/** Pages that were seen in this process, by their shape: what differs only in words and numbers is looked at once. */
const seen = new Set();

/** Looks at the page that is open. */
export async function look(page, info, html) {
  const shape = await page.evaluate(() =>
    [document.documentElement.lang, ...Array.from(document.body.querySelectorAll('*'), (e) => `${e.tagName}.${e.getAttribute('class')}${e.getAttribute('aria-current')}`)].join(),
  );
  const key = `${info.project.name} ${new URL(page.url()).pathname.replace(/[^/]*\d[^/]*/g, '*')} ${shape}`;
  if (seen.has(key)) return;
  seen.add(key);
  const where = `${page.url()} (${await page.title()})`;
  await wellFormed(html, where);
  await insideTheScreen(page, WIDTHS[info.project.name], where);
  if (info.project.name !== 'nojs') await accessible(page, info.project.name === 'desktop', where);
}

async function wellFormed(html, where) {
  const report = await validator.validateString(html);
  const problems = report.results.flatMap((result) => result.messages).map((m) => `${m.ruleId}: ${m.message} (line ${m.line}: ${html.split('\n')[m.line - 1]?.trim().slice(0, 160)})`);
  expect.soft(problems, `HTML of ${where}`).toEqual([]);
}

async function insideTheScreen(page, widths, where) {
  const before = page.viewportSize();
  const found = new Map();
  for (const width of widths) {
    await page.setViewportSize({ width, height: before.height });
    for (const what of await page.evaluate(outside)) found.set(what, [...(found.get(what) ?? []), width]);
  }
  await page.setViewportSize(before);
  const problems = Array.from(found, ([what, at]) => `${what}, at ${at.join(' ')}`);
  expect.soft(problems, `what stands outside the screen on ${where}`).toEqual([]);
}

/** Runs in the page: what makes it scroll sideways, and each visible control that is not wholly between the edges. */
function outside() {
  const wide = document.documentElement.clientWidth;
  const found = [];
  const scrolls = (e) => {
    for (let up = e.parentElement; up; up = up.parentElement) if (/auto|scroll|hidden/.test(getComputedStyle(up).overflowX) && up !== document.body) return true;
    return false;
  };
  const name = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} «${(e.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}»`;
  if (document.documentElement.scrollWidth > wide) {
    const guilty = Array.from(document.body.querySelectorAll('*')).filter((e) => e.getBoundingClientRect().right > wide + 1 && !scrolls(e));
    found.push(`scrolls sideways: ${guilty.slice(-3).map(name).join('; ')}`);
  }
  for (const e of document.querySelectorAll('a, button, input, select, textarea, summary')) {
    const box = e.getBoundingClientRect();
    if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || box.width <= 1 || box.height <= 1 || box.bottom < 0 || scrolls(e)) continue;
    if (box.left < -1 || box.right > wide + 1) found.push(`${name(e)} lies outside`);
  }
  return found;
}

async function accessible(page, isDesktop, where) {
  const before = page.viewportSize();
  // As tall as the page: a bar that sticks would hide what lies under it, and axe would call that too small to hit.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: before.width, height: Math.min(Math.max(height, before.height), 12_000) });
  for (const colorScheme of isDesktop ? ['light', 'dark'] : ['light']) {
    await page.emulateMedia({ colorScheme });
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(['color-contrast'])).analyze();
    const problems = violations.map((v) => `${v.impact}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`);
    expect.soft(problems, `axe (${colorScheme}) on ${where}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(before);
}
