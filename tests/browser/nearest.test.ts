// An analyst lists the stories nearest to a place on a map, by a click and by keyboard, and shares the list as a link.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst, DIFFERENCE, TIMING } from './support/analyst';
import { Office } from './support/office';
import { clearAll, tellStories } from './support/stories';
import { launch } from './support/visit';

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

async function analyst(path: string) {
  const { page, close } = await office.staff(browser, 'ana', path);
  page.setDefaultTimeout(30_000);
  const at = new Analyst(page);
  await at.settled();
  return { page, close, at };
}

interface Found {
  stories: { title: string; answers: Record<string, { dyad?: number; triad?: number[] }> }[];
}

const ask = (near: object) =>
  office.post<Found>(
    '/search',
    { selection: { framework: 'sheffield-send' }, sort: 'nearest', near, limit: 20 },
    'ana',
  );

test('a click on a map lists the nearest stories first, and says to which place', async () => {
  const { page, close, at } = await analyst('/explore');
  await page.getByRole('radio', { name: 'Lists the nearest stories' }).check();
  // Between the corners, where no story is: a click on the dot of a story opens it.
  await at.click(at.picture(DIFFERENCE), 0.4, 0.66);
  await expect.poll(() => page.locator('.stories__near').innerText()).toContain('How people worked together');
  await at.settled();
  const near = new URL(page.url()).searchParams.get('near') ?? '';
  const triad = near.replace('difference:', '').split(',').map(Number);
  const { stories } = await ask({ signifier: 'difference', triad });
  expect(await at.stories.locator('.story__open').allInnerTexts()).toEqual(stories.map(({ title }) => title));
  expect(stories[0]?.answers.difference?.triad).toHaveLength(3);
  expect(await page.locator('.map__near').count()).toBe(1);
  // Nothing was selected by the click.
  expect(await page.locator('.chip').count()).toBe(0);
  const { close: closeOther, at: other } = await analyst(
    new URL(page.url()).pathname + new URL(page.url()).search,
  );
  expect(await other.stories.locator('.story__open').allInnerTexts()).toEqual(
    stories.map(({ title }) => title),
  );
  await closeOther();
  await page.goBack();
  await expect.poll(() => page.locator('.stories__near').count()).toBe(0);
  await close();
});

test('by keyboard, Enter on a fifth lists the stories nearest to its middle', async () => {
  const { page, close, at } = await analyst('/explore');
  await page.getByRole('radio', { name: 'Lists the nearest stories' }).check();
  const fifths = at.card(TIMING).getByRole('option');
  await fifths.first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.get('near')).toBe('timing:0.1');
  await at.settled();
  const { stories } = await ask({ signifier: 'timing', dyad: 0.1 });
  expect(stories[0]?.answers.timing?.dyad).toBe(0.1);
  expect(await at.stories.locator('.story__open').allInnerTexts()).toEqual(stories.map(({ title }) => title));
  await close();
});

test('a link with a place that is on no map stops and says so', async () => {
  for (const wrong of ['sort=nearest&near=difference:0.3', 'near=timing:0.3', 'framwork=sheffield-send']) {
    const { page, close } = await office.staff(browser, 'ana', `/explore?${wrong}`);
    const [name = '', value = ''] = (wrong.split('&').at(-1) ?? '').split('=');
    expect(await page.locator('.bad-link').innerText()).toContain(`It says “${name}=${value}”`);
    await close();
  }
});
