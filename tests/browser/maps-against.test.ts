// An analyst sees a selection beside everybody and beside B: where they differ clearly, where that may be chance, and in numbers.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst, DIFFERENCE, NEEDED, TIMING } from './support/analyst';
import { Office } from './support/office';
import { clearAll, tellStories, THIRD, TOLD } from './support/stories';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

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

const FEELINGS = 'How did you feel?';
const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const b = (selection: object) => `b=${encodeURIComponent(JSON.stringify(selection))}`;
const feeling = (option: string) => ({ answers: { feelings: [option] } });
const RELIEVED = `/explore?${s(feeling('relieved'))}`;

async function analyst(path: string, options = {}) {
  const { page, close } = await office.staff(browser, 'ana', path, options);
  const at = new Analyst(page);
  await at.settled();
  return { page, close, at };
}

interface Share {
  count: number;
  share: number | null;
  interval: [number, number] | null;
}
interface Patterns {
  signifiers: Record<
    string,
    {
      answered: number;
      zones?: Record<string, Share & { to_uniform: number }>;
      fifth_shares?: Share[];
      options?: Record<string, Share>;
    }
  >;
}

const ask = (selection: object, signifiers: string[]) =>
  office.post<Patterns>(
    '/patterns',
    { selection: { framework: 'sheffield-send', ...selection }, signifiers },
    'ana',
  );

/** The rows of the table of a card, without the one of its heads. */
async function rowsOf(at: Analyst, question: string): Promise<string[][]> {
  const rows = await at.page.getByRole('table', { name: question, exact: true }).getByRole('row').all();
  const texts = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
  return texts.slice(1).map((cells) => cells.map((cell) => cell.trim()));
}

