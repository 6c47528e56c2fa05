// An analyst guesses first: nothing is shown before a guess is placed, then both are, with the distance in words.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst, DIFFERENCE, TIMING } from './support/analyst';
import { Office } from './support/office';
import { tellStories } from './support/stories';
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

async function analyst(path = '/explore?show=guess', options = {}) {
  const { page, close } = await office.staff(browser, 'ana', path, options);
  const at = new Analyst(page);
  await at.settled();
  return { page, close, at };
}

test('nothing of what is there is shown before a guess, neither in maps, sentences nor filters', async () => {
  const { page, close, at } = await analyst();
  expect(await page.locator('.map__bin, .dot, .map__bar, .option__count, .map__geometric').count()).toBe(0);
  expect(await page.getByText('The median is').count()).toBe(0);
  expect(await page.getByRole('button', { name: `Reveal: ${DIFFERENCE}` }).isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: `Table: ${DIFFERENCE}` }).count()).toBe(0);
  expect(await at.card(TIMING).getByRole('slider').getAttribute('aria-valuetext')).toBe('not placed yet');
  await close();
});

test('a guess is placed with a pointer, and then both are shown with the distance', async () => {
  const { page, close, at } = await analyst();
  await at.click(at.picture(DIFFERENCE), 0.5, 0.2);
  await page.getByRole('button', { name: `Reveal: ${DIFFERENCE}` }).click();
  const verdict = at.card(DIFFERENCE).locator('.card__verdict');
  expect(await verdict.innerText()).toMatch(/^Far from where they are\. Your guess is \d+% of a side away\./);
  expect(await verdict.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await at.card(DIFFERENCE).locator('.map__guess').count()).toBe(1);
  expect(await at.card(DIFFERENCE).locator('.map__geometric').count()).toBe(1);
  await page.getByRole('button', { name: `Guess again: ${DIFFERENCE}` }).click();
  expect(await at.card(DIFFERENCE).locator('.map__geometric, .map__guess').count()).toBe(0);
  await close();
});

test('with keys alone: a guess is moved, spoken and revealed', async () => {
  const { page, close, at } = await analyst();
  await at.tabTo('[role="application"]');
  for (const key of ['ArrowUp', '1', 'ArrowDown']) await page.keyboard.press(key);
  const spoken = at.card(DIFFERENCE).locator('[role=status]');
  expect(await spoken.innerText()).toMatch(/^\d+% What one person did, \d+% How people worked together/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await at.card(DIFFERENCE).locator('.card__verdict').waitFor();
  await at.card(TIMING).getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await at.card(TIMING).locator('.card__verdict').innerText()).toMatch(
    /^Very near\. Your guess is \d points? away\./,
  );
  await close();
});

test('the option that was chosen most is guessed, too, and guessing is a part of the address', async () => {
  const { page, close, at } = await analyst('/explore');
  await page.getByRole('radio', { name: 'Guess first' }).check();
  expect(page.url()).toContain('show=guess');
  const card = at.card('Who are you?');
  await card.getByLabel('A child or young person, up to 25').check();
  await page.getByRole('button', { name: 'Reveal: Who are you?' }).click();
  expect(await card.locator('.card__verdict').innerText()).toMatch(
    /^“A child or young person, up to 25” comes 2nd \(21%\)\. “A parent, carer or other family member” was chosen most/,
  );
  await page.goBack();
  await at.card(DIFFERENCE).locator('.map__geometric').waitFor();
  await close();
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
] as const)(
  'axe finds nothing before and after a guess, %s',
  async (name, options) => {
    const { page, close, at } = await analyst('/explore?show=guess', options);
    await expectAccessible(page, `${name}, before a guess`);
    await at.click(at.picture(DIFFERENCE), 0.5, 0.6);
    await page.getByRole('button', { name: `Reveal: ${DIFFERENCE}` }).click();
    await expectAccessible(page, `${name}, after a guess`);
    await close();
  },
  300_000,
);
