// What maps say cannot be misread: facets do not filter themselves, what is excluded or held is counted as what it is, one axis has one
// measure, and nothing moves or opens but what was meant.
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst, DIFFERENCE, NEEDED, TIMING } from './support/analyst';
import { Office } from './support/office';
import { CLEARED, TAXIS, tellStories, THIRD, TOLD } from './support/stories';
import { launch } from './support/visit';

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

const SHAPED = 'Who shaped what was decided?';
const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;

async function analyst(path: string) {
  const { page, close } = await office.staff(browser, 'ana', path);
  const at = new Analyst(page);
  await at.settled();
  return { page, close, at };
}

interface Patterns {
  matching: number;
  undecided: { without_answer: number; not_readable: number };
  signifiers: Record<string, { options?: Record<string, { count: number }> }>;
}

const ask = (selection: object, signifiers: string[]) =>
  office.post<Patterns>(
    '/patterns',
    { selection: { framework: 'sheffield-send', ...selection }, signifiers },
    'ana',
  );

test('a question is counted without its own filter, and all others with it', async () => {
  const { page, close, at } = await analyst(`/explore?${s({ answers: { audience: ['family'] } })}`);
  const all = await ask({}, ['audience']);
  const counts = Object.values(all.signifiers.audience?.options ?? {}).map(({ count }) => count);
  expect(counts.length).toBeGreaterThan(2);
  await page.getByRole('radio', { name: 'Tables' }).check();
  const own = await at.card('Who are you?').locator('.figures tbody tr').allInnerTexts();
  for (const count of counts) expect(own.some((row) => row.includes(String(count)))).toBe(true);
  expect(await at.card('Who are you?').innerText()).toContain('Shown without its own part');
  const matching = all.signifiers.audience?.options?.family?.count ?? 0;
  await at.expectMatching(matching);
  expect(await at.answered(TIMING)).toBe(`n = ${matching}`);
  await close();
});

test('a region that is excluded leaves out stories without an answer there, and says how many', async () => {
  const selection = { not: { triads: [{ signifier: 'shaped', zones: ['young_person'] }] } };
  const found = await ask(selection, []);
  const unanswered = Math.ceil(TOLD / 8);
  expect(found.undecided.without_answer).toBe(unanswered);
  const { page, close, at } = await analyst(`/explore?${s(selection)}`);
  await at.expectMatching(found.matching);
  await page
    .getByText(`${unanswered} stories are left out without an answer where a region is excluded`)
    .waitFor();
  await close();
});

test('held stories are never counted as stories that do not say a word', async () => {
  const selection = { not: { text: 'taxi' } };
  const { page, close, at } = await analyst(`/explore?${s(selection)}`);
  await at.expectMatching(CLEARED - TAXIS);
  await page
    .getByText(`${TOLD - CLEARED} stories are left out because their texts are held or withheld`)
    .waitFor();
  await close();
});

test('all dyads have one axis, of shares or of points, and never of both', async () => {
  const { page, close, at } = await analyst(`/explore?${s({ answers: { feelings: ['relieved'] } })}`);
  const axes = async () => {
    const all = await page.locator('.map--dyad .map__axis').allInnerTexts();
    expect(all.length).toBeGreaterThan(3);
    return [...new Set(all)];
  };
  const shares = await axes();
  expect(shares).toHaveLength(1);
  expect(shares[0]).toMatch(/^\d+%\s+\d+%\s+0%$/);
  await page.getByRole('radio', { name: 'Against everybody' }).check();
  await at.settled();
  const points = await axes();
  expect(points).toHaveLength(1);
  expect(points[0]).toMatch(/^\+\d+\s+0\s+−\d+$/);
  await close();
});

test('a warning names only questions that are on the page, by their labels', async () => {
  const { page, close } = await analyst('/explore');
  const questions = await page.locator('.card__question').allInnerTexts();
  for (const warning of await page.locator('.notice').allInnerTexts())
    for (const [, named = ''] of warning.matchAll(/“([^”]+)”/g)) expect(questions).toContain(named);
  await close();
});