const percent1 = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)}%`);

test('every table has the numbers of the service, beside those of everybody', async () => {
  const { close, at } = await analyst(`${RELIEVED}&against=everybody&show=tables`);
  const [own, all] = await Promise.all([
    ask(feeling('relieved'), ['difference', 'timing', 'audience']),
    ask({}, ['difference', 'timing', 'audience']),
  ]);
  const expected = (shares: Share[], others: Share[]) =>
    shares.map((share, i) => [
      String(share.count),
      percent1(share.share),
      share.interval ? share.interval.map(percent1).join('–') : '–',
      percent1(others[i]?.share ?? null),
      ((share.share ?? 0) * 100 - (others[i]?.share ?? 0) * 100).toFixed(1).replace('-', '−'),
    ]);
  const shown = (rows: string[][], more: number) =>
    rows.map((cells) => [
      ...cells.slice(1, 4),
      cells[4 + more] ?? '',
      (cells[5 + more] ?? '').replace('+', ''),
    ]);
  const zones = await rowsOf(at, DIFFERENCE);
  expect(shown(zones, 2)).toEqual(
    expected(
      Object.values(own.signifiers.difference?.zones ?? {}),
      Object.values(all.signifiers.difference?.zones ?? {}),
    ),
  );
  expect(shown(await rowsOf(at, TIMING), 1)).toEqual(
    expected(own.signifiers.timing?.fifth_shares ?? [], all.signifiers.timing?.fifth_shares ?? []),
  );
  const options = Object.entries(own.signifiers.audience?.options ?? {});
  const others = options.map(([id]) => all.signifiers.audience?.options?.[id]);
  const told = (await rowsOf(at, 'Who are you?')).filter(([, count]) => count !== 'fewer than 10');
  expect(shown(told, 0)).toEqual(
    expected(
      options.map(([, share]) => share),
      others.filter((share) => share !== undefined),
    ),
  );
  await close();
});

test('what differs clearly is signed and not hatched, what may be chance is hatched', async () => {
  const { page, close, at } = await analyst(RELIEVED);
  await page.getByRole('radio', { name: 'Against everybody' }).check();
  await page.getByRole('radio', { name: 'Zones' }).check();
  await at.settled();
  const card = at.card(DIFFERENCE);
  await expect.poll(() => card.locator('.map__number').allTextContents()).toContain('+67');
  // All who were relieved were in one corner: three zones differ clearly, the four between nobody chose.
  expect(await card.locator('.map__hatched').count()).toBe(4);
  expect(await card.locator('.govuk-visually-hidden').first().innerText()).toBe(
    `${THIRD} stories answered. The clearest difference from everybody is at “What one person did”: +66.7 points (95 % interval +59.6 to +66.7). Each of the 7 places is taken alone: about one in 20 looks clear by chance. Compare tests whole questions.`,
  );
  expect(page.url()).toContain('against=everybody');
  await page.goBack();
  await page.goBack();
  await at.settled();
  expect(await page.getByRole('radio', { name: 'This selection' }).isChecked()).toBe(true);
  await close();
});

test('the selection is compared with B, which is offered only when there is one', async () => {
  const { page, close, at } = await analyst(`${RELIEVED}&${b(feeling('worried'))}&layer=zones`);
  await page.getByRole('radio', { name: 'Against B' }).check();
  await at.settled();
  await expect.poll(() => at.card(DIFFERENCE).locator('.map__number').allTextContents()).toContain('+100');
  await page.getByRole('button', { name: 'Remove B' }).click();
  await at.settled();
  expect(await page.getByRole('radio', { name: 'Against B' }).count()).toBe(0);
  expect(page.url()).not.toContain('against');
  await expect.poll(() => at.card(DIFFERENCE).locator('.map__number').allTextContents()).toContain('100%');
  await close();
});

test('a map is computed without its own part of the selection, which is marked', async () => {
  const path = `/explore?${s({ triads: [{ signifier: 'difference', zones: ['person'] }] })}&layer=zones`;
  const { page, close, at } = await analyst(path);
  expect(await at.answered(DIFFERENCE)).toBe(`n = ${TOLD}`);
  expect(await at.answered(TIMING)).toBe(`n = ${THIRD}`);
  await at.card(DIFFERENCE).getByText('Shown without its own part').waitFor();
  expect(await at.card(DIFFERENCE).locator('.target[aria-selected=true]').count()).toBe(1);
  await page.getByLabel('Relieved').check();
  await at.settled();
  const filter = page.locator('.folded').filter({ hasText: FEELINGS });
  expect(await filter.locator('.option--chosen .option__count').innerText()).toBe(`${THIRD} · 100%`);
  await close();
});

test('the colours mean the same in every selection, unless they are fitted to one', async () => {
  const path = `/explore?${s({ triads: [{ signifier: 'difference', zones: ['person'] }] })}&layer=zones`;
  const { page, close, at } = await analyst(path);
  const end = () => page.locator('.legend__bar > span').last().innerText();
  const fixed = await end();
  await page.getByLabel('Relieved').check();
  await at.settled();
  expect(await end()).toBe(fixed);
  await page.getByRole('radio', { name: 'Fitted to this one' }).check();
  await expect.poll(end).not.toBe(fixed);
  expect(page.url()).toContain('colours=selection');
  await close();
});

test('stories are dots that can be read and opened, with keys and with a pointer', async () => {
  const { page, close, at } = await analyst('/explore');
  const dots = at.card(DIFFERENCE).locator('.dot');
  expect(await dots.count()).toBe(TOLD);
  await at.tabTo('[role="option"]');
  await page.keyboard.press('PageDown');
  const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  expect(name).toMatch(/^Story: The /);
  await expect.poll(() => at.card(DIFFERENCE).locator('.map__pointed').innerText()).toBe(name);
  await page.keyboard.press('Enter');
  const title = name.replace('Story: ', '');
  await page.locator('.story--open').filter({ hasText: title }).waitFor();
  expect(page.url()).toContain('story=');
  await page.goBack();
  await page.locator('.story--open').waitFor({ state: 'detached' });
  await close();
});

test('the files of a map say what it shows, and hold its numbers', async () => {
  const { page, close, at } = await analyst(`${RELIEVED}&against=everybody&layer=zones`);
  const all = await ask({}, ['difference']);
  for (const [question, has] of [
    [DIFFERENCE, '+67'],
    [TIMING, '← '],
    ['Who knew the child or young person well, and who worked with the others?', 'placed 37'],
    ['Who are you?', 'A child or young person'],
  ] as const) {
    await page.getByRole('button', { name: `Download: ${question}` }).click();
    const svg = (await at.download(`SVG: ${question}`)).content.toString('utf8');
    for (const part of [
      question,
      `Selection: ${THIRD} stories: `,
      'Seed: 1',
      'Change number',
      'version',
      has,
    ])
      expect(svg.replaceAll('\n', ' ')).toContain(part);
    const png = (await at.download(`PNG: ${question}`)).content;
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  }
  const json = JSON.parse((await at.download(`JSON: ${DIFFERENCE}`)).content.toString('utf8')) as {
    rows: Record<string, number>[];
  };
  const [first] = Object.values(all.signifiers.difference?.zones ?? {});
  expect(json.rows[0]).toMatchObject({ Stories: THIRD, Share: 1, 'Share of everybody': first?.share });
  const csv = (await at.download(`CSV: ${DIFFERENCE}`)).content.toString('utf8');
  expect(csv).toMatch(/What one person did,37,1,/);
  await close();
});

test('in print the figures are there, without the tools', async () => {
  const { page, close, at } = await analyst(RELIEVED);
  await page.emulateMedia({ media: 'print' });
  expect(await at.card(NEEDED).locator('.map__picture').isVisible()).toBe(true);
  for (const tools of ['.card__tools', '.segments', '.workspace__stories', '.workspace__filters'])
    expect(await page.locator(tools).first().isVisible(), tools).toBe(false);
  await close();
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
] as const)(
  'axe finds nothing in any state, %s',
  async (name, options) => {
    const { page, close, at } = await analyst(`${RELIEVED}&against=everybody`, options);
    const look = (state: string) => expectAccessible(page, `${name}, against, ${state}`);
    await look('hexagons');
    await page.getByRole('radio', { name: 'Zones' }).check();
    await at.settled();
    await page.getByRole('button', { name: `Download: ${TIMING}` }).click();
    await look('zones, with downloads');
    await page.goto(`${RELIEVED}&${b(feeling('worried'))}&against=pinned&show=tables`);
    await at.settled();
    await look('tables against B');
    await close();
  },
  300_000,
);
