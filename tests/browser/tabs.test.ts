// Two tabs with one story: no text is lost, and no tab claims what is not true.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkBack, PHONE_WITH_WORKER, settledIn, storedRows } from './support/device';
import { Office } from './support/office';
import { Storyteller } from './support/storyteller';
import { expectAccessible, launch } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const CONFLICT = 'Another version of this story was finished already.';
const carryOn = (page: Page) => page.getByRole('button', { name: 'Carry on with your story' });

async function textBehind(receipt: string): Promise<string> {
  return (await office.ownStory(receipt)).text;
}

/** How many stories there are at the service. */
async function storiesThere(): Promise<number> {
  return (await office.get<{ stories: unknown[] }>('/moderation/stories?state=held&limit=100', 'mo')).stories
    .length;
}

/** A phone, with its context for further tabs. */
async function phone() {
  const guest = await office.visit(browser, PHONE_WITH_WORKER);
  return { ...guest, context: guest.page.context() };
}

async function write(page: Page, text: string, remember = true): Promise<Storyteller> {
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await page.getByLabel(/parent, carer/).check();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write(text, '');
  if (remember) await storyteller.remember();
  return storyteller;
}

async function tab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto('/');
  return page;
}

/** Opens the stored draft in this tab, changes its ending, and goes to the check page. */
async function finishAs(page: Page, ending: string): Promise<Storyteller> {
  await carryOn(page).first().click();
  const storyteller = new Storyteller(page);
  await page.locator('#story-text').waitFor();
  await page.locator('#story-text').fill(ending);
  await storyteller.next();
  await storyteller.skipToCheck();
  return storyteller;
}

/** One stored draft in two tabs, each on the check page with its own ending. */
async function twoEndings() {
  const guest = await phone();
  const { page, context } = guest;
  await write(page, 'It began like this.');
  await expect.poll(() => storedRows(page, 'draft')).toBe(1);
  await settledIn(page);
  await page.close({ runBeforeUnload: false });
  const [one, two] = [await tab(context), await tab(context)];
  await carryOn(two).waitFor();
  const first = await finishAs(one, 'And it ended well.');
  const second = await finishAs(two, 'And it ended badly.');
  return { ...guest, one, two, first, second };
}

test('the same draft with two endings: the second is never taken for sent, and can take the place of the first', async () => {
  const { two, first, second, close } = await twoEndings();
  await first.send();
  const receipt = await first.receipt();
  await second.send();
  await two.locator('.govuk-error-summary', { hasText: CONFLICT }).waitFor();
  await expectAccessible(two, 'check, another version was sent');
  expect(await two.getByText('Your story is with us').count()).toBe(0);
  expect(await textBehind(receipt)).toBe('And it ended well.');
  // It is on the device as well, should this tab end now.
  expect(await storedRows(two, 'waiting')).toBe(1);
  await two.getByRole('button', { name: 'Replace it with this version' }).click();
  expect(await second.receipt()).toBe(receipt);
  expect(await textBehind(receipt)).toBe('And it ended badly.');
  await expect.poll(() => storedRows(two, 'waiting')).toBe(0);
  await close();
});

test('the second version can be sent as a story of its own, with its own receipt', async () => {
  const { two, first, second, close } = await twoEndings();
  const before = await storiesThere();
  await first.send();
  const receipt = await first.receipt();
  await second.send();
  await two.locator('.govuk-error-summary', { hasText: CONFLICT }).waitFor();
  await two.getByRole('button', { name: 'Send it as a second story' }).click();
  const other = await second.receipt();
  expect(other).not.toBe(receipt);
  expect(await textBehind(receipt)).toBe('And it ended well.');
  expect(await textBehind(other)).toBe('And it ended badly.');
  expect(await storiesThere()).toBe(before + 2);
  await expect.poll(() => storedRows(two, 'waiting')).toBe(0);
  await close();
});

