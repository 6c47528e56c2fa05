// Exports: an analyst asks for stories on the analysis pages, an administrator agrees, and the analyst downloads the file.
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from './support/office';
import { THIRD, tellStories } from './support/stories';
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

const SMALL = { ...PHONE, viewport: { width: 360, height: 740 } };
const TABLET = { ...DESKTOP, viewport: { width: 800, height: 1100 } };
const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const PERSON = { framework: 'sheffield-send', triads: [{ signifier: 'difference', zones: ['person'] }] };
const REASON = 'Figures for a workshop that is made up';

const own = (page: Page) => page.getByRole('region', { name: 'Your exports' });
const others = (page: Page) => page.getByRole('region', { name: 'Requests of other people' });

async function fitsItsWindow(page: Page) {
  const [content, width] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content).toBeLessThanOrEqual(width ?? 0);
}

/** The rows of a file of CSV, without its heading. */
async function rowsOf(page: Page, press: () => Promise<void>): Promise<{ name: string; rows: string[] }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const text = await readFile(await download.path(), 'utf8');
  return { name: download.suggestedFilename(), rows: text.trim().split('\r\n').slice(1) };
}

test('an analyst asks with texts, an administrator agrees, and the file has the stories', async () => {
  const { page, close } = await office.staff(browser, 'ana', `/explore?${s(PERSON)}`, DESKTOP);
  await page.getByRole('link', { name: 'Export stories' }).click();
  await page.getByRole('heading', { level: 1, name: 'Exports' }).waitFor();
  await page.locator('.ask__selection').getByText(`${THIRD} stories: `).waitFor();
  await own(page).getByText('You have not asked for an export yet.').waitFor();
  await page.getByRole('radio', { name: 'CSV' }).waitFor();
  await expectAccessible(page, 'the form for an export');
  await page.getByRole('button', { name: 'Make the export available' }).click();
  await page.getByRole('alert').getByRole('link', { name: 'Choose a format' }).waitFor();
  await expectAccessible(page, 'the form for an export, with faults');
  await page.getByRole('link', { name: 'Write what the export is for' }).click();
  await page.keyboard.type(REASON);
  await page.getByRole('radio', { name: 'CSV' }).check();
  await page.getByRole('radio', { name: 'Answers and texts' }).check();
  await page.getByRole('button', { name: 'Ask for the export' }).click();
  const asked = own(page).getByRole('listitem');
  await asked.getByText('Waiting for a second person').waitFor();
  await asked.getByText(REASON).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Your exports');
  expect(await page.getByRole('button', { name: 'Ask for the export' }).count()).toBe(0);
  await expectAccessible(page, 'an export that waits');

  const administrator = await office.staff(browser, 'ada', '/exports', DESKTOP);
  const ada = administrator.page;
  const request = others(ada).getByRole('listitem');
  await request.getByText('Asked for by ana').waitFor();
  await request.getByText('with texts').waitFor();
  await request.getByRole('heading', { name: `${THIRD} stories: ` }).waitFor();
  expect(await own(ada).count()).toBe(0);
  await expectAccessible(ada, 'a request to decide on');
  await request.getByRole('button', { name: /^Agree: / }).click();
  await ada.getByText('ana can download the export now.').waitFor();
  await others(ada).getByText('No request waits for a decision.').waitFor();
  await others(ada).getByText('Decided earlier (1)').click();
  await expectAccessible(ada, 'a request that was decided on');
  await administrator.close();

  await page.reload();
  await own(page).getByText('Ready to download').waitFor();
  const { name, rows } = await rowsOf(page, () =>
    own(page)
      .getByRole('button', { name: /^Download: / })
      .click(),
  );
  expect(name).toMatch(/^sheffield-send-\d{4}-\d\d-\d\d\.csv$/);
  expect(rows).toHaveLength(THIRD);
  await page.getByText(`${name} is saved.`).waitFor();
  await own(page)
    .getByRole('button', { name: /^Download again: / })
    .waitFor();
  await expectAccessible(page, 'an export that was downloaded');
  await close();
});

