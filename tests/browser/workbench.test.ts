// One selection over all analysis pages: in words, in the address, beside a second one, and when it is too small, empty or wrong.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst } from './support/analyst';
import { Office } from './support/office';
import { CLEARED, TAXIS, tellStories, TOLD } from './support/stories';
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

const CHILDREN = Math.ceil(TOLD / 5);
const CHILD = 'A child or young person, up to 25';
const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const b = (selection: object) => `b=${encodeURIComponent(JSON.stringify(selection))}`;

async function analyst(path = '/explore', options = {}) {
  const { page, close } = await office.staff(browser, 'ana', path, options);
  const at = new Analyst(page);
  await page.locator('.selection[aria-busy=false], .bad-link').waitFor();
  return { page, close, at };
}

test('the selection is a sentence with what can be read and what is held', async () => {
  const { page, close, at } = await analyst();
  await at.expectMatching(TOLD);
  expect(await page.locator('.selection__count').innerText()).toBe(`${TOLD} stories: all`);
  expect(await page.locator('.selection__counts').innerText()).toBe(
    `${CLEARED} can be read, ${TOLD - CLEARED} cannot (held or withheld)`,
  );
  await page.getByLabel(CHILD).check();
  await at.expectMatching(CHILDREN);
  expect(await page.locator('.selection__count').innerText()).toBe(`${CHILDREN} stories: by “${CHILD}”`);
  await close();
});

test('the pages keep the selection and B, and going back undoes one act at a time', async () => {
  const { page, close, at } = await analyst(`/explore?${s({ answers: { audience: ['child'] } })}`);
  await at.expectMatching(CHILDREN);
  await page.getByRole('button', { name: 'Pin as B' }).click();
  await page.locator('.selection__pinned').getByText(`${CHILDREN} stories`).waitFor();
  await page.getByRole('button', { name: 'Remove Who are you?' }).click();
  await at.expectMatching(TOLD);
  for (const name of ['Words', 'Compare', 'Maps']) {
    await page.getByRole('navigation', { name: 'Analysis' }).getByRole('link', { name }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await at.expectMatching(TOLD);
    await page.locator('.selection__pinned').getByText(`${CHILDREN} stories`).waitFor();
  }
  await page.getByRole('button', { name: 'Swap A and B' }).click();
  await at.expectMatching(CHILDREN);
  await page.locator('.selection__pinned').getByText(`${TOLD} stories: all`).waitFor();
  await page.goBack();
  await at.expectMatching(TOLD);
  await page.getByRole('button', { name: 'Remove B' }).click();
  await expect.poll(() => page.locator('.selection__pinned').count()).toBe(0);
  expect(page.url()).not.toContain('b=');
  await page.goBack();
  await page.locator('.selection__pinned').waitFor();
  await close();
});

test('what is typed is one act, however long it takes', async () => {
  const { page, close, at } = await analyst();
  await page.getByLabel(CHILD).check();
  await at.expectMatching(CHILDREN);
  const box = page.getByRole('searchbox').first();
  for (const word of ['phone', 'phone call']) {
    await box.fill(word);
    await page.waitForURL((url) => (url.searchParams.get('s') ?? '').includes(`"${word}"`));
  }
  await page.goBack();
  await at.expectMatching(CHILDREN);
  await at.chip('phone').waitFor({ state: 'detached' });
  await close();
});

test('of fewer than ten stories there are no figures and no counts, only the stories', async () => {
  const { page, close, at } = await analyst(`/explore?${s({ text: 'taxi' })}`);
  await at.expectMatching(TAXIS);
  await page.getByRole('heading', { name: 'Fewer than 10 stories' }).waitFor();
  expect(await at.stories.count()).toBe(TAXIS);
  expect(await page.locator('.card, .option__count, .counts-line, .selection__counts').count()).toBe(0);
  for (const path of ['/compare', '/words']) {
    await page.goto(`${path}?${s({ text: 'taxi' })}`);
    await at.expectMatching(TAXIS);
    expect(await page.locator('.figure, .compared').count()).toBe(0);
  }
  await close();
});

test('when nothing matches, the page says which part left nothing, and removes it', async () => {
  const selection = { answers: { audience: ['child'] }, received: { to: '2001-01-01' } };
  const { page, close, at } = await analyst(`/words?${s(selection)}`);
  await at.expectMatching(0);
  await page.getByText(`then ${CHILDREN} stories`).waitFor();
  await page
    .locator('.few')
    .getByRole('button', { name: /^Remove Received/ })
    .click();
  await at.expectMatching(CHILDREN);
  await close();
});

test.each([
  ['/explore?s=%7B"text', /cannot be read\. It may have been cut off/],
  [`/explore?${s({ answers: { weather: ['rain'] } })}`, /no question “weather”/],
  [`/compare?${s({ framework: 'elsewhere' })}`, /no framework “elsewhere”/],
  [`/compare?${b({ answers: { audience: ['robot'] } })}`, /no option “robot”/],
  ['/compare?by=pinned', /by=pinned/],
  ['/words?against=weather', /against=weather/],
  ['/explore?layer=clouds', /layer=clouds/],
])('a link that cannot be opened stops and says why: %s', async (path, why) => {
  const { page, close } = await analyst(path);
  await page.getByRole('heading', { name: 'This link cannot be opened' }).waitFor();
  expect(await page.locator('.bad-link').innerText()).toMatch(why);
  expect(await page.locator('.selection, .card, .story').count()).toBe(0);
  await page.getByRole('link', { name: 'Show all stories' }).click();
  await page.locator('.selection__count').getByText(`${TOLD} stories`).waitFor();
  await close();
});

test('when an answer fails the last one stays, with its time, until it is loaded again', async () => {
  const { page, close, at } = await analyst();
  await at.expectMatching(TOLD);
  await page.route('**/api/v1/patterns', (route) => route.abort());
  await page.getByLabel(CHILD).check();
  await page.getByText(/Below is the last answer, of \d\d:\d\d/).waitFor();
  expect(await page.locator('.card').count()).toBeGreaterThan(5);
  await page.unroute('**/api/v1/patterns');
  await page.getByRole('button', { name: 'Try again' }).click();
  await at.expectMatching(CHILDREN);
  expect(await page.getByText('Below is the last answer').count()).toBe(0);
  await close();
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
] as const)(
  'axe finds nothing in links that are not opened, beside B, and of few stories: %s',
  async (name, options) => {
    const { page, close, at } = await analyst(`/explore?${s({ answers: { weather: ['rain'] } })}`, options);
    const look = (state: string) => expectAccessible(page, `${name}, ${state}`);
    await look('a link that is not opened');
    await page.goto(`/explore?${s({ answers: { audience: ['child'] } })}&${b({ text: 'taxi' })}`);
    await at.settled();
    await look('with B');
    await page.goto(`/explore?${s({ text: 'taxi' })}`);
    await at.expectMatching(TAXIS);
    await look('fewer than ten stories');
    await close();
  },
  300_000,
);
