// The dark scheme of the staff pages: words are legible on all of them, and what shows data keeps a light ground.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst } from './support/analyst';
import { Office } from './support/office';
import type { Name } from './support/staff';
import { tellStories } from './support/stories';
import { DESKTOP, expectAccessible, launch } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  await tellStories(office);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const DARK = { ...DESKTOP, colorScheme: 'dark' } as const;

const background = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundColor);

const PAGES: readonly [name: Name, path: string, there: string][] = [
  ['ana', '/explore', '.card'],
  ['ana', '/explore?show=tables', '.card'],
  ['ana', '/change', '.figure'],
  ['ana', '/words', '.figure, .few'],
  ['mo', '/moderation', 'main h1'],
  ['fay', '/collections', 'main h1'],
  ['fay', '/transcribe', 'main h1'],
];

test.each(PAGES)(
  'in the dark axe finds nothing for %s on %s',
  async (name, path, there) => {
    const { page, close } = await office.staff(browser, name, path, DARK);
    page.setDefaultTimeout(60_000);
    await page.locator(there).first().waitFor();
    if (name === 'ana') await new Analyst(page).settled();
    expect(await background(page, 'body')).toBe('rgb(23, 30, 30)');
    await expectAccessible(page, `dark, ${path}`);
    await close();
  },
  300_000,
);

test('maps keep a light ground in the dark, because their colours begin near white', async () => {
  const { page, close } = await office.staff(browser, 'ana', '/explore', DARK);
  await page.locator('.card').first().waitFor();
  expect(await background(page, '.map__picture')).toBe('rgb(255, 253, 250)');
  expect(
    await page
      .locator('.map__outline')
      .first()
      .evaluate((line) => getComputedStyle(line).stroke),
  ).toBe('rgb(27, 36, 36)');
  await close();
});

test('what is printed from a dark screen is dark on light', async () => {
  const { page, close } = await office.staff(browser, 'ana', '/explore', DARK);
  await page.locator('.card').first().waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await background(page, 'body')).toBe('rgb(255, 253, 250)');
  expect(await background(page, '.card')).toBe('rgb(255, 255, 255)');
  await close();
});