test('answers alone are there at once, and a request can be cancelled with the keyboard', async () => {
  const { page, close } = await office.staff(browser, 'ana', `/exports?${s(PERSON)}`, DESKTOP);
  await page.getByRole('radio', { name: 'CSV' }).focus();
  await page.keyboard.press('Space');
  await page.getByLabel('What is it for?').fill(REASON);
  await page.getByRole('button', { name: 'Make the export available' }).press('Enter');
  await page.getByText('The export is ready to download below.').waitFor();
  const { rows } = await rowsOf(page, () =>
    own(page)
      .getByRole('button', { name: /^Download: / })
      .press('Enter'),
  );
  expect(rows).toHaveLength(THIRD);
  await own(page)
    .getByRole('button', { name: /^End further downloads: / })
    .press('Enter');
  await page.getByText('The export cannot be downloaded any more.').waitFor();
  await own(page).getByText('Withdrawn', { exact: true }).waitFor();
  const withdrawn = own(page).getByRole('listitem').filter({ hasText: 'Withdrawn' });
  expect(await withdrawn.getByRole('button').count()).toBe(0);
  await close();
});

test('an administrator refuses with a reason, which the analyst reads', async () => {
  await office.post('/exports', { selection: PERSON, format: 'csv', texts: true, reason: REASON }, 'ana');
  const { page, close } = await office.staff(browser, 'ada', '/exports', SMALL);
  const request = others(page).getByRole('list', { name: 'To decide' }).getByRole('listitem');
  await request.getByRole('button', { name: /^Refuse: / }).click();
  await request.getByRole('button', { name: 'Refuse the export' }).click();
  await request.getByText('Write why it is refused').waitFor();
  await expectAccessible(page, 'a refusal without a reason');
  await request.getByLabel('Why is it refused?').fill('متن کے بغیر مانگیں');
  await request.getByRole('button', { name: 'Refuse the export' }).click();
  await page.getByText('ana is told why the export was refused.').waitFor();
  await fitsItsWindow(page);
  await close();
  const analyst = await office.staff(browser, 'ana', '/exports', SMALL);
  await own(analyst.page).getByText('متن کے بغیر مانگیں').waitFor();
  await own(analyst.page).getByText('Refused by ada').waitFor();
  await fitsItsWindow(analyst.page);
  await expectAccessible(analyst.page, 'a refused export on a phone');
  await analyst.close();
});

test('of fewer than ten stories the form says why nothing is exported', async () => {
  const few = { framework: 'sheffield-send', collections: ['NONE-SUCH'] };
  const { page, close } = await office.staff(browser, 'ana', `/exports?${s(few)}`, TABLET);
  await page.locator('.ask .notice').or(page.getByText('Something went wrong')).first().waitFor();
  expect(await page.getByRole('radio').count()).toBe(0);
  await page.goto(`/exports?s=%7B%22framew`);
  await page.getByText('The link to this page was cut off or changed.').waitFor();
  await expectAccessible(page, 'a link that was cut off');
  await page.goto('/exports');
  await page.getByRole('link', { name: 'Select stories' }).waitFor();
  await close();
});

test('facilitators are told that the page is for other roles', async () => {
  const { page, close } = await office.staff(browser, 'fay', '/exports', DESKTOP);
  await page.getByRole('heading', { name: 'This page is for other roles' }).waitFor();
  await close();
});

test('in the dark the form and the requests can be read', async () => {
  const dark = { ...DESKTOP, colorScheme: 'dark' } as const;
  const { page, close } = await office.staff(browser, 'ana', `/exports?${s(PERSON)}`, dark);
  await page.getByRole('radio', { name: 'CSV' }).waitFor();
  await own(page).getByRole('listitem').first().waitFor();
  await expectAccessible(page, 'the form for an export, in the dark');
  if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT, fullPage: true });
  await close();
});

test.each([
  ['phone', SMALL],
  ['tablet', TABLET],
  ['desktop', DESKTOP],
] as const)('the page fits a %s', async (_, device) => {
  const { page, close } = await office.staff(browser, 'ana', `/exports?${s(PERSON)}`, device);
  await page.getByRole('radio', { name: 'CSV' }).waitFor();
  await fitsItsWindow(page);
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  await fitsItsWindow(page);
  await expectAccessible(page, 'the form for an export, from right to left');
  await close();
});
