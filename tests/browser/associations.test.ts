// An analyst sees which questions go together: the matrix of all pairs, the table of one, both by keyboard and as files.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst, DIFFERENCE, TIMING } from './support/analyst';
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

const MATRIX = 'What goes together';
const SHOWN = '/explore?show=associations';
const TITLE = `“${DIFFERENCE}” with “${TIMING}”`;
const OPENED = `${SHOWN}&pair=difference%2Ctiming`;

async function analyst(path: string, options = {}) {
  const { page, close } = await office.staff(browser, 'ana', path, options);
  const at = new Analyst(page);
  page.setDefaultTimeout(30_000);
  await page.getByRole('region', { name: MATRIX, exact: true }).waitFor();
  await at.settled();
  return { page, close, at };
}

interface Associations {
  signifiers: { id: string }[];
  pairs: {
    pair: [string, string];
    n: number | null;
    cramers_v: number | null;
    v_interval: [number, number] | null;
    rank_correlation: number | null;
    distance_correlation: number | null;
    not_estimable: string | null;
  }[];
  table?: {
    rows: { id: string; n: number | null }[];
    columns: { id: string; n: number | null; fewer_than?: number }[];
    cells: {
      count: number | null;
      fewer_than?: number;
      residual: number | null;
      tendency: string | null;
    }[][];
  };
}

const ask = (more: object = {}) =>
  office.post<Associations>('/associations', { selection: { framework: 'sheffield-send' }, ...more }, 'ana');

const two = (value: number | null) => {
  if (value === null) return '–';
  const text = Math.abs(value).toFixed(2);
  return value < 0 && Number(text) > 0 ? `−${text}` : text;
};

test('the table of the matrix has the numbers of the service, pair by pair', async () => {
  const { close, at } = await analyst(SHOWN);
  const { pairs } = await ask();
  const table = await at.tableOf(MATRIX);
  expect(table.length - 1).toBe(pairs.length);
  expect(table.slice(1).map((row) => row.slice(2, 8))).toEqual(
    pairs.map(({ n, cramers_v, v_interval, rank_correlation, distance_correlation }) => [
      n === null ? 'fewer than 10' : String(n),
      two(cramers_v),
      two(v_interval?.[0] ?? null),
      two(v_interval?.[1] ?? null),
      two(rank_correlation),
      two(distance_correlation),
    ]),
  );
  await close();
});

test('by keyboard a square says its pair, and Enter opens the table, which is in front', async () => {
  const { page, close, at } = await analyst(SHOWN);
  const { pairs } = await ask();
  const found = pairs.find(({ pair }) => pair.join() === 'difference,timing');
  await at.tabTo('[role=gridcell]');
  const spoken = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const [low = null, high = null] = found?.v_interval ?? [];
  const strength = `${two(found?.cramers_v ?? null)} (95 % interval ${two(low)} to ${two(high)})`;
  const wanted = `“${DIFFERENCE}” with “${TIMING}”: Strength ${strength}, n = ${TOLD}.`;
  // The strongest pairs are near the top: each row is read from its first square to its last.
  for (let row = 1; (await spoken()) !== wanted && row < 40; row += 1) {
    await page.keyboard.press('Home');
    for (let column = 0; (await spoken()) !== wanted && column < row - 1; column += 1)
      await page.keyboard.press('ArrowRight');
    if ((await spoken()) !== wanted) await page.keyboard.press('ArrowDown');
  }
  expect(await spoken()).toBe(wanted);
  await page.keyboard.press('Enter');
  const pair = page.getByRole('group', { name: TITLE });
  await pair.waitFor();
  expect(await pair.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(new URL(page.url()).searchParams.get('pair')).toBe('difference,timing');
  expect(await pair.locator('.figure__sentence').innerText()).toContain(
    `${TOLD} stories answered both. They go together with strength ${strength}`,
  );
  await page.goBack();
  await expect.poll(() => pair.count()).toBe(0);
  expect(new URL(page.url()).searchParams.get('pair')).toBeNull();
  expect(new URL(page.url()).searchParams.get('show')).toBe('associations');
  await close();
});

test('the table of a pair has the counts and residuals of the service, and tells no small count', async () => {
  const { page, close, at } = await analyst(OPENED);
  const { table } = await ask({ pair: ['difference', 'timing'] });
  const told = (table?.cells ?? []).flat();
  const rows = await at.tableOf(TITLE);
  expect(rows.slice(1).map((row) => row.slice(2))).toEqual(
    told.map(({ count, fewer_than, residual, tendency }) => [
      count === null ? (fewer_than ? 'fewer than 10' : 'not told') : String(count),
      residual === null ? '–' : `${residual < 0 ? '−' : '+'}${Math.abs(residual).toFixed(1)}`,
      tendency === null ? '–' : tendency === 'as_expected' ? 'as chance explains' : tendency,
    ]),
  );
  // Each third of the stories has a corner and a place of its own.
  expect(told.filter(({ count }) => count === THIRD)).toHaveLength(3);
  const cells = await page.locator('.residuals__cell .residuals__count').allInnerTexts();
  expect(cells).toEqual(
    told.map(({ count, fewer_than }) =>
      count === null ? (fewer_than ? 'fewer than 10' : 'not told') : String(count),
    ),
  );
  await close();
});

test('a pair that was never asked together is not estimable, and says why', async () => {
  const visit = await office.staff(browser, 'ana', '/sign-in');
  await visit.page.route('**/api/v1/associations', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as Associations;
    const pairs = body.pairs.map((pair) =>
      pair.pair.join() === 'difference,timing'
        ? {
            ...pair,
            n: 0,
            cramers_v: null,
            distance_correlation: null,
            not_estimable: 'never_asked_together',
          }
        : pair,
    );
    delete body.table;
    await route.fulfill({ response: answer, json: { ...body, pairs } });
  });
  await visit.page.goto(OPENED);
  const pair = visit.page.getByRole('group', { name: TITLE });
  await pair.waitFor();
  const why = 'Not estimable: no storyteller was asked both, so nothing can be said of the two together.';
  expect(await pair.locator('.figure__sentence').innerText()).toBe(why);
  expect(await visit.page.getByRole('gridcell', { name: `${TITLE}: ${why}` }).count()).toBe(1);
  expect(await visit.page.locator('[role=grid] .pairs__never').count()).toBeGreaterThanOrEqual(1);
  await visit.close();
});

