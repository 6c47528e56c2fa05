// An analyst follows a measure over time: its chart, its step changes and target, rounds, more like these and fewer like those.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst, DIFFERENCE, TIMING } from './support/analyst';
import { countOf, FEW_IN, importMonths, MONTHS, monthsAgo, TURN } from './support/months';
import { Office } from './support/office';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open([], importMonths), launch()]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const ALL = Array.from({ length: MONTHS + 1 }, (_, i) => countOf(i)).reduce((sum, n) => sum + n, 0);
const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const b = (selection: object) => `b=${encodeURIComponent(JSON.stringify(selection))}`;
const corner = (zone: string) => ({ triads: [{ signifier: 'difference', zones: [zone] }] });
const ZONE = '/change?measure=zone:difference/person';
const TRUSTED = '/change?measure=median:listened_to';
const word = (month: number) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${monthsAgo(MONTHS - month)}T00:00:00Z`),
  );

async function analyst(path = '/change', options = {}) {
  const { page, close } = await office.staff(browser, 'ana', path, options);
  const at = new Analyst(page);
  await page.locator('.comparison, .few, .bad-link').first().waitFor();
  await at.settled();
  return { page, close, at };
}

interface Point {
  period: string;
  of: number | null;
  value: number | null;
  interval: [number, number] | null;
  partial: boolean;
  fewer_than?: number | null;
}
interface Chart {
  kind: string;
  segments: { from: number; to: number; centre: number | null; limits: [number, number] | null }[];
  marks: (string | null)[];
  changes: { from: string; to: string; difference: number; interval: [number, number] | null }[];
}
interface Answer {
  trends: {
    points: Point[];
    chart: Chart;
    along?: { points: Point[] };
    days_between?: { gaps: { days: number }[] };
  }[];
  drift: Record<string, { path: { geometric: number[] | null; answered: number | null }[] }>;
}

const ask = (body: object) =>
  office.post<Answer>('/trends', { selection: { framework: 'sheffield-send' }, ...body }, 'ana');

const first = (answer: Answer) => {
  const [trend] = answer.trends;
  if (!trend) throw new Error('no trend');
  return trend;
};

const percent = (value: number) =>
  new Intl.NumberFormat('en-GB', {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);
const number = (value: number) => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(value);
const or = (value: number | null | undefined, say: (value: number) => string) =>
  value == null ? '–' : say(value);

/** The rows that the page must show of these points. */
function expectedRows({ points, chart }: { points: Point[]; chart: Chart }, say: (value: number) => string) {
  return points.map(({ of, value, interval, partial, fewer_than: hidden }, i) => {
    const few = hidden != null || of == null || (of > 0 && of < 10);
    const own = chart.segments.find(({ from, to }) => from <= i && i <= to);
    const lines = partial ? undefined : own;
    return [
      few ? 'Fewer than 10' : number(of ?? 0),
      few ? '–' : or(value, say),
      few ? '–' : or(interval?.[0], say),
      few ? '–' : or(interval?.[1], say),
      or(lines?.centre, say),
      or(lines?.limits?.[0], say),
      or(lines?.limits?.[1], say),
    ];
  });
}

const numbersIn = (rows: string[][]) => rows.map((row) => row.slice(1).filter((_, i) => i !== 4));
const chart = (page: Page): Locator => page.locator('.chart__picture:not(.chart__picture--fixed)').first();

test('the table has the numbers of the service: shares by month, with limits', async () => {
  const { page, close, at } = await analyst(ZONE);
  const figure = { figure: 'zone_share', signifier: 'difference', zone: 'person' };
  const answer = await ask({ by: 'month', figures: [figure], drift: ['difference'] });
  const [heads, ...rows] = await at.tableOf(/^Share of /);
  expect(heads).toEqual([
    'Period',
    'n',
    'Share',
    '95 % from',
    'to',
    'What it says',
    'Centre line',
    'Lower limit',
    'Upper limit',
  ]);
  expect(numbersIn(rows)).toEqual(expectedRows(first(answer), percent));
  expect(rows).toHaveLength(MONTHS + 1);
  expect(rows[FEW_IN]?.[1]).toBe('Fewer than 10');
  expect(rows.at(-1)?.[0]).toMatch(/\(not whole\)$/);
  await page.getByText(/One period has fewer than 10 stories and no value/).waitFor();
  const [, ...path] = await at.tableOf(/^Path of the centre/);
  expect(path.map((row) => row[2])).toEqual(
    answer.drift['difference']?.path.map(({ geometric, answered }) =>
      (answered ?? 0) < 10 ? '–' : or(geometric?.[0], percent),
    ),
  );
  await close();
});

test('the number of stories: the month that is not over is hollow, and no limit rests on it', async () => {
  const { page, close, at } = await analyst();
  const answer = await ask({ by: 'month', figures: [{ figure: 'count' }] });
  // A month with few stories is not counted, and a mean of the others would be too high.
  const [, ...rows] = await at.tableOf('Number of stories');
  expect(rows.map((row) => row.slice(1))).toEqual(
    expectedRows(first(answer), number).map((row) => row.slice(0, 4)),
  );
  await page.getByText(/a mean of the other periods would be too high, so there is none/).waitFor();
  const [, ...gaps] = await at.tableOf('Days for every 10 stories');
  expect(gaps.map(([, days]) => days)).toEqual(
    first(answer).days_between?.gaps.map(({ days }) => String(days)),
  );
  await page.goto(`/change?${s({ received: { from: monthsAgo(MONTHS - FEW_IN - 1) } })}`);
  await at.settled();
  const later = await ask({
    selection: { framework: 'sheffield-send', received: { from: monthsAgo(MONTHS - FEW_IN - 1) } },
    by: 'month',
    figures: [{ figure: 'count' }],
  });
  const [, ...counts] = await at.tableOf('Number of stories');
  expect(numbersIn(counts)).toEqual(expectedRows(first(later), number));
  const whole = first(later).points.flatMap(({ value, partial }) =>
    partial || value === null ? [] : [value],
  );
  const mean = whole.reduce((sum, value) => sum + value, 0) / whole.length;
  expect(first(later).chart.segments[0]?.centre).toBeCloseTo(mean, 9);
  expect(await chart(page).locator('.chart__mark--hollow').count()).toBe(1);
  await page
    .getByText(`${word(MONTHS)} is not whole: hollow, and outside the limits.`, { exact: false })
    .waitFor();
  await close();
});

test('colours say better and worse only where the framework does; elsewhere signals are purple', async () => {
  const { page, close, at } = await analyst('/change?measure=median:timing');
  await at.figure(`Median: ${TIMING}`).waitFor();
  expect(await chart(page).locator('.chart__mark--neither').count()).toBeGreaterThan(5);
  const coloured = chart(page).locator('.chart__mark--improvement, .chart__mark--concern');
  expect(await coloured.count()).toBe(0);
  await page.getByText('the framework does not say which way is better').first().waitFor();
  await page.goto(TRUSTED);
  await at.settled();
  expect(await chart(page).locator('.chart__mark--improvement').count()).toBeGreaterThan(2);
  expect(await chart(page).locator('.chart__mark--concern').count()).toBeGreaterThan(2);
  expect(await chart(page).locator('.chart__mark--neither').count()).toBe(0);
  expect(await page.locator('.icons__icon > span').innerText()).toBe(
    'Variation: signal, higher: better (special cause)',
  );
  await close();
});

test('with keys alone: a target and a step change with its reason, and back undoes each', async () => {
  const { page, close, at } = await analyst(TRUSTED);
  await at.tabTo('#target', 250);
  await page.keyboard.type('95');
  await page.keyboard.press('Enter');
  await page.getByText('Assurance: the target will not be met as things are (F)').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('target');
  expect(new URL(page.url()).searchParams.get('target')).toBe('0.95');
  await at.tabTo('.figure__summary', 40);
  await page.keyboard.press('Enter');
  await at.tabTo('#step-day', 10);
  const turned = monthsAgo(MONTHS - TURN);
  const [year, month, day] = turned.split('-');
  // The order in which Chromium asks for them.
  await page.keyboard.type(`${month}${day}${year}`);
  await at.tabTo('#step-reason', 10);
  await page.keyboard.press('Enter');
  await page.getByText('Say what changed: a step without a reason hides a signal.').waitFor();
  await page.keyboard.type('A phone line opened');
  await page.keyboard.press('Enter');
  await page.getByText('A phone line opened', { exact: false }).first().waitFor();
  await expect
    .poll(() => new URL(page.url()).searchParams.get('steps'))
    .toBe(`[["${turned}","A phone line opened"]]`);
  await at.settled();
  await expect.poll(() => chart(page).locator('.chart__line--step').count()).toBe(1);
  // Twelve values before it have limits; the five after it have a median and none.
  await page.getByText(/there are 5 values: too few for limits/).waitFor();
  expect(await page.locator('.icons__icon').count()).toBe(0);
  await page.goBack();
  await at.settled();
  await expect.poll(() => chart(page).locator('.chart__line--step').count()).toBe(0);
  await page.goBack();
  await expect.poll(() => new URL(page.url()).searchParams.get('target')).toBeNull();
  await close();
});

test('one slider reads the chart with arrow keys and says each period', async () => {
  const { page, close, at } = await analyst(ZONE);
  const slider = page.getByRole('slider').first();
  await slider.focus();
  await page.keyboard.press('End');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/not whole, so outside the limits$/);
  await page.keyboard.press('Home');
  for (let i = 0; i < FEW_IN; i += 1) await page.keyboard.press('ArrowRight');
  expect(await slider.getAttribute('aria-valuetext')).toBe(
    `${word(FEW_IN)}: fewer than 10 stories, so no value is shown`,
  );
  await page.keyboard.press('ArrowRight');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(
    new RegExp(`^${word(FEW_IN + 1)}: \\d+\\.\\d% \\(95 % interval .* to .*, n = ${countOf(FEW_IN + 1)}\\)`),
  );
  await page.getByRole('link', { name: `Stories of ${word(FEW_IN + 1)} in Maps` }).click();
  await page.waitForURL(/\/explore\?/);
  await at.expectMatching(countOf(FEW_IN + 1));
  await close();
});

test('rounds: values with intervals, and the differences between them as the service has them', async () => {
  const { close, at, page } = await analyst(`${ZONE}&by=round`);
  const figure = { figure: 'zone_share', signifier: 'difference', zone: 'person' };
  const { chart: drawn } = first(await ask({ by: 'round', figures: [figure] }));
  const [, ...rows] = await at.tableOf(/^Differences between rounds/);
  const points = (value: number) =>
    `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value * 100).toFixed(1)} points`;
  expect(rows).toEqual(
    drawn.changes.map(({ from, to, difference, interval }) => [
      from,
      to,
      points(difference),
      or(interval?.[0], points),
      or(interval?.[1], points),
    ]),
  );
  expect(rows.map(([from, to]) => [from, to])).toEqual([
    ['baseline', 'halfway'],
    ['halfway', 'follow-up'],
    ['baseline', 'follow-up'],
  ]);
  expect(await page.locator('.chart__line--limit, .chart__line--centre').count()).toBe(
    // The lines of no difference in the charts of differences and corners.
    await page.locator('.chart__line--centre').count(),
  );
  await page
    .getByText(/From baseline to follow-up: \+\d+\.\d points \(95 % .*more than chance explains/)
    .first()
    .waitFor();
  await close();
});

test('more like A and fewer like B: two corners, and any two selections', async () => {
  const { page, close, at } = await analyst(
    `/change?${s(corner('person'))}&${b(corner('organised'))}&measure=more`,
  );
  const region = (zone: string) => ({ signifier: 'difference', zones: [zone] });
  const answer = await ask({
    by: 'month',
    figures: [{ figure: 'more_minus_fewer', more: region('person'), fewer: region('organised') }],
  });
  const [, ...rows] = await at.tableOf('More like A, fewer like B');
  const signed = (value: number) =>
    `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value * 100).toFixed(1)} points`;
  expect(numbersIn(rows)).toEqual(expectedRows(first(answer), signed));
  await at.figure('Towards A, along the line between the middles of A and B').waitFor();
  await page.goto(`/change?${s({ text: 'bus' })}&${b({ answers: { audience: ['child'] } })}&measure=more`);
  await at.settled();
  await page.getByText(/the share like A \(about “bus”\) minus the share like B/).waitFor();
  expect(await at.figure('Towards A, along the line between the middles of A and B').count()).toBe(0);
  await page.getByRole('button', { name: 'Remove B' }).click();
  await at.figure('Number of stories').waitFor();
  expect(page.url()).not.toContain('measure');
  await close();
});

test('fewer than twelve periods are a run chart with a median; short series have no icons', async () => {
  const { page, close } = await analyst(`${ZONE}&by=quarter`);
  await page.getByText(/quarters: too few for limits, which need 12; the line is the median/).waitFor();
  expect(await page.locator('.icons__icon').count()).toBe(0);
  expect(await chart(page).locator('.chart__line--limit').count()).toBe(0);
  await close();
});

test('counts that are mostly 0 have no limits on the counts', async () => {
  const rare = { answers: { audience: ['child'], locality: ['A'] } };
  const { page, close } = await analyst(`/change?${s(rare)}&by=week`);
  const answer = await ask({
    selection: { framework: 'sheffield-send', ...rare },
    by: 'week',
    figures: [{ figure: 'count' }],
  });
  expect(['days_between', 'values']).toContain(first(answer).chart.kind);
  const between = page.getByRole('region', { name: /^Days for every/ });
  if (first(answer).chart.kind === 'days_between') await between.waitFor();
  else expect(await chart(page).locator('.chart__line--limit, .chart__line--centre').count()).toBe(0);
  expect(
    await page.getByRole('region', { name: 'Number of stories' }).locator('.chart__line--limit').count(),
  ).toBe(0);
  await close();
});

test('the files of a chart say what they show, of which stories, and when', async () => {
  const { close, at } = await analyst(`${TRUSTED}&target=0.95`);
  const title = 'Median: In this story, how far did you feel listened to';
  const figure = at.figure(new RegExp(`^${title}`));
  const label = async (kind: string) =>
    (await figure.getByRole('button', { name: new RegExp(`^${kind}`) }).getAttribute('aria-label')) ?? '';
  const svg = (await at.download(await label('SVG'))).content.toString('utf8');
  for (const line of [
    `Selection: ${ALL} stories: all`,
    'Framework: sheffield-send, version',
    'Change number: ',
    'Seed: none',
    'Date: ',
    'Assurance: the target',
  ])
    expect(svg).toContain(line);
  expect(svg).toContain(`<title>${title}`);
  const csv = (await at.download(await label('CSV'))).content.toString('utf8');
  expect(csv).toContain(`Selection,${ALL} stories: all\r\n`);
  expect(csv).toMatch(
    /Seed,"none, nothing was drawn at random"\r\nDate,\d{4}-\d\d-\d\d\r\n\r\nPeriod,n,Median/,
  );
  const png = await at.download(await label('PNG'));
  expect(png.content.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(png.content.length).toBeGreaterThan(20_000);
  await close();
});

test.each([
  ['/change?measure=zone:difference/moon', /measure=zone:difference\/moon/],
  ['/change?measure=more', /measure=more/],
  ['/change?by=fortnight', /by=fortnight/],
  ['/change?measure=median:timing&target=2', /target=2/],
  ['/change?steps=[["2025-02-30","x"]]', /steps=/],
])('a link that cannot be opened stops and says why: %s', async (path, why) => {
  const { page, close } = await office.staff(browser, 'ana', path);
  await page.getByRole('heading', { name: 'This link cannot be opened' }).waitFor();
  expect(await page.locator('.bad-link').innerText()).toMatch(why);
  expect(await page.locator('.selection, .figure').count()).toBe(0);
  await close();
});

test('of fewer than ten stories there is no chart; when an answer fails the last one stays', async () => {
  const few = { answers: { audience: ['child'], locality: ['A'] }, received: { from: monthsAgo(5) } };
  const { page, close, at } = await analyst(`/change?${s(few)}`);
  await page.getByRole('heading', { name: 'Fewer than 10 stories' }).first().waitFor();
  expect(await page.locator('.figure').count()).toBe(0);
  await page.goto('/change');
  await at.figure('Number of stories').waitFor();
  await page.route('**/api/v1/trends', (route) => route.abort());
  await page.getByRole('radio', { name: 'Quarter' }).check();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  const [, ...rows] = await at.tableOf('Number of stories');
  expect(rows).toHaveLength(MONTHS + 1);
  await page.unroute('**/api/v1/trends');
  // The overview above has failed, too.
  await page.getByRole('button', { name: 'Try again' }).last().click();
  await page.getByText(/^.*quarters: too few for limits/).waitFor();
  await close();
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
  ['dark', { ...DESKTOP, colorScheme: 'dark' }],
] as const)(
  'axe finds nothing in any state, %s',
  async (name, options) => {
    const { page, close, at } = await analyst('/change', options);
    const look = (state: string) => expectAccessible(page, `${name}, change, ${state}`);
    await look('number of stories');
    const steps = encodeURIComponent(JSON.stringify([[monthsAgo(MONTHS - TURN), 'A phone line opened']]));
    for (const [state, path] of [
      ['target and step', `${TRUSTED}&target=0.5&steps=${steps}`],
      ['share with its path', ZONE],
      ['rounds', `${ZONE}&by=round`],
      ['more and fewer', `/change?${s(corner('person'))}&${b(corner('organised'))}&measure=more`],
      ['run chart', `${ZONE}&by=quarter`],
    ] as const) {
      await page.goto(path);
      await page.locator('.figure').first().waitFor();
      await at.settled();
      for (const summary of await page.locator('.figure__summary').all()) await summary.click();
      await look(state);
    }
    await page.locator('#target').fill('lots');
    await page.locator('#target').press('Enter');
    await look('a wrong target');
    await close();
  },
  300_000,
);

test('the page names the measure and the question in its heading and its sentence', async () => {
  const { close, at } = await analyst(ZONE);
  const figure = at.figure(/^Share of /);
  expect(await figure.getByRole('heading', { level: 3 }).innerText()).toContain(DIFFERENCE);
  const sentence = await figure.locator('.figure__sentence').innerText();
  expect(sentence).toMatch(
    new RegExp(`^${word(MONTHS - 1)}: \\d+\\.\\d% \\(95 % interval .*, n = ${countOf(MONTHS - 1)}\\)\\.`),
  );
  expect(sentence).toMatch(/Mean \d+\.\d%, limits .* to .*, from 17 values\./);
  await close();
});
