// An analyst compares groups: effects with their intervals, one question by group, confidence, and the files of all of it.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Analyst, DIFFERENCE, TIMING } from './support/analyst';
import { Office } from './support/office';
import { tellStories, TOLD } from './support/stories';
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

const DYADS = 'Dyads: how far apart the groups are';
const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const b = (selection: object) => `b=${encodeURIComponent(JSON.stringify(selection))}`;
const corner = (zone: string) => ({ triads: [{ signifier: 'difference', zones: [zone] }] });
const AGAINST = `/compare?${s(corner('person'))}&${b(corner('organised'))}`;

/** Milliseconds that a comparison may take. */
const PATIENCE = 90_000;

vi.setConfig({ testTimeout: 3 * PATIENCE });

/** Some questions of each kind, and few permutations. */
const QUICK = {
  permutations: 99,
  signifiers: ['difference', 'timing', 'voice', 'feelings', 'around_the_child', 'listened_to', 'trust'],
};

/** Lets the page ask for less than it would: a build without optimisation takes a minute for all of it. */
async function hurried(page: Page): Promise<void> {
  page.setDefaultTimeout(PATIENCE);
  await page.route('**/api/v1/compare?job=true', (route) => {
    const asked = route.request().postDataJSON() as object;
    return route.continue({ postData: JSON.stringify({ ...asked, ...QUICK }) });
  });
}

async function arrive(path: string, options = {}) {
  const { page, close } = await office.staff(browser, 'ana', '/sign-in', options);
  await hurried(page);
  await page.goto(path);
  return { page, close, at: new Analyst(page) };
}

async function analyst(path = '/compare', options = {}) {
  const visit = await arrive(path, options);
  await visit.page.locator('.compared').waitFor();
  await visit.at.settled();
  return visit;
}

interface Compared {
  groups: { id: string; n: number }[];
  results: {
    signifier: string;
    measure: string;
    effect: number | null;
    interval: [number, number] | null;
    p: number | null;
    q: number | null;
  }[];
  details: Record<string, { quantiles: Record<string, Record<string, number>> }>;
}

const two = (value: number) => {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && Number(text) > 0 ? `−${text}` : text;
};
const p = (value: number) => (value < 0.001 ? 'below 0.001' : value.toFixed(3));

test('the tables have the numbers of the service, one measure in each', async () => {
  const { page, close, at } = await arrive('/compare');
  const asked = await page.waitForRequest('**/api/v1/compare?job=true');
  await page.locator('.compared').waitFor();
  const request = { ...(asked.postDataJSON() as object), ...QUICK };
  const answer = await office.post<Compared>('/compare', request, 'ana');
  for (const [title, measure] of [
    [DYADS, 'cliffs_delta'],
    ['Triads and stones: how far apart the groups are', 'energy'],
    ['Choices: how far apart the groups are', 'cramers_v'],
  ] as const) {
    const [, ...rows] = await at.tableOf(title);
    const wanted = answer.results.filter((own) => own.measure === measure && own.effect !== null);
    expect(
      rows.map((row) => row.slice(3, 8)),
      title,
    ).toEqual(
      wanted.map(({ effect, interval, p: own, q }) => [
        two(effect ?? 0),
        interval ? two(interval[0]) : '–',
        interval ? two(interval[1]) : '–',
        own === null ? '–' : p(own),
        q === null ? '–' : p(q),
      ]),
    );
  }
  const tested = answer.results.filter((own) => own.p !== null).length;
  await page.getByText('How this is worked out').first().click();
  await page.getByText(`${tested} questions were tested, and`).waitFor();
  const [heads, ...confidence] = await at.tableOf('Confidence');
  // Both are questions of an earlier version, named by their words.
  expect(confidence.map(([question]) => question?.split('?')[0])).toEqual([
    'In this story, how far did you feel listened to',
    'Thinking of this story, how far do you trust that services work together',
  ]);
  const groups = answer.groups.map(({ id }) => id);
  expect(heads).toHaveLength(1 + 4 * groups.length);
  const listened = answer.details['listened_to']?.quantiles ?? {};
  expect(confidence[0]?.filter((_, i) => i % 4 === 2)).toEqual(
    groups.map((id) => `${Math.round(100 * (listened[id]?.['0.5'] ?? 0))}%`),
  );
  await close();
});

test('A is compared with B, and directions are named by the words at the end', async () => {
  const { page, close, at } = await analyst(AGAINST);
  expect(await page.locator('.compared__group').allInnerTexts()).toEqual(['A 37 stories', 'B 37 stories']);
  const row = at.figure(DYADS).locator('.forest__row').filter({ hasText: TIMING });
  expect(await row.innerText()).toContain('“A” nearer to “Far too late” than “B”');
  expect(await row.innerText()).toMatch(/Difference 1\.00.*adjusted p below 0\.001/);
  expect(await row.locator('.strip__mark--hollow').count()).toBe(0);
  expect(await at.figure(DYADS).locator('.strip__mark--hollow').count()).toBeGreaterThan(0);
  await close();
});

test('stories that A and B share are left out of both, and the page says how many', async () => {
  const { page, close } = await arrive(`/compare?${s({})}&${b(corner('person'))}`);
  await page.getByText('37 stories are in several of the groups, and are left out of all of them.').waitFor();
  await close();
});

