// An analyst goes from a region of a map to the stories in it, and back.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst, DIFFERENCE, NEEDED, TIMING } from './support/analyst';
import { Office, type Told } from './support/office';
import { CLEARED, TAXIS, tellStories, THIRD, TOLD } from './support/stories';
import { launch } from './support/visit';

let office: Office;
let browser: Browser;
let told: Told[];

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  told = await tellStories(office);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

async function analyst(path = '/explore') {
  const { page, close } = await office.staff(browser, 'ana', path);
  const at = new Analyst(page);
  await at.settled();
  return { page, close, at };
}

test('a click on a zone narrows every map and the stories; the address keeps it', async () => {
  const { page, close, at } = await analyst('/explore?layer=zones');
  await at.expectMatching(TOLD);
  expect(await at.answered(TIMING)).toBe(`n = ${TOLD}`);

  await at.click(at.picture(DIFFERENCE), 0.5, 0.2);
  await at.expectMatching(THIRD);
  expect(await at.answered(TIMING)).toBe(`n = ${THIRD}`);
  await at.chip('What one person did').waitFor();
  const readable = Math.round(CLEARED / 3);
  expect(await at.stories.count()).toBe(readable);
  await expect
    .poll(() => page.locator('[role=status]').allInnerTexts())
    .toContain(`${THIRD} stories match. ${readable} can be read.`);

  await page.reload();
  await at.expectMatching(THIRD);
  await at.chip('What one person did').waitFor();

  await page.goBack();
  await at.expectMatching(TOLD);
  await page.goForward();
  await at.expectMatching(THIRD);

  await page.getByRole('button', { name: /^Exclude instead: In this story/ }).click();
  await at.expectMatching(TOLD - THIRD);
  await page.getByRole('button', { name: /^Remove In this story/ }).click();
  await at.expectMatching(TOLD);
  await close();
});

test('with keys alone: a zone is selected, a story is opened and read', async () => {
  const { page, close, at } = await analyst();
  await at.tabTo('[role="option"]');
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
    /^How people worked together: 37 stories, 33%, 2\.1 times even spread$/,
  );
  await page.keyboard.press('Enter');
  await at.expectMatching(THIRD);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-selected'))).toBe('true');
  await at.tabTo('.story__open', 250);
  await page.keyboard.press('Enter');
  await page.getByText(/% How people worked together/).waitFor();
  await page
    .getByText(/Made up for testing/)
    .first()
    .waitFor();
  await close();
});

test('a lasso selects the stories that it goes around', async () => {
  const { close, at } = await analyst();
  await at.drag(at.picture(DIFFERENCE), [
    [0.35, 0.02],
    [0.1, 0.38],
    [0.9, 0.38],
    [0.65, 0.02],
  ]);
  await at.chip('a drawn region').waitFor();
  await at.expectMatching(THIRD);
  await close();
});

test('a region is drawn point by point', async () => {
  const { page, close, at } = await analyst();
  await page.getByRole('button', { name: `Draw a region: ${DIFFERENCE}` }).click();
  const picture = at.picture(DIFFERENCE);
  for (const [x, y] of [
    [0.02, 0.98],
    [0.18, 0.56],
    [0.42, 0.98],
  ] as const)
    await at.click(picture, x, y);
  await page.getByRole('button', { name: 'Finish' }).click();
  await at.chip('a drawn region').waitFor();
  const matching = await page.locator('.selection__count').innerText();
  expect(parseInt(matching)).toBeGreaterThan(20);
  await close();
});

test('a range is brushed on a dyad, and a rectangle on a stone', async () => {
  const { page, close, at } = await analyst();
  await at.drag(at.picture(TIMING), [
    [0.7, 0.5],
    [0.99, 0.5],
  ]);
  await at.chip('Far too late').waitFor();
  await at.expectMatching(THIRD);
  await page.getByRole('button', { name: /^Remove/ }).click();
  await at.expectMatching(TOLD);

  const school = page.locator('.map--stone').filter({ hasText: 'Nursery' }).locator('.map__picture');
  await at.drag(school, [
    [0.02, 0.7],
    [0.3, 0.98],
  ]);
  await at.chip('Nursery').waitFor();
  await at.expectMatching(THIRD);
  await close();
});

test('fifths and cells can be chosen one by one', async () => {
  const { page, close, at } = await analyst('/explore?layer=zones');
  await page.getByRole('option', { name: /^Nearest to “Far too late”: 37/ }).click();
  await at.expectMatching(THIRD);
  await page.getByRole('button', { name: /^Remove/ }).click();
  await page.getByRole('option', { name: 'middle centre: 37 stories, 33%' }).first().click();
  await at.expectMatching(THIRD);
  await close();
});

test('tables hold counts, shares, intervals and the baseline, and select too', async () => {
  const { page, close, at } = await analyst();
  await page.getByRole('radio', { name: 'Tables' }).check();
  const table = page.getByRole('table', { name: DIFFERENCE });
  const row = table.getByRole('row').nth(1);
  expect(await row.innerText()).toMatch(/What one person did\s+37\s+33\.3%\s+25\.3%–42\.5%\s+2\.1\s+16%/);
  await row.getByRole('checkbox').check();
  await at.expectMatching(THIRD);
  expect(page.url()).toContain('show=tables');
  await close();
});