test('a zone without stories is not offered, and says so', async () => {
  const { page, close, at } = await analyst('/explore?layer=zones');
  const edge = at
    .card(DIFFERENCE)
    .getByRole('option', { name: /: no story$/ })
    .first();
  expect(await edge.getAttribute('aria-disabled')).toBe('true');
  await edge.focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('.chip').count()).toBe(0);
  await at
    .card(DIFFERENCE)
    .getByRole('option', { name: /^What one person did: 37/ })
    .focus();
  await page.keyboard.press('Enter');
  await at.expectMatching(THIRD);
  await close();
});

const middleOf = async (dot: Locator) => {
  const box = await dot.boundingBox();
  if (!box) throw new Error('no dot');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

test('a click beside a dot opens the story that is nearest, as Enter on it does', async () => {
  const { page, close, at } = await analyst('/explore');
  const dots = at.card(NEEDED).locator('.dot');
  const places = await Promise.all((await dots.all()).map(middleOf));
  const apart = (a: { x: number; y: number }, b: { x: number; y: number }) =>
    Math.hypot(a.x - b.x, a.y - b.y);
  // The dot with the most room around it, so that no other is nearer to the click.
  const room = places.map((own, i) =>
    Math.min(...places.flatMap((one, j) => (i === j ? [] : [apart(own, one)]))),
  );
  const lonely = room.indexOf(Math.max(...room));
  await dots.nth(lonely).evaluate((dot) => dot.scrollIntoView({ block: 'center' }));
  const { x, y } = await middleOf(dots.nth(lonely));
  const name = (await dots.nth(lonely).getAttribute('aria-label')) ?? '';
  const reach = Math.min(8, (room[lonely] ?? 0) / 2 - 1);
  const pointed = async () => {
    await page.mouse.move(x, y);
    await page.mouse.move(x, y + reach);
    return at.card(NEEDED).locator('.map__pointed').innerText();
  };
  await expect.poll(pointed).toBe(name);
  await page.mouse.click(x, y + reach);
  await expect.poll(() => new URL(page.url()).searchParams.get('story')).not.toBeNull();
  await page
    .locator('.story--open')
    .filter({ hasText: name.replace('Story: ', '') })
    .waitFor();
  // It opened a story and selected nothing.
  expect(await page.locator('.chip').count()).toBe(0);
  await close();
});

test('no map moves within its card when a zone is chosen and its figures arrive', async () => {
  const { close, at } = await analyst('/explore?layer=zones');
  const tops = async () =>
    Promise.all(
      [DIFFERENCE, NEEDED, SHAPED].map(async (question) => {
        const [card, picture] = await Promise.all([
          at.card(question).boundingBox(),
          at.picture(question).boundingBox(),
        ]);
        return [Math.round((picture?.y ?? 0) - (card?.y ?? 0)), Math.round(card?.height ?? 0)];
      }),
    );
  const before = await tops();
  await at
    .card(DIFFERENCE)
    .getByRole('option', { name: /^What one person did: 37/ })
    .focus();
  await at.page.keyboard.press('Enter');
  await at.expectMatching(THIRD);
  await at.page.mouse.move(0, 0);
  expect(await tops()).toEqual(before);
  await close();
});

test('stones have contours where they are asked for, and the address keeps it', async () => {
  const { page, close, at } = await analyst('/explore?layer=zones');
  expect(await page.locator('.map__picture .map__contour').count()).toBe(0);
  await page.getByRole('radio', { name: 'With contours' }).check();
  await at.settled();
  // Three of each stone that was placed, each with a white edge.
  const stones = 3;
  await expect.poll(() => page.locator('.map__picture .map__contour').count()).toBe(stones * 6);
  expect(page.url()).toContain('stones=contours');
  await page.getByText('Smallest areas with 50 %, 75 % and 95 %').waitFor();
  await page.getByRole('radio', { name: 'Against everybody' }).check();
  await at.settled();
  expect(await page.locator('.map__picture .map__contour').count()).toBe(0);
  await close();
});