test('with keys alone: a question is chosen and seen by group', async () => {
  const { page, close, at } = await analyst();
  await at.tabTo('.forest__radio', 250);
  const before = await page.getByRole('region', { name: /^By group: / }).innerText();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.getByRole('region', { name: /^By group: / }).innerText()).not.toBe(before);
  const question = new URL(page.url()).searchParams.get('question');
  expect(question).not.toBeNull();
  await page.goBack();
  await expect.poll(() => new URL(page.url()).searchParams.get('question')).toBeNull();
  await close();
});

test('each kind of question has its figure by group, with its files', async () => {
  const { page, close, at } = await analyst();
  for (const [key, words] of [
    ['timing', TIMING],
    ['difference', DIFFERENCE],
    ['feelings', 'How did you feel?'],
    ['around_the_child/school', 'Who knew the child'],
  ] as const) {
    await page.locator(`.forest__radio[value="${key}"]`).check();
    const figure = page.getByRole('region', { name: `By group: ${words}` }).first();
    await figure.locator('svg').first().waitFor();
    const csv = await figure.getByRole('button', { name: /^CSV/ }).getAttribute('aria-label');
    const text = (await at.download(csv ?? '')).content.toString('utf8');
    expect(text).toContain(`Selection,${TOLD} stories: all\r\n`);
    expect(text).toMatch(/Framework,"sheffield-send, version \d+"\r\n/);
    expect(text).toMatch(/Change number,\d+\r\nSeed,1\r\nDate,\d{4}-\d\d-\d\d\r\n\r\n/);
  }
  await close();
});

test('groups are chosen: by another choice, by some of its options, and those that are too small are named', async () => {
  const { page, close } = await analyst();
  await page
    .getByLabel('Compare by')
    .selectOption({ label: 'Which of Sheffield’s seven localities is this story from?' });
  const groups = (count: number) =>
    expect.poll(() => page.locator('.compared__group').count(), { timeout: PATIENCE }).toBe(count);
  await groups(7);
  await page.getByText('Groups: 7 of 7').click();
  await page.locator('.group-picker').getByLabel('Locality A').uncheck();
  await groups(6);
  expect(page.url()).toContain('options=B');
  await page.goBack();
  await groups(7);
  await page.goto(`/compare?${s({ answers: { locality: ['A', 'B'] } })}`);
  await page.getByText(/^Fewer than 10 stories, so not shown: “/).waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/“[^”]*” \(\d\)/);
  await page.getByLabel('Compare by').selectOption('rounds');
  await page
    .getByText('Fewer than two groups have ten stories or more, so nothing can be compared.')
    .waitFor();
  await close();
});

test('a comparison on its way says how far it is, and can be cancelled', async () => {
  const { page, close, at } = await analyst();
  const jobs: string[] = [];
  await page.route('**/api/v1/jobs/*', async (route) => {
    if (route.request().method() === 'DELETE') {
      jobs.push(route.request().url());
      return route.continue();
    }
    const job = { id: 'x', kind: 'compare', name: '', state: 'under_way', progress: 0.4, begun: '' };
    await route.fulfill({ json: job });
  });
  await page.getByLabel('Compare by').selectOption('rounds');
  await page.getByText(/^Comparing \d+ questions: 40% done/).waitFor();
  expect(await page.getByRole('progressbar').getAttribute('value')).toBe('0.4');
  await at.figure(DYADS).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled. Below is what was compared before.').waitFor();
  await expect.poll(() => jobs.length).toBe(1);
  await page.unroute('**/api/v1/jobs/*');
  await page.locator('.working').getByRole('button', { name: 'Compare' }).click();
  await page.getByText('so nothing can be compared.').waitFor();
  await close();
});

test('a figure is saved as SVG and PNG, which say what they show', async () => {
  const { close, at } = await analyst(AGAINST);
  const svg = await at.download(`SVG: ${DYADS}`);
  expect(svg.name).toMatch(/^dyads-how-far-apart-the-groups-are-\d{4}-\d\d-\d\d\.svg$/);
  const text = svg.content.toString('utf8');
  expect(text).toContain(`<title>${DYADS}</title>`);
  for (const line of ['Selection: 37 stories: ', 'Selection B: ', 'Change number: ', 'Seed: 1', 'Date: '])
    expect(text).toContain(line);
  const png = await at.download(`PNG: ${DYADS}`);
  expect(png.content.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(png.content.length).toBeGreaterThan(20_000);
  await close();
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
] as const)(
  'axe finds nothing in any state, %s',
  async (name, options) => {
    const { page, close, at } = await analyst('/compare', options);
    const look = (state: string) => expectAccessible(page, `${name}, compare, ${state}`);
    await look('by audience');
    for (const summary of await page.locator('.figure__summary').all()) await summary.click();
    await look('tables and sentences');
    for (const question of [DIFFERENCE, 'How did you feel?', 'Nursery']) {
      await page.locator('.forest__row').filter({ hasText: question }).first().click();
      await look(question);
    }
    await page.goto(AGAINST);
    await page.locator('.compared').waitFor();
    await at.settled();
    await look('A against B');
    await close();
  },
  300_000,
);
