// What a storyteller allows: asked with yes and no, said plainly before sending.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseWording } from './support/languages';
import { startService, type Service } from './support/service';
import { Storyteller, submissions } from './support/storyteller';
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

const UNCOUNTED = 'Your story will not be counted, and no one will learn from it.';
const ANYWAY = 'Send it anyway';

/** A storyteller who has come to the questions of consent. */
async function atConsent(options = PHONE) {
  const guest = await visit(browser, service.url, options);
  const storyteller = new Storyteller(guest.page);
  const sent = submissions(guest.page);
  await storyteller.tell();
  await guest.page.getByRole('button', { name: 'Skip the other questions' }).click();
  await guest.page.locator('#consent-analysis').waitFor();
  return { ...guest, storyteller, sent };
}

const quotation = (page: Page) => page.locator('#consent-quotation');
const uncounted = (page: Page) => page.getByText(UNCOUNTED, { exact: true });

test('nothing is chosen beforehand, and both questions need a yes or a no', async () => {
  const { page, storyteller, sent, close } = await atConsent();
  expect(await page.locator('main input:checked').count()).toBe(0);
  expect(await quotation(page).count()).toBe(0);
  await expectAccessible(page, 'consent');
  await storyteller.continue.click();
  await page.getByRole('link', { name: 'Choose yes or no' }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('consent-analysis');
  await expectAccessible(page, 'consent, no answer');

  await page.locator('#consent-analysis').check();
  expect(await quotation(page).isChecked()).toBe(false);
  await storyteller.continue.click();
  await page.getByRole('link', { name: 'Choose yes or no' }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('consent-quotation');
  await expectAccessible(page, 'consent, quotation without an answer');

  await quotation(page).check();
  await storyteller.next();
  expect(await uncounted(page).count()).toBe(0);
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]?.['consent']).toEqual({ analysis: true, quotation: true });
  await close();
});

test('a story that may not be counted is not quoted, and both pages say what a no means', async () => {
  const { page, storyteller, sent, close } = await atConsent();
  await storyteller.agree(true, true);
  await page.locator('#consent-analysis-no').check();
  expect(await quotation(page).count()).toBe(0);
  await uncounted(page).waitFor();
  await expectAccessible(page, 'consent, not counted');
  await storyteller.next();
  await uncounted(page).waitFor();
  await expectAccessible(page, 'check, not counted');
  await page.getByRole('button', { name: ANYWAY }).click();
  await storyteller.receipt();
  expect(sent.map((story) => story['consent'])).toEqual([{ analysis: false, quotation: false }]);
  await close();
});

test('there is one reminder, and a changed answer is sent', async () => {
  const { page, storyteller, sent, close } = await atConsent();
  await storyteller.agree(false);
  await storyteller.next();
  await page.getByRole('button', { name: 'Change my answer' }).click();
  await page.locator('#consent-analysis-no:checked').waitFor();
  await storyteller.next();
  // The second time it is only said.
  await uncounted(page).waitFor();
  expect(await page.getByRole('button', { name: 'Change my answer' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: ANYWAY }).count()).toBe(0);
  await page.getByRole('button', { name: /^Change.*agree/ }).click();
  await storyteller.agree(true, false);
  await storyteller.next();
  expect(await uncounted(page).count()).toBe(0);
  expect(await page.locator('main dl').innerText()).toContain('counting it with the others');
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]?.['consent']).toEqual({ analysis: true, quotation: false });
  await close();
});

test('each story is asked about by itself', async () => {
  const { page, storyteller, sent, close } = await atConsent();
  await storyteller.agree();
  await storyteller.next();
  await storyteller.send();
  await storyteller.receipt();
  await page.getByRole('button', { name: 'Tell another story', exact: true }).click();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write('A second one.', '');
  await storyteller.next();
  await page.getByRole('button', { name: 'Skip the other questions' }).click();
  expect(await page.locator('main input:checked').count()).toBe(0);
  await storyteller.continue.click();
  await page.getByRole('link', { name: 'Choose yes or no' }).waitFor();
  expect(sent).toHaveLength(1);
  await close();
});

test.each(['Easy read', 'For children'])(
  'consent in the wording “%s” is short and accessible',
  async (name) => {
    const { page, storyteller, close } = await atConsent();
    await chooseWording(page, name);
    await storyteller.agree();
    await expectAccessible(page, `consent, ${name}`);
    expect(await wordsShown(page)).toBeLessThanOrEqual(55);
    await page.locator('summary').click();
    await expectAccessible(page, `consent, ${name}, unfolded`);
    await close();
  },
);

test('the page has at most 55 words, with both questions', async () => {
  const { page, storyteller, close } = await atConsent();
  expect(await wordsShown(page)).toBeLessThanOrEqual(55);
  await storyteller.agree(false);
  expect(await wordsShown(page)).toBeLessThanOrEqual(55);
  await storyteller.agree(true, false);
  expect(await wordsShown(page)).toBeLessThanOrEqual(55);
  await close();
});

/** The words of the page that can be seen, without its header and its foot. */
async function wordsShown(page: Page): Promise<number> {
  const shown = await page.locator('main').innerText();
  return shown.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
