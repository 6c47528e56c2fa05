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

const UNCOUNTED = 'That is all right. Then your story is not counted, and no one can learn from it.';
const ANYWAY = 'Send it anyway';
/** Leaves the questions that are left. */
const STOP = 'Stop here and send';

/** A storyteller who has come to the questions of consent. */
async function atConsent(options = PHONE) {
  const guest = await visit(browser, service.url, options);
  const storyteller = new Storyteller(guest.page);
  const sent = submissions(guest.page);
  await storyteller.tell();
  await guest.page.getByRole('button', { name: STOP }).click();
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
  expect(await page.locator('main dl').first().innerText()).toContain('counting it with the others');
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
  await page.getByRole('button', { name: STOP }).click();
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

/** A story whose words may be quoted, opened with its receipt. */
async function opened(options = PHONE) {
  const guest = await visit(browser, service.url, options);
  const { page } = guest;
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.tap(0.5, 0.1);
  await page.getByRole('button', { name: STOP }).click();
  await storyteller.agree(true, true);
  await storyteller.next();
  await storyteller.send();
  const receipt = (await storyteller.receipt()).replaceAll('-', '');
  await page.goto(`/receipt#${receipt}`);
  await page.getByRole('heading', { name: 'Your story', exact: true }).waitFor();
  return { ...guest, receipt };
}

const COUNT = /May we count your story/;
const QUOTE = /May we quote your words/;

const answer = (page: Page, question: RegExp, yes: string) =>
  page.getByRole('group', { name: question }).getByRole('button', { name: yes, exact: true });

const isPressed = (page: Page, question: RegExp, yes: string) =>
  answer(page, question, yes).getAttribute('aria-pressed');

/** The story as the service has it. */
async function stored(receipt: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${service.url}/api/v1/receipts/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ receipt }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

test('with the receipt each permission is changed with one press, and the page says what that means', async () => {
  const { page, receipt, close } = await opened();
  await expectAccessible(page, 'receipt, permissions');
  expect([await isPressed(page, COUNT, 'Yes'), await isPressed(page, QUOTE, 'Yes')]).toEqual([
    'true',
    'true',
  ]);
  await answer(page, QUOTE, 'No').click();
  await page.getByText('Saved. We do not quote you any more.').waitFor();
  expect((await stored(receipt))['consent']).toEqual({ analysis: true, quotation: false });
  await answer(page, QUOTE, 'Yes').click();
  await page.getByText('Saved. Your words may be quoted.').waitFor();
  expect((await stored(receipt))['consent']).toEqual({ analysis: true, quotation: true });

  await answer(page, COUNT, 'No').click();
  await page.getByText('Saved. Your story is not counted any more.').waitFor();
  await expectAccessible(page, 'receipt, not counted');
  expect(await page.getByRole('group', { name: QUOTE }).count()).toBe(0);
  expect((await stored(receipt))['consent']).toEqual({ analysis: false, quotation: false });
  await answer(page, COUNT, 'Yes').click();
  await page.getByText('Saved. Your story is counted with the others.').waitFor();
  // A yes to counting is no yes to quotation.
  expect(await isPressed(page, QUOTE, 'No')).toBe('true');
  expect((await stored(receipt))['consent']).toEqual({ analysis: true, quotation: false });
  await close();
});

test('“Stop quoting me” stops that alone', async () => {
  const { page, receipt, close } = await opened();
  const before = await stored(receipt);
  await page.getByRole('button', { name: 'Stop quoting me' }).click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent?.trim()))
    .toBe('Saved. We do not quote you any more.');
  await expectAccessible(page, 'receipt, quotation stopped');
  expect(await page.getByRole('button', { name: 'Stop quoting me' }).count()).toBe(0);
  expect(await stored(receipt)).toEqual({ ...before, consent: { analysis: true, quotation: false } });
  await close();
});

test('a permission that could not be saved stays as it was, and the page says why', async () => {
  const { page, receipt, complaints, close } = await opened();
  await page.route('**/api/v1/receipts/consent', (route) => route.abort());
  await answer(page, COUNT, 'No').click();
  await page.getByText('We could not reach the service. You may be offline.').waitFor();
  expect(await isPressed(page, COUNT, 'Yes')).toBe('true');
  await expectAccessible(page, 'receipt, permission not saved');
  expect((await stored(receipt))['consent']).toEqual({ analysis: true, quotation: true });
  expect(complaints).toEqual([]);
  await close();
});

/** The words of the page that can be seen, without its header and its foot. */
async function wordsShown(page: Page): Promise<number> {
  const shown = await page.locator('main').innerText();
  return shown.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
