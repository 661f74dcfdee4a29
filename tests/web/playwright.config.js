// Three ways to come here: a desktop, a phone, and a browser without scripts. Every flow runs in each; over all of them, in both languages.
import { defineConfig } from '@playwright/test';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

export default defineConfig({
  testDir: 'flows',
  outputDir: 'results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 900_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    launchOptions: { executablePath: '/usr/bin/chromium', args: quiet },
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
  },
  projects: [
    { name: 'desktop', use: desktop, metadata: { langs: { deal: 'zh-CN', rest: 'en' } } },
    { name: 'phone', use: phone, metadata: { langs: { deal: 'en', rest: 'zh-CN' } } },
    { name: 'nojs', use: { ...desktop, javaScriptEnabled: false }, metadata: { langs: { deal: 'zh-CN', rest: 'en' } } },
  ],
});
