// An analyst sees which words tell a selection from other stories, and goes from a word to the stories with it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst } from './support/analyst';
import { Office } from './support/office';
import { publishLanguages } from './support/languages';
import { clearAll, tellStories, THIRD, TOLD } from './support/stories';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

const URDU = 'ہم نے سات مہینے انتظار کیا';

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
const PERSON = `/words?${s(corner('person'))}`;
const MORE = 'More often than in all other stories';

async function analyst(path = PERSON, options = {}) {
  const { page, close } = await office.staff(browser, 'ana', path, options);
  const at = new Analyst(page);
  await at.settled();
  await page.locator('.comparison').waitFor();
  return { page, close, at };
}

interface Term {
  term: string;
  selection_stories: number;
  rest_stories: number;
  z: number;
  telling: boolean;
}

test('the tables have the numbers of the service, counted in stories', async () => {
  const { close, at } = await analyst();
  const selection = { framework: 'sheffield-send', ...corner('person') };
  const answer = await office.post<{ more: Term[]; less: Term[] }>('/words', { selection, seed: 1 }, 'ana');
  for (const [title, terms] of [
    [MORE, answer.more],
    ['Less often than in all other stories', answer.less],
  ] as const) {
    const [, ...rows] = await at.tableOf(title);
    expect(rows.map(([term, own, other, , telling]) => [term, own, other, telling])).toEqual(
      terms.map((own) => [
        own.term,
        String(own.selection_stories),
        String(own.rest_stories),
        own.telling ? 'yes' : 'no',
      ]),
    );
    expect(rows.map((row) => row[3]?.replace('−', '-'))).toEqual(terms.map(({ z }) => z.toFixed(2)));
  }
  const marked = await at.figure(MORE).locator('.term--telling').count();
  expect(marked).toBe(answer.more.filter(({ telling }) => telling).length);
  await close();
});

test('with keys alone: a word is shown in context, and closing that leads back to it', async () => {
  const { page, close, at } = await analyst();
  await at.tabTo('.term', 250);
  const word = await page.evaluate(
    () => document.activeElement?.querySelector('.term__word')?.textContent ?? '',
  );
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `“${word}” in context` }).waitFor();
  const lines = page.locator('.context__line');
  await lines.first().waitFor();
  const hits = await page.locator('.context__hit').allInnerTexts();
  expect(hits.length).toBeGreaterThan(0);
  expect(hits.every((hit) => hit.toLowerCase().startsWith(word.slice(0, 3)))).toBe(true);
  const ids = await lines.evaluateAll((all) => all.map((line) => line.getAttribute('title')));
  expect(new Set(ids).size).toBe(ids.length);
  await at.tabTo(`.context button:last-of-type`);
  await page.keyboard.press('Enter');
  await page.locator('.context').waitFor({ state: 'detached' });
  const now = await page.evaluate(
    () => document.activeElement?.querySelector('.term__word')?.textContent ?? '',
  );
  expect(now).toBe(word);
  await close();
});

test('with keys alone: a word is searched for, and its stories are shown with it marked; back undoes that', async () => {
  const { page, close, at } = await analyst();
  await at.expectMatching(THIRD);
  await at.tabTo('.term', 250);
  const word = await page.evaluate(
    () => document.activeElement?.querySelector('.term__word')?.textContent ?? '',
  );
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await at.tabTo('.context button');
  await page.keyboard.press('Enter');
  await at.chip(word).waitFor();
  await expect.poll(async () => (await at.stories.first().innerText()).toLowerCase()).toContain(word);
  await page.goBack();
  await at.expectMatching(THIRD);
  await at.chip(word).waitFor({ state: 'detached' });
  await close();
});

test('the words of A are compared with those of B, or with all others', async () => {
  const { page, close, at } = await analyst(`${PERSON}&${b(corner('together'))}`);
  await at.figure('More often than in B').waitFor();
  await page
    .getByText(`stories that can be read were compared with those of ${THIRD} of B`, { exact: false })
    .waitFor();
  await page.getByRole('radio', { name: 'all other stories' }).check();
  await at.figure(MORE).waitFor();
  expect(page.url()).toContain('against=others');
  await page.goBack();
  await at.figure('More often than in B').waitFor();
  await close();
});

test('without other stories to compare with, no words are shown', async () => {
  const { page, close } = await analyst('/words');
  await page.getByText('All stories are selected').waitFor();
  expect(await page.locator('.term').count()).toBe(0);
  await close();
});

test('words from right to left are shown and saved as they are', async () => {
  await publishLanguages(office);
  for (let i = 0; i < 12; i += 1) {
    const { id } = await office.tell({
      language: 'ur',
      version: 4,
      title: `انتظار (${i + 1})`,
      text: URDU,
      answers: {
        audience: { choice: ['family'] },
        difference: { triad: [0.05, 0.05, 0.9] },
        locality: { choice: ['G'] },
      },
    });
    await office.clear(id);
  }
  const { page, close, at } = await analyst(`/words?${s({ answers: { locality: ['G'] } })}`);
  const word = at.figure(MORE).locator('.term__word').filter({ hasText: 'انتظار' });
  await word.waitFor();
  expect(await word.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  const { content } = await at.download(`CSV: ${MORE}`);
  expect(content.toString('utf8')).toContain('انتظار');
  await word.click();
  await page.locator('.context__hit').first().waitFor();
  await page.locator('.context button').first().click();
  await at.chip('انتظار').waitFor();
  expect(await page.locator('mark').first().innerText()).toContain('انتظار');
  await close();
});

test('a file of words names both sides and the date', async () => {
  const { close, at } = await analyst();
  const { content, name } = await at.download(`SVG: ${MORE}`);
  expect(name).toMatch(/\.svg$/);
  const svg = content.toString('utf8');
  expect(svg).toContain(`Selection: ${THIRD} stories`);
  expect(svg).toMatch(/Date: \d{4}-\d\d-\d\d/);
  expect(TOLD).toBeGreaterThan(THIRD);
  await close();
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
] as const)(
  'axe finds nothing in any state, %s',
  async (name, options) => {
    const { page, close, at } = await analyst(PERSON, options);
    const look = (state: string) => expectAccessible(page, `${name}, words, ${state}`);
    await look('against all others');
    for (const summary of await page.locator('.figure__summary').all()) await summary.click();
    await look('tables');
    await page.locator('.term').first().click();
    await page.locator('.context__line').first().waitFor();
    await look('a word in context');
    await page.goto(`${PERSON}&${b(corner('together'))}`);
    await at.settled();
    await look('against B');
    await page.goto('/words');
    await at.settled();
    await look('nothing to compare with');
    await close();
  },
  300_000,
);