test('when the second tab ends before a choice is made, its version is found again', async () => {
  const { two, first, second, context, close } = await twoEndings();
  await first.send();
  const receipt = await first.receipt();
  await second.send();
  await two.locator('.govuk-error-summary', { hasText: CONFLICT }).waitFor();
  await two.close({ runBeforeUnload: false });
  const next = await tab(context);
  await next.getByText('1 story could not be sent and needs you.').waitFor();
  await next.getByRole('button', { name: 'See waiting stories' }).click();
  await next.getByText('Another version of this story was sent, or was withdrawn.').waitFor();
  await expectAccessible(next, 'waiting stories, another version was sent');
  await next.getByRole('button', { name: 'Open and change it' }).click();
  const later = new Storyteller(next);
  await later.send();
  await next.getByRole('button', { name: 'Send it as a second story' }).click();
  const other = await later.receipt();
  expect(await textBehind(receipt)).toBe('And it ended well.');
  expect(await textBehind(other)).toBe('And it ended badly.');
  await close();
});

test('without a network the second tab is warned too, and both endings arrive', async () => {
  const { one, two, first, second, context, close } = await twoEndings();
  const before = await storiesThere();
  await context.setOffline(true);
  await first.send();
  const receipt = await first.receipt();
  await second.send();
  await two.locator('.govuk-error-summary', { hasText: CONFLICT }).waitFor();
  expect(await storedRows(two, 'waiting')).toBe(1);
  await two.getByRole('button', { name: 'Send it as a second story' }).click();
  const other = await second.receipt();
  expect(await storedRows(two, 'waiting')).toBe(2);
  await networkBack(one);
  await one.getByText('Your story has arrived.').waitFor();
  await two.getByText('Your story has arrived.').waitFor();
  expect(await textBehind(receipt)).toBe('And it ended well.');
  expect(await textBehind(other)).toBe('And it ended badly.');
  expect(await storiesThere()).toBe(before + 2);
  await close();
});

test('without a network the second can take the place of the first', async () => {
  const { one, two, first, second, context, close } = await twoEndings();
  await context.setOffline(true);
  await first.send();
  const receipt = await first.receipt();
  await second.send();
  await two.getByRole('button', { name: 'Replace it with this version' }).click();
  expect(await second.receipt()).toBe(receipt);
  await networkBack(one);
  await two.getByText('Your story has arrived.').waitFor();
  expect(await textBehind(receipt)).toBe('And it ended badly.');
  await close();
});

test('a draft that is changed in two tabs becomes two, and the second tab says so', async () => {
  const { page, context, close } = await phone();
  await write(page, 'It began like this.');
  await expect.poll(() => storedRows(page, 'draft')).toBe(1);
  const two = await tab(context);
  await carryOn(two).click();
  await two.locator('#story-text').fill('Changed in the second tab.');
  await expect.poll(() => storedRows(two, 'draft')).toBe(1);
  // The second wrote over what it had read; the first has something else in front.
  await two.waitForTimeout(1_000);
  await page.locator('#story-text').fill('Changed in the first tab.');
  await page.getByText('This story was also changed in another window.').waitFor();
  await expectAccessible(page, 'story, changed in another window');
  expect(await storedRows(page, 'draft')).toBe(2);
  expect(await two.getByText('This story was also changed in another window.').count()).toBe(0);
  await Promise.all([page, two].map((each) => each.close({ runBeforeUnload: false })));
  const next = await tab(context);
  await expect.poll(() => carryOn(next).count()).toBe(2);
  await expectAccessible(next, 'start, two drafts');
  const texts = [];
  for (const which of [0, 1]) {
    await next.goto('/');
    await carryOn(next).nth(which).click();
    texts.push(await next.locator('#story-text').inputValue());
  }
  expect(texts.sort()).toEqual(['Changed in the first tab.', 'Changed in the second tab.']);
  await close();
});

test('a draft that was sent does not come back by a late writing of another tab', async () => {
  const { page, context, close } = await phone();
  await write(page, 'Sent from the first tab.');
  await expect.poll(() => storedRows(page, 'draft')).toBe(1);
  const two = await tab(context);
  await carryOn(two).click();
  await two.locator('#story-text').waitFor();
  const first = new Storyteller(page);
  await first.next();
  await first.skipToCheck();
  await first.send();
  await first.receipt();
  await expect.poll(() => storedRows(page, 'draft')).toBe(0);
  await two.locator('#story-text').fill('Written later in the second tab.');
  await two.getByText('This story was sent or deleted in another window.').waitFor();
  expect(await two.getByLabel('Remember this story on this device').isChecked()).toBe(false);
  expect(await storedRows(two, 'draft')).toBe(0);
  const next = await tab(context);
  await next.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await settledIn(next);
  expect(await carryOn(next).count()).toBe(0);
  // It can be stored again: then it is a draft of its own.
  await two.getByLabel('Remember this story on this device').check();
  await expect.poll(() => storedRows(two, 'draft')).toBe(1);
  await close();
});

