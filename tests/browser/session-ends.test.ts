// The work of staff survives the end of their session: they sign in over the page, and the same button works. Nobody else sees it.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newReceipt } from '../../frontend/src/lib/receipt';
import { checkNumber } from '../../frontend/src/staff/paper/code';
import { endSession, Office, signInAgain } from './support/office';
import { expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const dialogOn = (page: Page) => page.getByRole('dialog', { name: 'Sign in again' });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** A moderator with a redaction that is not saved. */
async function redacting(title: string, options = {}) {
  const { id } = await office.tell({ title, text: 'Made up for testing: Mr Quill.' });
  const { page, close } = await office.staff(browser, 'mo', '/moderation', options);
  await page.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  const text = page.getByLabel('Story', { exact: true });
  await text.fill('Made up for testing: [name].');
  return { id, page, close, text };
}

test('a redaction stays when the session ends, and the same button clears the story after signing in over it', async () => {
  const { id, page, close, text } = await redacting('Over the page', PHONE);
  await endSession(page);
  await press(page, 'Clear for reading');
  const dialog = dialogOn(page);
  await dialog.getByText('sign in as mo to go on').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('again-password');
  await expectAccessible(page, 'moderation, session ended');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await dialog.waitFor();
  await signInAgain(page, 'mo', 'not the password');
  await dialog.getByRole('link', { name: /not right/ }).waitFor();
  await signInAgain(page, 'mo');
  await dialog.waitFor({ state: 'hidden' });
  expect(new URL(page.url()).pathname).toBe('/moderation');
  expect(await text.inputValue()).toBe('Made up for testing: [name].');
  await press(page, 'Clear for reading');
  await expect.poll(() => page.locator('.moderation__news').innerText()).toContain('Cleared: Over the page.');
  const kept = await office.get<{ text: string }>(`/moderation/stories/${id}`, 'mo');
  expect(kept.text).toBe('Made up for testing: [name].');
  await close();
});

test('another moderator who signs in over the page sees nothing of the redaction', async () => {
  const { page, close } = await redacting('Not for others');
  let asked = 0;
  page.on('dialog', (dialog) => {
    asked += 1;
    void dialog.dismiss();
  });
  await endSession(page);
  await press(page, 'Clear for reading');
  await signInAgain(page, 'bea');
  await page.locator('.staff-header__name').getByText('bea').waitFor();
  await page.getByRole('button', { name: /^Not for others/ }).click();
  expect(await page.getByLabel('Story', { exact: true }).inputValue()).toBe('Made up for testing: Mr Quill.');
  expect(await page.getByText('edited, not saved').count()).toBe(0);
  expect(asked).toBe(0);
  await close();
});

test('leaving with a redaction that is not saved is asked about', async () => {
  const { page, close, text } = await redacting('Asked about');
  const asked = page.waitForEvent('dialog');
  await page.evaluate(() => setTimeout(() => location.reload()));
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  expect(await text.inputValue()).toBe('Made up for testing: [name].');
  await page.getByRole('button', { name: 'Undo my changes' }).click();
  await page.reload();
  await close();
});

test('a person who signs in in another tab gets a page of their own', async () => {
  const { page, close } = await redacting('In another tab');
  const other = await page.context().newPage();
  await endSession(other);
  await other.goto('/sign-in');
  await other.getByLabel('Name').fill('bea');
  await other.getByLabel('Password', { exact: true }).fill('four words make passwords');
  await other.getByRole('button', { name: 'Sign in', exact: true }).click();
  await other.waitForURL('**/moderation');
  await other.close();
  // Chromium without a screen shows every tab all the time.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.locator('.staff-header__name').getByText('bea').waitFor();
  await page.getByRole('button', { name: /^In another tab/ }).click();
  expect(await page.getByLabel('Story', { exact: true }).inputValue()).toBe('Made up for testing: Mr Quill.');
  await close();
});

/** A facilitator with a paper form that is typed in and not sent. */
async function typedIn(text: string) {
  const { page, close } = await office.staff(browser, 'fay', '/transcribe');
  const receipt = newReceipt();
  await page.getByLabel('Form code').fill(`${receipt} ${checkNumber(receipt)}`);
  await page.keyboard.press('Enter');
  await page.getByText('Question 1 of').waitFor();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await page.getByText('Question 2 of').waitFor();
  await page.keyboard.press('a');
  await page.keyboard.press('Enter');
  await page.getByLabel('What happened?').fill(text);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Question 4 of').waitFor();
  await page.getByRole('button', { name: 'Skip to the end' }).click();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Check and send' }).waitFor();
  return { page, close, receipt };
}

test('a form that is typed in stays when the session ends, and is sent after signing in over it', async () => {
  const text = 'Made up for testing: with a pencil.';
  const { page, close, receipt } = await typedIn(text);
  await endSession(page);
  await press(page, 'Send');
  await dialogOn(page).getByText('sign in as fay to go on').waitFor();
  await expectAccessible(page, 'typing in, session ended');
  await signInAgain(page, 'fay');
  await dialogOn(page).waitFor({ state: 'hidden' });
  await page.getByText(text).waitFor();
  await press(page, 'Send');
  await page.getByText('Sent. 1 form sent so far.').waitFor();
  expect((await office.ownStory(receipt)).text).toBe(text);
  await close();
});

test('another facilitator who signs in over a form that is typed in sees an empty one', async () => {
  const text = 'Made up for testing: for one pair of eyes.';
  const { page, close } = await typedIn(text);
  page.on('dialog', (dialog) => void dialog.dismiss());
  await endSession(page);
  await press(page, 'Send');
  await signInAgain(page, 'fred');
  await page.locator('.staff-header__name').getByText('fred').waitFor();
  await page.getByLabel('Form code').waitFor();
  expect(await page.getByLabel('Form code').inputValue()).toBe('');
  expect(await page.getByText(text).count()).toBe(0);
  await close();
});

test('a collection that is being made stays when the session ends, and a count never takes the page away', async () => {
  const { page, close } = await office.staff(browser, 'fay', '/collections?new', PHONE);
  await page.getByLabel('Name').fill('Youth group by the river');
  await endSession(page);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByText('Your session has ended. What you typed is still on this page.').waitFor();
  expect(await dialogOn(page).count()).toBe(0);
  await expectAccessible(page, 'making a collection, session ended');
  await press(page, 'Make the collection');
  await dialogOn(page).waitFor();
  await signInAgain(page, 'fay');
  await dialogOn(page).waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Name').inputValue()).toBe('Youth group by the river');
  await press(page, 'Make the collection');
  await page.getByRole('heading', { level: 1, name: 'Youth group by the river' }).waitFor();

  await endSession(page);
  await press(page, 'Close');
  await press(page, 'Yes, close it');
  await signInAgain(page, 'fay');
  await dialogOn(page).waitFor({ state: 'hidden' });
  await press(page, 'Yes, close it');
  await page.getByText('“Youth group by the river” is closed.').waitFor();
  await close();
});

test('a draft of a framework is saved after signing in over it', async () => {
  const { page, close } = await office.staff(browser, 'ada', '/frameworks?new=by-the-river');
  await page.getByLabel(/^Title/).fill('By the river');
  await endSession(page);
  await press(page, 'Save draft');
  await dialogOn(page).waitFor();
  await signInAgain(page, 'ada');
  await dialogOn(page).waitFor({ state: 'hidden' });
  expect(await page.getByLabel(/^Title/).inputValue()).toBe('By the river');
  await press(page, 'Save draft');
  await page.getByText('Draft saved').waitFor();
  await close();
});
