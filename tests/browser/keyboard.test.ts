// The analysis pages by keyboard: single keys that can be switched off, one tab stop a figure, and a region drawn with keys.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst, DIFFERENCE, NEEDED } from './support/analyst';
import { Office } from './support/office';
import { tellStories, THIRD, TOLD } from './support/stories';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

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

async function analyst(path = '/explore', options = {}) {
  const { page, close } = await office.staff(browser, 'ana', path, options);
  const at = new Analyst(page);
  await at.settled();
  return { page, close, at };
}

const focused = (at: Analyst) =>
  at.page.evaluate(() => {
    const element = document.activeElement;
    const label = element?.getAttribute('aria-labelledby');
    return (label && document.getElementById(label)?.textContent) || element?.textContent || '';
  });

test('one key searches, pins, and steps through stories and figures; g and a letter go to a page', async () => {
  const { page, close, at } = await analyst();
  const press = (key: string) => page.keyboard.press(key);
  await press('j');
  expect(await focused(at)).toBe(await page.locator('.story__open').first().innerText());
  await press('j');
  expect(await focused(at)).toBe(await page.locator('.story__open').nth(1).innerText());
  await press('k');
  expect(await focused(at)).toBe(await page.locator('.story__open').first().innerText());
  await press(']');
  expect(await focused(at)).toContain(DIFFERENCE);
  await press(']');
  expect(await focused(at)).toContain(NEEDED);
  await press('[');
  expect(await focused(at)).toContain(DIFFERENCE);
  await press('b');
  await page.locator('.selection__pinned').getByText(`${TOLD} stories`).waitFor();
  await press('/');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('text');
  await page.keyboard.type('gwb?');
  expect(await page.getByRole('searchbox').first().inputValue()).toBe('gwb?');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.getByRole('searchbox').first().fill('');
  await press('Tab');
  await page.locator('.story__open').first().focus();
  await press('g');
  await press('w');
  await page.waitForURL('**/words?*');
  await close();
});

test('the keys are listed, and can be switched off for this computer', async () => {
  const { page, close, at } = await analyst();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByText('Go to Words').waitFor();
  await dialog.getByLabel('Single-key shortcuts are on').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.className)).not.toContain('story__open');
  await page.reload();
  await at.settled();
  await page.keyboard.press('?');
  expect(await dialog.count()).toBe(0);
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await dialog.getByLabel('Single-key shortcuts are on').check();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('story__open');
  await close();
});

test('keys with Ctrl, Alt or Cmd are the browser’s', async () => {
  const { page, close } = await analyst();
  await page.keyboard.press('Control+b');
  await page.keyboard.press('Alt+b');
  expect(await page.locator('.selection__pinned').count()).toBe(0);
  await close();
});

test('a figure is one tab stop, and its tools are another', async () => {
  const { page, close, at } = await analyst();
  const stops = (question: string) =>
    at.card(question).evaluate((card) => {
      const all = [...card.querySelectorAll<HTMLElement>('button, [tabindex], input')];
      return all.filter((element) => element.tabIndex >= 0).length;
    });
  expect(await stops(DIFFERENCE)).toBe(2);
  await page.getByRole('button', { name: `Draw a region: ${DIFFERENCE}` }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    `Table: ${DIFFERENCE}`,
  );
  expect(await stops(DIFFERENCE)).toBe(2);
  await page.keyboard.press('Enter');
  await at.card(DIFFERENCE).getByRole('table').waitFor();
  await close();
});

test('with keys alone a region is drawn, taken back and closed', async () => {
  const { page, close, at } = await analyst('/explore?layer=zones');
  await page.getByRole('button', { name: `Draw a region: ${DIFFERENCE}` }).focus();
  await page.keyboard.press('Enter');
  const surface = page.getByRole('application', {
    name: new RegExp(`Draw a region on ${DIFFERENCE.slice(0, 20)}`),
  });
  await expect.poll(() => surface.evaluate((element) => element === document.activeElement)).toBe(true);
  const spoken = at.card(DIFFERENCE).locator('.map [role=status]');
  for (const key of ['1', 'Enter', '2', 'Enter']) await page.keyboard.press(key);
  await expect.poll(() => spoken.innerText()).toMatch(/100% How people worked together.* 2 points set\.$/);
  await page.keyboard.press('Backspace');
  await expect.poll(() => spoken.innerText()).toMatch(/1 point set\.$/);
  // Around the upper corner: down both sides, and back to the top.
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('1');
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Shift+ArrowDown');
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  for (let i = 0; i < 8; i += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await at.chip('a drawn region').waitFor();
  await at.expectMatching(THIRD);
  await page.getByRole('button', { name: `Draw a region: ${DIFFERENCE}` }).click();
  await page.keyboard.press('Escape');
  expect(await surface.count()).toBe(0);
  await close();
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
] as const)(
  'axe finds nothing in the list of keys and while a region is drawn, %s',
  async (name, options) => {
    const { page, close } = await analyst('/explore', options);
    await page.getByRole('button', { name: `Draw a region: ${DIFFERENCE}` }).click();
    await page.keyboard.press('Enter');
    await expectAccessible(page, `${name}, drawing with keys`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await expectAccessible(page, `${name}, keys`);
    await close();
  },
);