test('after “Exit this page” in one tab, no other tab stores the draft again', async () => {
  const { page, context, close } = await phone();
  await write(page, 'To be wiped.');
  await expect.poll(() => storedRows(page, 'draft')).toBe(1);
  const two = await tab(context);
  await carryOn(two).waitFor();
  await two.locator('.govuk-exit-this-page__button').click();
  await two.waitForURL('https://www.bbc.co.uk/weather', { waitUntil: 'commit' });
  await page.locator('#story-text').fill('Typed afterwards.');
  await page.getByText('This story was sent or deleted in another window.').waitFor();
  expect(await storedRows(page, 'draft')).toBe(0);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await close();
});

test('two different stories in two tabs are both remembered', async () => {
  const { page, context, close } = await phone();
  await write(page, 'The story of the first tab.');
  const two = await context.newPage();
  await write(two, 'The story of the second tab.');
  await expect.poll(() => storedRows(page, 'draft')).toBe(2);
  // Continuing in the first tab takes nothing from the second.
  await new Storyteller(page).next();
  await page.waitForTimeout(1_000);
  await Promise.all([page, two].map((each) => each.close({ runBeforeUnload: false })));
  const next = await tab(context);
  await expect.poll(() => carryOn(next).count()).toBe(2);
  const told = [];
  for (const which of [0, 1]) {
    await next.goto('/');
    const storyteller = new Storyteller(next);
    await storyteller.carryOn(carryOn(next).nth(which));
    await storyteller.backToStory();
    told.push(await next.locator('#story-text').inputValue());
  }
  expect(told.sort()).toEqual(['The story of the first tab.', 'The story of the second tab.']);
  // One is sent; the other stays.
  const storyteller = new Storyteller(next);
  await storyteller.next();
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  await expect.poll(() => storedRows(next, 'draft')).toBe(1);
  await close();
});

test('a tab that crashes on the story page loses nothing when the draft is stored', async () => {
  const { page, context, close } = await phone();
  await write(page, '', false);
  const box = page.getByLabel('Remember this story on this device');
  expect(await box.isChecked()).toBe(false);
  expect(await storedRows(page, 'draft')).toBe(0);
  await expectAccessible(page, 'story, may the device remember it');
  await box.check();
  await page.locator('#story-text').pressSequentially('Typed until the tab died.', { delay: 30 });
  await page.waitForTimeout(600);
  await page.close({ runBeforeUnload: false });
  const next = await tab(context);
  await carryOn(next).click();
  expect(await next.locator('#story-text').inputValue()).toBe('Typed until the tab died.');
  expect(await next.getByLabel('Remember this story on this device').isChecked()).toBe(true);
  // Turned off, nothing is left.
  await next.getByLabel('Remember this story on this device').uncheck();
  await expect.poll(() => storedRows(next, 'draft')).toBe(0);
  expect(await next.evaluate(() => localStorage.length)).toBe(0);
  await close();
});

test('after “Carry on”, Back leads one step back', async () => {
  const { page, context, close } = await phone();
  const storyteller = await write(page, 'Begun before.');
  await storyteller.next();
  const first = await storyteller.heading.innerText();
  await storyteller.next();
  const second = await storyteller.heading.innerText();
  await page.waitForTimeout(1_000);
  await page.close({ runBeforeUnload: false });
  const next = await tab(context);
  await carryOn(next).click();
  const later = new Storyteller(next);
  await expect.poll(() => later.heading.innerText()).toBe(second);
  await next.getByRole('button', { name: 'Back', exact: true }).click();
  await expect.poll(() => later.heading.innerText()).toBe(first);
  await next.goBack();
  await expect.poll(() => next.locator('#story-text').count()).toBe(1);
  expect(await next.locator('#story-text').inputValue()).toBe('Begun before.');
  await close();
});
