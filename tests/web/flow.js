// What flows are written with: a site for each, people with a browser of their own, and words in both languages from the product's own texts.
import { test as base, expect } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { look } from './look.js';
import { Site } from './site.js';

export { expect };
const LANGS = ['zh-CN', 'en'];

const TEXTS = new URL('../../templates/texts/', import.meta.url);

/** key → text of one language; what a flow expects to read is what the product says. */
function texts(lang) {
  const all = new Map();
  for (const name of readdirSync(new URL(`${lang}/`, TEXTS))) {
    for (const line of readFileSync(new URL(`${lang}/${name}`, TEXTS), 'utf8').split('\n')) {
      const [, key, text] = /^([a-z][\w-]*) = (.*)$/.exec(line) ?? [];
      if (key) all.set(key, text);
    }
  }
  return all;
}
const ALL = new Map(LANGS.map((lang) => [lang, texts(lang)]));

/** Somebody with a browser of their own. Every page that they come to is looked at. */
class Person {
  constructor(page, site, lang, info) {
    Object.assign(this, { page, site, lang, info, troubles: [] });
    page.on('pageerror', (error) => this.troubles.push(`script: ${error.message}`));
    page.on('console', (message) => {
      // A 4xx that the flow wants is told by the browser too; everything else is trouble, a broken content policy above all.
      if (message.type() === 'error' && !/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) this.troubles.push(`console: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 500) this.troubles.push(`${response.status()} from ${response.url()}`);
      if (response.request().isNavigationRequest() && response.request().frame() === page.mainFrame() && (response.status() < 300 || response.status() >= 400)) {
        this.document = response;
      }
    });
    page.on('request', (request) => {
      if (!/^(data:|blob:|about:|http:\/\/127\.0\.0\.1:)/.test(request.url())) this.troubles.push(`asks another host: ${request.url()}`);
    });
  }

  /** The product's text for a key. */
  t(key, values = {}) {
    const text = ALL.get(this.lang).get(key);
    if (text === undefined) throw new Error(`no text ${key} in ${this.lang}`);
    return text.replace(/\{ *\$(\w+) *\}/g, (_, name) => values[name]);
  }

  async goto(path, { status = 200 } = {}) {
    await this.page.goto(new URL(path, this.site.url).href);
    await this.look({ status });
  }

  /** Looks at the page that is open: its status, and all that every page must be. */
  async look({ status = 200 } = {}) {
    await this.page.waitForLoadState('load');
    expect(this.document?.status(), `${this.page.url()}: ${await this.main.innerText().catch(() => '')}`).toBe(status);
    if ((this.document.headers()['content-type'] ?? '').startsWith('text/html')) await look(this.page, this.info, await this.html());
  }

  /** The page as it came. What was left again by the second of two clicks is gone, and is asked for once more. */
  async html() {
    return this.document.text().catch(async () => {
      await this.page.reload();
      return this.document.text();
    });
  }

  /** Presses the button (or link) with these words in the main part and looks at the page that follows. */
  async press(words, { role = 'button', status = 200 } = {}) {
    await this.click(this.main.getByRole(role, { name: words, exact: true }), { status });
  }

  /** Presses the one filled button of the page, whatever stands on it. */
  async primary({ status = 200 } = {}) {
    await this.click(this.main.locator('button.btn--primary'), { status });
  }

  async click(what, { status = 200 } = {}) {
    await Promise.all([this.page.waitForNavigation(), what.first().click()]);
    await this.look({ status });
  }

  /** Clicks twice, as impatient people do, and goes where that leads: the second click may break off the way of the first. */
  async clickTwice(what) {
    const arrived = this.page.waitForEvent('framenavigated', (frame) => frame === this.page.mainFrame());
    await what.first().dblclick();
    await arrived;
    await this.page.waitForLoadState('load');
  }

  /** Comes back to a page until it says something: what jobs do takes a tick or two. */
  async until(path, says) {
    for (const end = Date.now() + 60_000; ; ) {
      await this.page.goto(new URL(path, this.site.url).href);
      if ((await this.main.innerText()).includes(says)) return this.look();
      if (Date.now() > end) throw new Error(`${path} never says ${JSON.stringify(says)}: ${await this.main.innerText()}`);
      await this.page.waitForTimeout(150);
    }
  }

  async follow(words, options = {}) {
    await this.press(words, { role: 'link', ...options });
  }

  /** Fills fields by their names: text is typed, a box is ticked, an option chosen. */
  async fill(fields) {
    for (const [name, value] of Object.entries(fields)) {
      const field = this.page.locator(`main [name="${name}"]`);
      const kind = await field.first().evaluate((e) => (e.tagName === 'SELECT' ? 'select' : e.type));
      if (kind === 'select') await field.selectOption(value);
      else if (kind === 'file') await field.setInputFiles(value);
      else if (kind === 'radio' || kind === 'checkbox') for (const one of [value].flat()) await this.page.locator(`main [name="${name}"][value="${one}"]`).check({ force: true });
      else await field.fill(value);
    }
  }

  get heading() {
    return this.page.getByRole('heading', { level: 1 });
  }

  get main() {
    return this.page.locator('main');
  }
}

export const test = base.extend({
  site: async ({}, use) => {
    const site = await Site.open();
    await use(site);
    await site.close();
    expect.soft(site.log.split('\n').filter((line) => /ERROR|panicked/.test(line)), 'the log of the server').toEqual([]);
  },

  /** `await person(lang)`: somebody with a fresh browser. */
  person: async ({ browser, site, contextOptions, viewport, isMobile, hasTouch, deviceScaleFactor, javaScriptEnabled }, use, info) => {
    const people = [];
    await use(async (lang) => {
      const context = await browser.newContext({ ...contextOptions, viewport, isMobile, hasTouch, deviceScaleFactor, javaScriptEnabled, locale: lang, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
      const person = new Person(await context.newPage(), site, lang, info);
      people.push(person);
      return person;
    });
    for (const [no, person] of people.entries()) {
      if (info.errors.length > 0 && !person.page.isClosed()) await info.attach(`person ${no + 1}`, { body: await person.page.screenshot({ fullPage: true }), contentType: 'image/png' });
      expect.soft(person.troubles, 'what the browser complained about').toEqual([]);
      await person.page.context().close();
    }
  },
});

/** One flow; each way to come here has its language, and the deal is made in another one than the rest, so that both are walked in every way. */
export function flow(title, body) {
  test(title, async ({ person, site }, info) => {
    const { deal, rest } = info.project.metadata.langs;
    const lang = info.titlePath[0].endsWith('deal.spec.js') ? deal : rest;
    await body({ lang, person: (speaks = lang) => person(speaks), site, info });
  });
}
