// A browser on the service: pages that fail their test when anything goes wrong unseen.
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** The everyday page that Exit leads to; tests never leave this machine. */
export const ELSEWHERE = 'https://www.bbc.co.uk/weather';

export const PHONE: BrowserContextOptions = {
  viewport: { width: 320, height: 640 },
  hasTouch: true,
  isMobile: true,
};
export const DESKTOP: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
};

/** A fake microphone that beeps, without a permission prompt. */
export const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...more] });
}

export interface Visit {
  page: Page;
  /** Script errors, refused by the Content-Security-Policy or thrown. */
  complaints: string[];
  close: () => Promise<void>;
}

/** A fresh visitor. Nothing but the service is reachable. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = DESKTOP,
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-GB',
    // A worker between the page and the service would answer what tests make up for the page; the tests about it let it in.
    serviceWorkers: 'block',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // Chromium itself reports every failed request; the tests that force one look at the page instead.
    const failedRequest = message.text().startsWith('Failed to load resource');
    // So it does of a header that needs https, at an address without it.
    const headerIgnored = message.text().startsWith('The Cross-Origin-Opener-Policy header has been ignored');
    if (message.type() === 'error' && !failedRequest && !headerIgnored) complaints.push(message.text());
  });
  await context.route(
    (address) => !address.href.startsWith(url),
    (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<title>Weather</title><h1>Weather</h1>',
      }),
  );
  return {
    page,
    complaints,
    close: async () => {
      await context.close();
      expect(complaints).toEqual([]);
    },
  };
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Looks for anything that axe can find, and for content wider than the screen. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // The sticky button may cover what has been scrolled away; pages are looked at from their top.
  await page.evaluate(() => window.scrollTo(0, 0));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(RULES).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  expect(found, `accessibility of “${name}”`).toEqual([]);
  expect(await overflow(page), `sideways scrolling on “${name}”`).toBeLessThanOrEqual(0);
}

/** By how many pixels the page is wider than the screen. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
