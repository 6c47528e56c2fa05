// The page for an address that leads nowhere, and addresses with a slash too many.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './support/service';
import { DESKTOP, expectAccessible, launch, PHONE, visit } from './support/visit';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

test.each([
  ['a phone', PHONE],
  ['a desktop', DESKTOP],
] as const)('people who open an address that leads nowhere are told so, on %s', async (_, options) => {
  const { page, close } = await visit(browser, service.url, options);
  const answer = await page.goto('/nowhere');
  expect(answer?.status()).toBe(404);
  await page.getByRole('heading', { name: 'There is no page at this address' }).waitFor();
  expect(await page.title()).toBe('There is no page at this address – Sensing and Shaping');
  await expectAccessible(page, 'not found');
  await page.getByRole('link', { name: 'Tell a story' }).click();
  await page.waitForURL(`${service.url}/`);
  await close();
});

test.each([
  ['pl-PL', 'Pod tym adresem nie ma strony', 'ltr'],
  ['ur-PK', 'اس پتے پر کوئی صفحہ نہیں ہے', 'rtl'],
  ['zh-CN', '这个网址没有页面', 'ltr'],
  ['cy-GB', 'There is no page at this address', 'ltr'],
] as const)('it speaks to a browser of %s', async (locale, heading, direction) => {
  const { page, close } = await visit(browser, service.url, { ...PHONE, locale });
  await page.goto('/explore/nowhere?x=1');
  await page.getByRole('heading', { name: heading }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe(direction);
  await expectAccessible(page, `not found, ${locale}`);
  await close();
});

test('an address with a slash too many leads to its page', async () => {
  const { page, close } = await visit(browser, service.url);
  for (const [address, page_] of [
    ['/receipt/?from=paper', '/receipt'],
    ['/kiosk/', '/kiosk'],
    ['/sign-in/', '/sign-in'],
  ] as const) {
    expect((await page.goto(address))?.status()).toBe(200);
    expect(new URL(page.url()).pathname).toBe(page_);
  }
  await page.goto('/join/PARK-7K2M/?language=en');
  expect(page.url()).toBe(`${service.url}/join/PARK-7K2M?language=en`);
  await page.getByText('PARK-7K2M').first().waitFor();
  await close();
});
