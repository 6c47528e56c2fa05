// The dark scheme of the staff pages: words are legible on all of them, and what shows data keeps a light ground.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst } from './support/analyst';
import { Office } from './support/office';
import type { Name } from './support/staff';
import { tellStories } from './support/stories';
import { DESKTOP, expectAccessible, launch } from './support/visit';

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

const DARK = { ...DESKTOP, colorScheme: 'dark' } as const;

/** Some questions of each kind, and few permutations: a build without optimisation takes a minute for all of it. */
const QUICK = { permutations: 99, signifiers: ['difference', 'timing', 'feelings', 'around_the_child'] };

async function staff(name: Name, path: string, there: string, options: BrowserContextOptions) {
  const { page, close } = await office.staff(browser, name, '/sign-in', options);
  page.setDefaultTimeout(60_000);
  await page.route('**/api/v1/compare?job=true', (route) => {
    const asked = route.request().postDataJSON() as object;
    return route.continue({ postData: JSON.stringify({ ...asked, ...QUICK }) });
  });
  await page.goto(path);
  await page.locator(there).first().waitFor();
  if (name === 'ana' && path !== ASKED) await new Analyst(page).settled();
  return { page, close };
}

const background = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundColor);

const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const ASKED = `/exports?${s({ framework: 'sheffield-send' })}`;

const PAGES: readonly [name: Name, path: string, there: string][] = [
  ['ana', '/explore', '.card'],
  ['ana', '/explore?show=tables', '.card'],
  ['ana', '/explore?show=associations', '.pairs'],
  ['ana', '/compare', '.compared'],
  ['ana', '/change', '.figure'],
  ['ana', '/words', '.figure, .few'],
  ['ana', ASKED, 'input[type=radio]'],
  ['mo', '/moderation', 'main h1'],
  ['fay', '/collections', 'main h1'],
  ['fay', '/transcribe', 'main h1'],
  ['fay', '/paper?audience=family', '.copy .sheet'],
  ['ada', '/frameworks', '.frameworks__list'],
  ['ada', '/imports', 'input[type=file]'],
  ['ada', '/notices', 'main li, main table'],
  ['ada', '/notices?kind=privacy&version=2', '.block'],
];

test.each(PAGES)(
  'in the dark axe finds nothing for %s on %s',
  async (name, path, there) => {
    const { page, close } = await staff(name, path, there, DARK);
    expect(await background(page, 'body')).toBe('rgb(23, 30, 30)');
    await expectAccessible(page, `dark, ${path}`);
    await close();
  },
  300_000,
);

test('maps keep a light ground in the dark, because their colours begin near white', async () => {
  const { page, close } = await office.staff(browser, 'ana', '/explore', DARK);
  await page.locator('.card').first().waitFor();
  expect(await background(page, '.map__picture')).toBe('rgb(255, 253, 250)');
  expect(
    await page
      .locator('.map__outline')
      .first()
      .evaluate((line) => getComputedStyle(line).stroke),
  ).toBe('rgb(27, 36, 36)');
  await close();
});

test('what is printed from a dark screen is dark on light', async () => {
  const { page, close } = await office.staff(browser, 'ana', '/explore', DARK);
  await page.locator('.card').first().waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await background(page, 'body')).toBe('rgb(255, 253, 250)');
  expect(await background(page, '.card')).toBe('rgb(255, 255, 255)');
  await close();
});