test('one card turns to its table, and grows over the window', async () => {
  const { page, close, at } = await analyst('/explore?layer=zones');
  await page.getByRole('button', { name: `Table: ${NEEDED}` }).click();
  await at.card(NEEDED).getByRole('table').waitFor();
  await page.getByRole('button', { name: `Larger: ${NEEDED}` }).click();
  const dialog = page.getByRole('dialog', { name: NEEDED });
  await at.click(dialog.locator('.map__picture'), 0.5, 0.15);
  await at.chip('Being listened to').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await close();
});

test('words are searched for, marked in the stories, and can be left out', async () => {
  const { page, close, at } = await analyst();
  await page.getByRole('searchbox').fill('taxi');
  await at.expectMatching(TAXIS);
  expect(await page.locator('mark').allInnerTexts()).toContain('taxi');
  await page.getByRole('radio', { name: 'Newest' }).check();
  await at.settled();
  await page.getByRole('button', { name: 'Exclude instead: Text taxi' }).click();
  // The text of a held story is not searched, so it is in neither group.
  await at.expectMatching(CLEARED - TAXIS);
  await page.getByText(`${TOLD - CLEARED} stories are left out`).waitFor();
  await page.getByRole('searchbox').fill('zzzzzzzz');
  await page.getByText('No cleared story in this selection.').waitFor();
  await close();
});

test('choices, prompts and days filter', async () => {
  const { page, close, at } = await analyst();
  await page.getByLabel('A child or young person, up to 25').check();
  await at.expectMatching(Math.ceil(TOLD / 5));
  await page.getByText('Fewer than 100 stories').waitFor();
  await page.getByRole('button', { name: /^Remove/ }).click();
  await page.getByLabel('From', { exact: true }).fill('2001-01-01');
  await page.getByLabel('To (included)').fill('2001-12-31');
  await at.chip('1 January 2001 to 31 December 2001').waitFor();
  await at.expectMatching(0);
  await close();
});

test('more stories come page by page', async () => {
  const { page, close, at } = await analyst();
  expect(await at.stories.count()).toBe(20);
  await page.getByRole('button', { name: 'More stories' }).click();
  await expect.poll(() => at.stories.count()).toBe(CLEARED);
  await close();
});

test('when the service cannot be reached the page says so, and tries again', async () => {
  const { page, close, at } = await analyst();
  await page.route('**/api/v1/patterns', (route) => route.abort());
  await page.getByLabel('A child or young person, up to 25').check();
  await page.getByText(/could not reach the service/).waitFor();
  await page.unroute('**/api/v1/patterns');
  await page.getByRole('button', { name: 'Try again' }).click();
  await at.expectMatching(Math.ceil(TOLD / 5));
  await close();
});

test('an answer that was overtaken is dropped', async () => {
  const { page, close, at } = await analyst();
  let first = true;
  await page.route('**/api/v1/patterns', async (route) => {
    if (first) {
      first = false;
      await new Promise((done) => setTimeout(done, 1500));
    }
    await route.continue().catch(() => {});
  });
  await page.getByLabel('A child or young person, up to 25').check();
  await page.waitForTimeout(400);
  await page.getByRole('button', { name: /^Remove/ }).click();
  await at.expectMatching(TOLD);
  await page.waitForTimeout(1600);
  await at.expectMatching(TOLD);
  await close();
});

test('after a session has ended, signing in again restores the view', async () => {
  const { page, close, at } = await analyst();
  await page.context().clearCookies();
  await page.getByLabel('A child or young person, up to 25').check();
  await page.waitForURL('**/sign-in?to=*');
  expect(decodeURIComponent(page.url())).toContain('audience');
  expect(at.page).toBe(page);
  await close();
});

test('a story that was withdrawn is gone', async () => {
  const { page, close, at } = await analyst();
  const last = told.at(-1);
  if (!last) throw new Error('no story');
  const title = `(${TOLD})`;
  const open = page.locator('.story__open').filter({ hasText: title });
  await open.waitFor();
  await office.withdraw(last.receipt);
  await open.click();
  await page.getByText(/is not here any more/).waitFor();
  await page.reload();
  await at.expectMatching(TOLD - 1);
  expect(await open.count()).toBe(0);
  await close();
});

test('each map says how many storytellers were not asked, and a story how many questions', async () => {
  const asked = ['audience', 'difference', 'needed'];
  const text = 'Made up for testing. The storyteller sent this before the other questions.';
  const { id } = await office.tell({
    title: 'Sent early',
    text,
    asked,
    answers: { difference: { triad: [1, 0, 0] } },
  });
  await office.clear(id);
  const { page, close, at } = await analyst();
  const counts = (question: string) => at.card(question).locator('.counts-line').innerText();
  await expect.poll(() => counts(TIMING)).toContain('not asked 1');
  expect(await counts(DIFFERENCE)).toContain('not asked 0');
  await page.locator('.story__open').filter({ hasText: 'Sent early' }).click();
  await page.getByText(/^\d+ not asked$/).waitFor();
  await close();
});
