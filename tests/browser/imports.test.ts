// Importing a table: the guess, corrections, the preview, saving the mapping, and what comes of it.
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from './support/office';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

const TABLE = fileURLToPath(new URL('../imports/samples/table.csv', import.meta.url));
const SMALL = { ...PHONE, viewport: { width: 360, height: 740 } };

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const administrator = (options = {}) => office.staff(browser, 'ada', '/imports', options);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const card = (page: Page, column: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name: column, exact: true }) });

async function look(page: Page, slug: string) {
  await page.getByLabel('The table', { exact: true }).setInputFiles(TABLE);
  await page.getByLabel('Short name of the framework').fill(slug);
  await press(page, 'Look at the table');
  await page.getByRole('heading', { name: 'What each column becomes' }).waitFor();
}

async function consent(page: Page) {
  const analysis = page.getByRole('group', { name: 'That their answers count (analysis)' });
  await analysis.getByLabel('A column says it').check();
  await expect.poll(() => analysis.getByLabel('Column', { exact: true }).inputValue()).toBe('May we use it?');
  await analysis.getByLabel('Yes', { exact: true }).check();
}

test('an administrator corrects a guess, sees what it becomes, saves the mapping and imports', async () => {
  const { page, close } = await administrator(DESKTOP);
  await look(page, 'street');
  expect(await card(page, 'How soon').getByLabel('What “How soon” becomes').inputValue()).toBe('dyad');
  await card(page, 'Email').getByText('Guessed because it may say who told the story.').waitFor();
  await card(page, 'What made the difference: rules')
    .getByText('Part of “What made the difference”')
    .waitFor();
  await expectAccessible(page, 'the columns');

  await card(page, 'Who are you?').getByLabel('Question in words').fill('Who is telling this?');
  await card(page, 'What helped?').getByLabel('What “What helped?” becomes').selectOption('ignore');
  await card(page, 'What helped?').getByText('Set by you.').waitFor();

  await press(page, 'Show what it becomes');
  await page.getByText('say what storytellers consented to').first().waitFor();
  expect(await page.getByRole('button', { name: /^Import 120 stories$/ }).isDisabled()).toBe(true);

  await consent(page);
  await press(page, 'Show what it becomes');
  await page.getByText('110 stories of 120 rows.').waitFor();
  await page.getByText('10 rows left out, because they do not say yes to analysis.').waitFor();
  const row = page.getByRole('row', { name: /^How soon/ });
  const cells = await row.getByRole('cell').allInnerTexts();
  expect(cells.slice(0, 3).reduce((sum, cell) => sum + Number(cell), 0)).toBe(110);
  await expectAccessible(page, 'the preview');

  await page.getByLabel('Name of the mapping').fill('Street stories');
  await press(page, 'Save the mapping');
  await page.getByText('The mapping is saved as “Street stories”.').waitFor();

  await press(page, 'Try it, store nothing');
  await page.getByRole('heading', { name: 'Tried, nothing was stored' }).waitFor();
  await press(page, 'Import 110 stories');
  await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('report');
  await page.getByText('110 stories new, 0 known already.').waitFor();
  await page.getByText('The texts of the 110 new stories wait for a moderator.').waitFor();
  await expectAccessible(page, 'the report');

  await press(page, 'Import another table');
  await page.reload();
  await page.getByLabel('Begin with').selectOption('Street stories');
  await look(page, 'street');
  expect(await card(page, 'What helped?').getByLabel('What “What helped?” becomes').inputValue()).toBe(
    'ignore',
  );
  await press(page, 'Show what it becomes');
  await press(page, 'Import 110 stories');
  await page.getByText('0 stories new, 110 known already.').waitFor();
  await close();
});

test('on a small phone, in the dark, nothing is cut off', async () => {
  const { page, close } = await administrator({ ...SMALL, colorScheme: 'dark' });
  await look(page, 'small');
  await consent(page);
  await press(page, 'Show what it becomes');
  await page.getByText('110 stories of 120 rows.').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expectAccessible(page, 'imports on a small dark phone');
  await close();
});

test('a file that is no table gets an answer that says what to do', async () => {
  const { page, close } = await administrator(DESKTOP);
  await press(page, 'Look at the table');
  await page.getByRole('alert').getByText('Choose the file with the table').waitFor();
  await page.getByLabel('The table', { exact: true }).setInputFiles({
    name: 'x.xlsx',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK\u0003\u0004nothing'),
  });
  await page.getByLabel('Short name of the framework').fill('street');
  await press(page, 'Look at the table');
  await page.getByRole('alert').getByText('if it has a password, remove it').waitFor();
  await close();
});
