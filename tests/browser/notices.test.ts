// The privacy notice and the accessibility statement: where they are linked, how they read, and who writes them.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PHONE_WITH_WORKER } from './support/device';
import { Office } from './support/office';
import { Storyteller, STORY } from './support/storyteller';
import { DESKTOP, ELSEWHERE, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const SMALL = { ...PHONE, viewport: { width: 360, height: 740 } };
const administrator = (path: string, options = {}) => office.staff(browser, 'ada', path, options);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function opened(page: Page, name: string): Promise<Page> {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name }).filter({ visible: true }).first().click(),
  ]);
  return tab;
}

test('the shipped notice says in every wording what is not filled in, and leaves no gap', async () => {
  const { page, close } = await office.visit(browser, SMALL);
  await page.goto('/privacy');
  await page.getByRole('heading', { level: 1, name: 'Privacy notice' }).waitFor();
  await page.getByText('The organisation that is responsible has not been named here yet.').waitFor();
  await page.getByText('0303 123 1113').waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/[{}]/);
  await expectAccessible(page, 'the privacy notice');
  await page.getByRole('button', { name: 'Easy read' }).click();
  await page.getByRole('heading', { level: 1, name: 'How we look after your story' }).waitFor();
  await page.getByText('The people who run this have not written their name here yet.').waitFor();
  await expectAccessible(page, 'the privacy notice in easy read');
  await page.getByRole('button', { name: 'For children' }).click();
  await page.getByRole('heading', { level: 1, name: 'What happens to your story' }).waitFor();
  await page.getByText('Nobody will be cross with you.').waitFor();
  await expectAccessible(page, 'the privacy notice for children');
  await page.goto('/accessibility');
  await page.getByRole('heading', { level: 1, name: 'Accessibility statement' }).waitFor();
  await page.getByText('WCAG').first().waitFor();
  await expectAccessible(page, 'the accessibility statement');
  await close();
});

test('a reader of another language is told that the text is not in it yet', async () => {
  const { page, close } = await office.visit(browser, { ...SMALL, locale: 'ur-PK' });
  await page.goto('/privacy');
  await page.getByText('یہ متن ابھی آپ کی زبان میں نہیں ہے۔').waitFor();
  const text = page.locator('main [lang=en][dir=ltr]');
  await text.getByRole('heading', { level: 1, name: 'Privacy notice' }).waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  await expectAccessible(page, 'the English privacy notice for a reader of Urdu');
  await close();
});

test('from the story the notice opens in a tab of its own, and Exit there leaves both', async () => {
  const { page, close } = await office.visit(browser, SMALL);
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await page.locator('.footer').getByRole('link', { name: 'Privacy notice' }).waitFor();
  await page.locator('.footer').getByRole('link', { name: 'Accessibility' }).waitFor();
  await page.getByLabel(/parent, carer/).check();
  await storyteller.start();
  if ((await page.locator('#story-text').count()) === 0) {
    await page.getByRole('radio').first().check();
    await storyteller.next();
  }
  await page.getByLabel('What happened?').fill(STORY);
  await page.getByText('What happens to your story').click();
  const notice = await opened(page, 'Privacy notice');
  await notice.getByRole('heading', { level: 1, name: 'Privacy notice' }).waitFor();
  await expect.poll(() => page.getByLabel('What happened?').inputValue()).toBe(STORY);
  await notice.getByRole('button', { name: /^Exit/ }).click();
  await notice.waitForURL(ELSEWHERE);
  await page.waitForURL(ELSEWHERE);
  await close();
});

test('the link carries the language and wording, and the receipt page has it too', async () => {
  const { page, close } = await office.visit(browser, SMALL);
  await page.goto('/?language=en-x-child');
  await page
    .locator('.footer')
    .getByRole('link', { name: /look after your story/ })
    .waitFor();
  const notice = await opened(page, 'How we look after your story');
  await notice.getByRole('heading', { level: 1, name: 'What happens to your story' }).waitFor();
  await page.goto('/receipt');
  await (
    await opened(page, 'Accessibility')
  )
    .getByRole('heading', { level: 1, name: 'Accessibility statement' })
    .waitFor();
  await close();
});

test('an administrator fills it in and publishes it; earlier versions can still be read', async () => {
  const { page, close } = await administrator('/collections', DESKTOP);
  await page.getByText('do not say yet who is responsible').waitFor();
  await page.getByRole('link', { name: 'Fill that in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Notices' }).waitFor();
  await page.getByText('7 fields are not filled in.').waitFor();
  await expectAccessible(page, 'the notices');
  const privacy = page.getByRole('region', { name: 'Privacy notice' });
  await privacy.getByRole('link', { name: 'Write version 2' }).click();
  await page.getByRole('heading', { level: 1, name: 'Privacy notice: draft of version 2' }).waitFor();
  await expectAccessible(page, 'a draft of a notice');

  await press(page, 'Publish');
  await press(page, 'Yes, publish it');
  await expect.poll(() => page.title()).toMatch(/^Error: /);
  await page.getByRole('link', { name: /Fill in “Organisation that is responsible” first/ }).click();
  await page.keyboard.type('Example Council');
  await expectAccessible(page, 'a draft of a notice, with faults');
  const fields: [RegExp, string][] = [
    [/^Contact/, 'stories@example.org, 0114 496 0000'],
    [/^Data protection officer/, 'dpo@example.org'],
    [/^Lawful basis/, 'our public task (Article 6(1)(e) of the UK GDPR)'],
    [/^Who reads stories/, 'the inclusion team.'],
    [/^How long stories are kept/, 'We keep stories for 3 years.'],
    [/^How long backups are kept/, '35 days'],
  ];
  for (const [label, value] of fields) await page.getByLabel(label).fill(value);
  await page.getByLabel('Language and wording').selectOption({ label: 'English: Easy read' });
  await page.getByLabel(/^How long stories are kept/).fill('We keep your story for 3 years.');
  await press(page, 'Save the draft');
  await page.getByText('The draft is saved.').waitFor();
  await press(page, 'Publish');
  await page.getByRole('heading', { name: 'Publish this version of the privacy notice?' }).waitFor();
  await press(page, 'Yes, publish it');
  await page.getByText('The privacy notice is published.').waitFor();
  await page.getByText(/^Version 2, published on/).waitFor();
  await close();

  const reader = await office.visit(browser, SMALL);
  await reader.page.goto('/privacy?language=en-x-easy');
  await reader.page.getByText('Example Council runs this.').waitFor();
  await reader.page.getByText('We keep your story for 3 years.').waitFor();
  await reader.page.getByRole('link', { name: '1', exact: true }).click();
  await reader.page.getByText('This is an earlier version.').waitFor();
  await reader.page.getByText('have not written their name here yet').waitFor();
  await reader.page.getByRole('link', { name: 'Read the version of today' }).click();
  await reader.page.getByText('Example Council runs this.').waitFor();
  await reader.page.goto('/privacy?version=9');
  await reader.page.getByText('There is no such version.').waitFor();
  await expectAccessible(reader.page, 'a version that there is not');
  await reader.close();
});