test('files of the matrix and of a pair say what they are of', async () => {
  const { close, at } = await analyst(OPENED);
  for (const title of [MATRIX, TITLE]) {
    const csv = (await at.download(`CSV: ${title}`)).content.toString();
    expect(csv).toContain(`${TOLD} stories: all`);
    expect(csv).toContain('sheffield-send');
    const svg = (await at.download(`SVG: ${title}`)).content.toString();
    expect(svg).toContain('<desc>');
    expect(svg).toContain(`${TOLD} stories: all`);
    const json = JSON.parse((await at.download(`JSON: ${title}`)).content.toString()) as { rows: unknown[] };
    expect(json.rows.length).toBe((await at.tableOf(title)).length - 1);
    const png = (await at.download(`PNG: ${title}`)).content;
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  }
  await close();
});

test('another selection changes the matrix and the open pair', async () => {
  const { page, close, at } = await analyst(OPENED);
  await page.getByRole('checkbox', { name: 'Relieved' }).check();
  await at.expectMatching(THIRD);
  // All who were relieved chose one corner, so nothing can be said of it.
  await expect
    .poll(() => page.getByRole('group', { name: TITLE }).locator('.figure__sentence').innerText())
    .toBe('Not estimable: all who answered both gave the same answer to one of them.');
  await close();
});

test('fewer than ten stories have no associations', async () => {
  const few = encodeURIComponent(JSON.stringify({ text: 'taxi' }));
  const { page, close } = await office.staff(browser, 'ana', `${SHOWN}&s=${few}`);
  await page.locator('.few').waitFor();
  expect(await page.getByRole('region', { name: MATRIX }).count()).toBe(0);
  await close();
});

test('matrix and pair are accessible, also with forced colours; a phone has a list in its place', async () => {
  const desk = await analyst(OPENED, DESKTOP);
  await desk.page.getByRole('group', { name: TITLE }).waitFor();
  await expectAccessible(desk.page, 'associations');
  await desk.close();
  const forced = await analyst(OPENED, { ...DESKTOP, forcedColors: 'active' });
  await expectAccessible(forced.page, 'associations, forced colours');
  await forced.close();
  const phone = await analyst(SHOWN, PHONE);
  await expectAccessible(phone.page, 'associations on a phone');
  expect(await phone.page.getByRole('grid').count()).toBe(0);
  await phone.page.locator('.pair-list__open').first().click();
  await phone.page.locator('.pair').waitFor();
  await expectAccessible(phone.page, 'a pair on a phone');
  await phone.close();
}, 400_000);
