// The receipt page warns once when the receipt was not taken.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './support/service';
import { Storyteller } from './support/storyteller';
import { expectAccessible, launch, PHONE, visit } from './support/visit';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const NOT_KEPT = 'You have not kept your receipt yet.';

/** Sends a story, and collects what the browser asks from then on. */
async function sent(options = PHONE) {
  const guest = await visit(browser, service.url, options);
  const { page } = guest;
  const storyteller = new Storyteller(page);
  const receipt = await storyteller.tellShortly();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  return { ...guest, storyteller, receipt, asked };
}

/** Leaves for another page of the service, unless that is stopped. */
async function leave(page: Page): Promise<void> {
  await page.evaluate(() => location.assign('/receipt'));
  await page.waitForTimeout(700);
}

test('leaving without the receipt asks once, and the page says why', async () => {
  const { page, receipt, storyteller, asked, close } = await sent();
  await leave(page);
  expect(asked).toEqual(['beforeunload']);
  expect(await storyteller.receipt()).toBe(receipt);
  await page.getByText(NOT_KEPT).waitFor();
  await expectAccessible(page, 'receipt, not kept');
  await leave(page);
  await page.getByLabel('Receipt letters').waitFor();
  expect(asked).toEqual(['beforeunload']);
  await close();
});

test('Back shows the reminder once, and works the next time', async () => {
  const { page, receipt, storyteller, asked, close } = await sent();
  await page.goBack();
  await page.getByText(NOT_KEPT).waitFor();
  expect(await storyteller.receipt()).toBe(receipt);
  await page.goBack();
  await page.getByRole('button', { name: 'Show my receipt again' }).waitFor();
  expect(asked).toEqual([]);
  await close();
});

const KEPT: [how: string, keep: (page: Page) => Promise<void>][] = [
  [
    'copied',
    async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByRole('button', { name: 'Copy' }).click();
      await page.getByText('Copied').waitFor();
    },
  ],
  [
    'saved',
    async (page) => {
      await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save as a file' }).click(),
      ]);
    },
  ],
  ['printed', (page) => page.evaluate(() => void window.dispatchEvent(new Event('afterprint')))],
  ['selected and copied by hand', (page) => page.evaluate(() => void document.execCommand('copy'))],
];

test.each(KEPT)('a receipt that was %s causes no question', async (_, keep) => {
  const { page, asked, close } = await sent();
  await keep(page);
  await leave(page);
  await page.getByLabel('Receipt letters').waitFor();
  expect(asked).toEqual([]);
  await close();
});

test('an opened receipt, or one that the storyteller says they have, causes no question', async () => {
  const opened = await sent();
  await opened.page.getByRole('link', { name: 'Open my receipt now' }).click();
  await opened.page.getByRole('heading', { name: 'Your story', exact: true }).waitFor();
  expect(opened.asked).toEqual([]);
  await opened.close();

  const said = await sent();
  await said.page.goBack();
  await said.page.getByRole('button', { name: 'I have kept it' }).click();
  await said.page.getByText(NOT_KEPT).waitFor({ state: 'detached' });
  await leave(said.page);
  await said.page.getByLabel('Receipt letters').waitFor();
  expect(said.asked).toEqual([]);
  await said.close();
});

test('“Exit this page” causes no question', async () => {
  const { page, asked, close } = await sent();
  await page.locator('.govuk-exit-this-page__button').click();
  await page.waitForURL('https://www.bbc.co.uk/weather', { waitUntil: 'commit' });
  expect(asked).toEqual([]);
  await close();
});