test('of two administrators the second is told, and nothing that was typed is lost', async () => {
  const path = '/notices?kind=accessibility&version=2';
  const [first, second] = [await administrator(path), await administrator(path)];
  for (const { page } of [first, second]) await page.getByLabel('Title').waitFor();
  await first.page.getByLabel('Title').fill('Everybody can use this');
  await press(first.page, 'Save the draft');
  await first.page.getByText('The draft is saved.').waitFor();
  await second.page.getByLabel('Title').fill('For everyone');
  await press(second.page, 'Save the draft');
  await second.page.getByText('Another person changed or published this draft').waitFor();
  expect(await second.page.getByLabel('Title').inputValue()).toBe('For everyone');
  await expectAccessible(second.page, 'a draft that another person changed');
  await press(second.page, 'Save mine over theirs');
  await second.page.getByText('The draft is saved.').waitFor();
  await first.page.reload();
  await expect.poll(() => first.page.getByLabel('Title').inputValue()).toBe('For everyone');
  await first.close();
  await second.close();
});

test('parts are added, moved and removed, and a language begins as a copy', async () => {
  const { page, close } = await administrator('/notices?kind=accessibility&version=2', SMALL);
  await page.getByLabel('Part 1', { exact: true }).waitFor();
  const before = await page.getByLabel('Part 1', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'Move part 1 down' }).click();
  await expect.poll(() => page.getByLabel('Part 2', { exact: true }).inputValue()).toBe(before);
  await page.getByRole('button', { name: 'Remove part 2' }).click();
  await expect.poll(() => page.getByLabel('Part 2', { exact: true }).inputValue()).not.toBe(before);
  await page.getByText('Add a language or wording').click();
  await page.getByLabel(/^Language tag/).fill('no language');
  await press(page, 'Add');
  await page.getByText(/^Enter a language tag/).waitFor();
  await page.getByLabel(/^Language tag/).fill('ur');
  await press(page, 'Add');
  await page.getByLabel('Title').fill('سب کے لیے');
  await press(page, 'Add a paragraph');
  await page.keyboard.type('یہ صفحہ سب کے لیے ہے۔');
  await expectAccessible(page, 'a draft of a notice, on a phone');
  await press(page, 'Save the draft');
  await page.getByText('The draft is saved.').waitFor();
  await page.reload();
  await page.getByLabel('Language and wording').selectOption({ label: 'اردو: Plain English' });
  expect(await page.getByLabel('Title').inputValue()).toBe('سب کے لیے');
  await close();
});

test('other roles see which role the page needs', async () => {
  const { page, close } = await office.staff(browser, 'fay', '/notices', PHONE);
  await page.getByText('needs the role administrator').waitFor();
  await expectAccessible(page, 'notices, for a facilitator');
  await close();
});

test('a facilitator is told to ask an administrator', async () => {
  const { page, close } = await office.staff(browser, 'fay', '/collections', PHONE);
  await page.getByText('Ask an administrator to fill that in before you collect stories.').waitFor();
  await expectAccessible(page, 'collections, with a notice that is not filled in');
  await close();
});

test('a notice that was read once is there without a network', async () => {
  const { page, close } = await office.visit(browser, PHONE_WITH_WORKER);
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.goto('/privacy?language=en');
  await page.getByRole('heading', { level: 2, name: 'Who is responsible' }).waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('heading', { level: 2, name: 'Who is responsible' }).waitFor();
  await page.goto('/accessibility?language=en');
  await page.getByText('We could not get this text.').waitFor();
  await page.context().setOffline(false);
  await press(page, 'Try again');
  await page.getByRole('heading', { level: 1, name: 'Accessibility statement' }).waitFor();
  await close();
});

test('the poster and the paper form say where the notice is', async () => {
  const code = await office.makeCollection({ name: 'In the park' });
  const host = office.url.replace('http://', '');
  const poster = await office.staff(browser, 'fay', `/collections?code=${code}&poster=`);
  await poster.page.locator('svg.poster').getByText(`${host}/privacy`).waitFor();
  await poster.close();
  const paper = await office.staff(browser, 'fay', `/paper?collection=${code}`);
  await paper.page.locator('.copy .sheet').getByText(`${host}/privacy`).first().waitFor();
  await paper.close();
});
