// The stories beside every analysis page: a random sample first, in an address that shows the same to another person.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst } from './support/analyst';
import { Office } from './support/office';
import { clearAll, tellStories, TOLD } from './support/stories';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;
let quotable: string;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  await clearAll(office, await tellStories(office));
  const told = await office.tell({
    title: 'To be quoted',
    text: 'Made up for testing. This may be quoted.',
    consent: { analysis: true, quotation: true },
  });
  quotable = told.id;
  await office.clear(quotable);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

async function analyst(path = '/explore', options = {}) {
  const { page, close } = await office.staff(browser, 'ana', path, options);
  const at = new Analyst(page);
  await page.locator('.selection[aria-busy=false]').waitFor();
  await page.locator('.story').first().waitFor();
  return { page, close, at };
}

const titles = (at: Analyst) => at.page.locator('.stories .story__open').allInnerTexts();

test.each(['/explore', '/compare', '/words'])(
  'a random sample comes first, the same for everybody at the same address: %s',
  async (path) => {
    const { page, close, at } = await analyst(path);
    const first = await titles(at);
    expect(first).toHaveLength(20);
    await page.reload();
    await page.locator('.story').first().waitFor();
    expect(await titles(at)).toEqual(first);
    await page.getByRole('button', { name: 'Another sample' }).click();
    await expect.poll(() => titles(at)).not.toEqual(first);
    const second = await titles(at);
    expect(page.url()).toContain('seed=2');
    const other = await office.staff(
      browser,
      'mo',
      new URL(page.url()).pathname + new URL(page.url()).search,
    );
    await other.page.locator('.story').first().waitFor();
    expect(await titles(new Analyst(other.page))).toEqual(second);
    await other.close();
    await close();
  },
);

test('all pages of a sample hold every story once', async () => {
  const { page, close, at } = await analyst();
  for (let shown = 20; shown < TOLD + 1; shown += 20) {
    await page.getByRole('button', { name: 'More stories' }).click();
    await expect.poll(async () => (await titles(at)).length).toBeGreaterThan(shown);
  }
  const all = await titles(at);
  expect([all.length, new Set(all).size]).toEqual([TOLD + 1, TOLD + 1]);
  await close();
});

test('the open story is a part of the address, and of the browser’s history', async () => {
  const { page, close, at } = await analyst('/explore?sort=newest');
  await at.stories.filter({ hasText: 'To be quoted' }).getByRole('button').click();
  await page.getByText('This may be quoted.').first().waitFor();
  expect(page.url()).toContain(`story=${quotable}`);
  await page.goBack();
  await page.locator('.story--open').waitFor({ state: 'detached' });
  await page.goForward();
  await page.locator('.story--open').waitFor();
  await close();
});

test('a link with a story opens it, also when it is on no page that is shown; one that is gone says so', async () => {
  const { page, close } = await analyst(`/explore?seed=3&story=${quotable}`);
  await page.locator('.story--open').filter({ hasText: 'To be quoted' }).waitFor();
  await page.goto('/words?story=01990a3e-7c00-7000-8000-1f2e3d4c5b6a');
  await page.getByText('not here any more, or may not be read').waitFor();
  await page.goto('/words?sort=loudest');
  await page.getByRole('heading', { name: 'This link cannot be opened' }).waitFor();
  await close();
});

test('what may be quoted has a badge, and what was read is marked until the window is closed', async () => {
  const { page, close, at } = await analyst('/words?sort=newest');
  const story = at.stories.filter({ hasText: 'To be quoted' });
  expect(await story.locator('.story__tag--quotable').innerText()).toBe('May be quoted');
  expect(await page.locator('.story__tag--quotable').count()).toBe(1);
  expect(await page.locator('.story__read').count()).toBe(0);
  await story.getByRole('button').click();
  await story.locator('.story__read').waitFor();
  await page.goto('/explore?sort=newest');
  await at.stories.filter({ hasText: 'To be quoted' }).locator('.story__read').waitFor();
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(stored).toContain(quotable);
  expect(stored).not.toContain('quoted');
  await close();
});

test('the list is data, without the texts of stories', async () => {
  const { page, close, at } = await analyst('/explore?sort=newest');
  await page.getByText('Data of this list').click();
  const { rows } = JSON.parse((await at.download('JSON: Stories')).content.toString('utf8')) as {
    rows: Record<string, string>[];
  };
  expect(rows.map(({ Title }) => Title)).toEqual(await titles(at));
  expect(rows[0]).toMatchObject({ Title: 'To be quoted', 'May be quoted': 'yes', Id: quotable });
  const csv = (await at.download('CSV: Stories')).content.toString('utf8');
  expect(csv).not.toContain('Made up for testing');
  await close();
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
] as const)('axe finds nothing beside an open story, %s', async (name, options) => {
  const { page, close } = await analyst(`/words?seed=3&story=${quotable}`, options);
  await page.locator('.story--open').waitFor();
  await page.getByText('Data of this list').click();
  await expectAccessible(page, `${name}, a story opened by a link`);
  await close();
});
