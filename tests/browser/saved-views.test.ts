// An analyst saves what is in front under a name; every analyst can open it, and only its owner renames and deletes it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst } from './support/analyst';
import { Office } from './support/office';
import { tellStories, THIRD } from './support/stories';
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

const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const PERSON = `/explore?${s({ triads: [{ signifier: 'difference', zones: ['person'] }] })}&layer=zones`;

async function analyst(path: string, name: 'ana' | 'mo' = 'ana', options = {}) {
  const { page, close } = await office.staff(browser, name, path, options);
  const at = new Analyst(page);
  await page.locator('.selection[aria-busy=false]').waitFor();
  await page.getByRole('button', { name: 'Saved views' }).click();
  const dialog = page.getByRole('dialog', { name: 'Saved views' });
  await dialog.getByLabel('Save this view as').waitFor();
  return { page, close, at, dialog };
}

test('a view is saved, opened by another analyst as it was, renamed and deleted by its owner', async () => {
  const { page, close, dialog } = await analyst(PERSON);
  await dialog.getByText('No view is saved yet.').waitFor();
  await dialog.getByLabel('Save this view as').fill('What one person did');
  await page.keyboard.press('Enter');
  await dialog.getByRole('link', { name: 'What one person did' }).waitFor();
  expect(await dialog.locator('.saved__about').innerText()).toMatch(/^Maps · ana · \d+ \w+ \d{4}$/);

  const other = await analyst('/words', 'mo');
  expect(await other.dialog.getByRole('button', { name: /^(Rename|Delete)/ }).count()).toBe(0);
  await other.dialog.getByRole('link', { name: 'What one person did' }).click();
  await other.page.waitForURL('**/explore?*');
  await other.at.expectMatching(THIRD);
  expect(await other.page.getByRole('radio', { name: 'Zones' }).isChecked()).toBe(true);
  await other.close();

  await dialog.getByRole('button', { name: 'Rename: What one person did' }).click();
  await dialog.getByLabel('New name').fill('ایک شخص');
  await page.keyboard.press('Enter');
  await dialog.getByRole('link', { name: 'ایک شخص' }).waitFor();
  await dialog.getByRole('button', { name: 'Delete: ایک شخص' }).click();
  await dialog.getByText('No view is saved yet.').waitFor();
  await expect
    .poll(() => dialog.locator('h2').evaluate((heading) => heading === document.activeElement))
    .toBe(true);
  await close();
});

test('a name that cannot be is refused, and what was typed stays', async () => {
  const { page, close, dialog } = await analyst('/compare');
  await dialog.getByLabel('Save this view as').fill('   ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('a name has 1 to 120 characters').waitFor();
  await page.route('**/api/v1/views', (route) => route.abort());
  await dialog.getByLabel('Save this view as').fill('By audience');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText(/could not reach the service/).waitFor();
  expect(await dialog.getByLabel('Save this view as').inputValue()).toBe('By audience');
  await close();
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
] as const)('axe finds nothing in the list, %s', async (name, options) => {
  const { page, close, dialog } = await analyst('/explore', 'ana', options);
  await dialog.getByLabel('Save this view as').fill(`All stories on a ${name}`);
  await page.keyboard.press('Enter');
  await dialog
    .getByRole('button', { name: /^Rename/ })
    .first()
    .click();
  await expectAccessible(page, `${name}, saved views`);
  await close();
});
