// The five pages of the workbench with keys alone, and as a screen reader has them: what is spoken when a selection has settled,
// and the heading, sentence and table of a figure in the tree of accessibility.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst } from './support/analyst';
import { Office } from './support/office';
import { clearAll, tellStories, TOLD } from './support/stories';
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

const CHILDREN = Math.ceil(TOLD / 5);
const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const PERSON = s({ triads: [{ signifier: 'difference', zones: ['person'] }] });

async function analyst(path: string) {
  const { page, close } = await office.staff(browser, 'ana', '/sign-in');
  page.setDefaultTimeout(60_000);
  // A build without optimisation takes a minute for all questions.
  await page.route(/\/api\/v1\/(compare|clusters)\?job=true/, (route) => {
    const asked = route.request().postDataJSON() as { stability?: object };
    const few = route.request().url().includes('compare')
      ? { permutations: 99, signifiers: ['timing', 'voice', 'difference'] }
      : asked.stability && { stability: { resamples: 10 } };
    return route.continue({ postData: JSON.stringify({ ...asked, ...few }) });
  });
  await page.goto(path);
  const at = new Analyst(page);
  await page.locator('.selection[aria-busy=false]').waitFor();
  return { page, close, at };
}

test.each([
  ['Maps', '/explore'],
  ['Compare', '/compare'],
  ['Change', '/change'],
  ['Clusters', '/clusters'],
  ['Words', '/words'],
])('%s: with keys alone a filter is set, and what matches is spoken once', async (name, path) => {
  const { page, close, at } = await analyst(path);
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const status = document.querySelector('.selection + [role=status]');
    if (!status) throw new Error('nothing is spoken here');
    new MutationObserver(() => status.textContent && said.push(status.textContent)).observe(status, {
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
  const option = page.getByRole('checkbox', { name: /^A child or young person/ }).first();
  await option.evaluate((box) => (box.dataset.wanted = 'yes'));
  await at.tabTo('[data-wanted=yes]');
  await page.keyboard.press('Space');
  await at.chip('A child or young person').waitFor();
  await page.locator('.selection[aria-busy=false]').waitFor();
  const wanted = `${CHILDREN} stories match. ${CHILDREN} can be read.`;
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { said: string[] }).said))
    .toEqual([wanted]);
  expect(await page.getByRole('heading', { level: 1, name }).count()).toBe(1);
  await close();
});

test.each([
  [
    'Maps',
    '/explore',
    '.card',
    new RegExp(
      `^${TOLD} stories answered\\. The largest share is at “[^”]+”: \\d+% \\(95 % interval \\d+%–\\d+%\\)\\.`,
    ),
  ],
  ['Compare', '/compare', '.figure', /“[^”]+”.*; 95 % interval .*\), n = \d+ and \d+/],
  [
    'Clusters',
    '/clusters?method=hdbscan&by=difference,timing',
    '.figure',
    new RegExp(`^\\d clusters among the ${TOLD} of ${TOLD} stories that could be compared`),
  ],
  [
    'Words',
    `/words?${PERSON}`,
    '.figure',
    /“[^”]+”, in \d+ of \d+ stories and in \d+ of \d+ of all other stories/,
  ],
] as const)(
  '%s: a figure is a region with its heading, its sentence, and a table that opens with keys',
  async (_, path, selector, sentence) => {
    const { page, close } = await analyst(path);
    const figure = page.locator(selector).first();
    const said = figure.locator('.figure__sentence, .card__body > .govuk-visually-hidden').first();
    await said.waitFor({ state: 'attached' });
    const words = (await said.textContent())?.trim() ?? '';
    expect(words).toMatch(sentence);
    const tree = await figure.ariaSnapshot();
    const heading = (await figure.getByRole('heading').first().innerText()).trim();
    expect(tree).toMatch(/^- '?region ".+"'?:\n\s+- '?heading /);
    expect(tree).toContain(heading.slice(0, 40));
    expect(tree.replaceAll('\\', '')).toContain(words.slice(0, 30));
    const opens = figure.locator('summary, [aria-label^="Table: "]').filter({ hasText: 'Table' }).first();
    await opens.focus();
    await page.keyboard.press('Enter');
    await figure.getByRole('table').first().waitFor();
    expect(await figure.getByRole('row').count()).toBeGreaterThan(1);
    await close();
  },
);
