// What is above and what is below, and what may be chance, is told without colour: by a sign, a side, a shape, a hatch or words.
// The same is drawn for people who see no red and green, and for those who see no colours at all.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst, DIFFERENCE, TIMING } from './support/analyst';
import { Office } from './support/office';
import { clearAll, tellStories } from './support/stories';
import { DESKTOP, launch } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  await clearAll(office, await tellStories(office));
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const b = (selection: object) => `b=${encodeURIComponent(JSON.stringify(selection))}`;
const corner = (zone: string) => ({ triads: [{ signifier: 'difference', zones: [zone] }] });
const AGAINST = `${s(corner('person'))}&${b(corner('organised'))}`;
// A map is shown without its own part of a selection, so the maps are compared by another question.
const feeling = (option: string) => ({ answers: { feelings: [option] } });
const FELT = `${s(feeling('relieved'))}&${b(feeling('worried'))}`;

async function analyst(path: string) {
  const { page, close } = await office.staff(browser, 'ana', '/sign-in', DESKTOP);
  page.setDefaultTimeout(60_000);
  await page.route('**/api/v1/compare?job=true', (route) => {
    const asked = route.request().postDataJSON() as object;
    const few = { permutations: 99, signifiers: ['timing', 'voice', 'information', 'listened_to'] };
    return route.continue({ postData: JSON.stringify({ ...asked, ...few }) });
  });
  await page.goto(path);
  const at = new Analyst(page);
  await at.settled();
  return { page, close, at };
}

const fillsOf = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).fill));

/** Lightness from 0 to 255, which is all that is left without colours. */
const grey = (colour: string) => {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

test('a zone of a map against B has its sign in words, and is hatched where it may be chance', async () => {
  const { close, at } = await analyst(`/explore?${FELT}&against=pinned&layer=zones`);
  const card = at.card(DIFFERENCE);
  await expect.poll(() => card.locator('.map__number').count()).toBeGreaterThan(0);
  const [zones, numbers] = await Promise.all([
    card.locator('.map__bin').count(),
    card.locator('.map__number').allTextContents(),
  ]);
  expect(numbers).toHaveLength(zones);
  for (const number of numbers) expect(number).toMatch(/^([+−]\d+|0)$/);
  const clear = numbers.filter((number) => number !== '0');
  expect(clear.some((number) => number.startsWith('+'))).toBe(true);
  expect(clear.some((number) => number.startsWith('−'))).toBe(true);
  expect(await card.locator('.map__hatched').count()).toBe(zones - clear.length);
  await close();
});

test('a hexagon that is clearly above or below has a sign in it, all others are hatched', async () => {
  const { close, at } = await analyst(`/explore?${FELT}&against=pinned&layer=hexagons`);
  const card = at.card(DIFFERENCE);
  await expect.poll(() => card.locator('.map__bin').count()).toBeGreaterThan(0);
  const [cells, hatched, signs] = await Promise.all([
    card.locator('.map__bin').count(),
    card.locator('.map__hatched').count(),
    card.locator('.map__number').allTextContents(),
  ]);
  expect(signs.length).toBe(cells - hatched);
  for (const sign of signs) expect(sign).toMatch(/^[+−]$/);
  await close();
});

test('a fifth of a line is above or below the line at zero', async () => {
  const { close, at } = await analyst(`/explore?${FELT}&against=pinned`);
  const card = at.card(TIMING);
  await card.locator('.map__change').first().waitFor();
  const zero = (await card.locator('.map__zero').boundingBox())?.y ?? 0;
  const middles = await card
    .locator('.map__change:not(.map__change--chance)')
    .evaluateAll((bars) =>
      bars
        .map((bar) => bar.getBoundingClientRect())
        .flatMap(({ y, height }) => (height > 2 ? [y + height / 2] : [])),
    );
  expect(middles.some((middle) => middle < zero)).toBe(true);
  expect(middles.some((middle) => middle > zero)).toBe(true);
  await close();
});

test('a comparison names the direction, and what may be chance is hollow', async () => {
  const { page, close } = await analyst(`/compare?${AGAINST}`);
  await page.locator('.forest__row').first().waitFor();
  for (const row of await page.locator('.forest__row').all()) {
    const [hollow, words] = [await row.locator('.strip__mark--hollow').count(), await row.innerText()];
    const chance = /adjusted p (0\.(0[5-9]|[1-9])|1)/.test(words);
    expect(hollow === 1, words).toBe(chance);
    if (!chance) expect(words).toMatch(/nearer to “/);
  }
  await close();
});

test('a square of the matrix says above or below with a plus or a minus', async () => {
  const { page, close } = await analyst('/explore?show=associations');
  await page.locator('.pairs__square').first().waitFor();
  const cells = await page.locator('.pairs__cell').evaluateAll((all) =>
    all.flatMap((cell) => {
      const [square, sign] = [cell.querySelector('.pairs__square'), cell.querySelector('.pairs__sign')];
      const { length } = sign?.getAttribute('d')?.match(/[hv]/g) ?? [];
      return square
        ? [
            {
              said: cell.getAttribute('aria-label') ?? '',
              strokes: length ?? 0,
            },
          ]
        : [];
    }),
  );
  for (const { said, strokes } of cells)
    expect(strokes, said).toBe(said.includes('with more of') ? 2 : said.includes('with less of') ? 1 : 0);
  expect(cells.some(({ strokes }) => strokes > 0)).toBe(true);
  await close();
});

test('the two ends of the scale of differences are far apart without colours', async () => {
  const { page, close } = await analyst(`/explore?${FELT}&against=pinned&layer=zones`);
  await page.locator('.map__number').first().waitFor();
  const lights = (await fillsOf(page, '.card .map__bin')).map(grey);
  expect(Math.max(...lights) - Math.min(...lights)).toBeGreaterThan(100);
  await close();
});
