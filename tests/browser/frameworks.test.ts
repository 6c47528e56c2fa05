// An administrator makes a framework, is told what is wrong with it, tries it out, and publishes it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from './support/office';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const administrator = (path: string, options = DESKTOP) => office.staff(browser, 'ada', path, options);

test('a framework is made from nothing, mended by what the service says, tried and published', async () => {
  const { page, close } = await administrator('/frameworks');
  await page.getByLabel('Its name in addresses').fill('Our Question');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('Use small letters, digits and dashes, at most 64').waitFor();
  await page.getByLabel('Its name in addresses').fill('our-question');
  await page.getByRole('button', { name: 'Begin' }).click();

  await page.getByLabel('Title').fill('Our question');
  await page.getByRole('button', { name: /Without words yet/ }).click();
  await page.getByText('To put right before publishing').waitFor();
  await page.getByLabel('The open question that asks for a story').fill('What happened today?');
  await page.getByRole('button', { name: 'Triad', exact: true }).click();
  await page.getByLabel('Question').fill('What made the difference?');
  for (const [corner, words] of [
    ['Corner 1', 'A person'],
    ['Corner 2', 'A plan'],
    ['Corner 3', 'The way that everything was organised between all of the services'],
  ] as const) {
    await page.getByLabel(corner, { exact: true }).fill(words);
  }
  // Sound, but not yet good: one corner is far longer than the others.
  await page.getByText('To think about').first().waitFor();
  await page.getByLabel('Corner 3', { exact: true }).fill('A chance');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Draft saved').waitFor();
  await expectAccessible(page, 'editing a triad');

  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Preview' }).click();
  const preview = await opening;
  await preview.getByText('This is a preview.').waitFor();
  await expectAccessible(preview, 'the first page of a preview');
  await preview.locator('main button.govuk-button').last().click();
  await preview.getByLabel('What happened?').fill('A test that nobody keeps.');
  const next = preview.getByRole('button', { name: 'Continue' });
  await next.click();
  await preview.getByRole('heading', { name: 'What made the difference?' }).waitFor();
  await next.click();
  await preview.getByRole('heading', { name: 'What may we do with your story?' }).waitFor();
  await next.click();
  await preview.getByRole('button', { name: 'Send my story' }).click();
  await preview.getByRole('heading', { name: 'This story would have been taken' }).waitFor();
  await preview.close();
  const queue = await office.get<{ total: number }>('/moderation/stories?state=held', 'mo');
  expect(queue.total).toBe(0);

  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('button', { name: 'Publish version 1' }).click();
  await page.getByRole('heading', { name: 'Frameworks', level: 1 }).waitFor();
  await page.getByText('our-question, version 1').waitFor();
  const published = await office.get<{ signifiers: { kind: string }[] }>('/frameworks/our-question');
  expect(published.signifiers.map(({ kind }) => kind)).toEqual(['triad']);
  await close();
});

test('a language that no person has checked is not published by accident', async () => {
  const { page, close } = await administrator('/frameworks?slug=sheffield-send&version=2');
  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByText(/Arabic, Urdu, Somali, Polish, Slovak, Simplified Chinese/).waitFor();
  const publish = page.getByRole('button', { name: 'Publish version 2' });
  await publish.click({ force: true });
  expect(await office.get<{ version: number }>('/frameworks/sheffield-send')).toMatchObject({ version: 1 });
  await expectAccessible(page, 'publishing');
  await page.getByLabel(/Publish them all the same/).check();
  await publish.click();
  await page.getByRole('heading', { name: 'Frameworks', level: 1 }).waitFor();
  await page.getByText('sheffield-send, version 2').waitFor();
  expect(await office.get<{ version: number }>('/frameworks/sheffield-send')).toMatchObject({ version: 2 });
  await close();
});

test('texts are written language by language beside the first one, and right-to-left where they are', async () => {
  const { page, close } = await administrator('/frameworks?slug=sheffield-send&version=3&from=1');
  await page.getByRole('button', { name: /what made the difference/ }).click();
  await page.getByLabel('You are writing in').selectOption('en-x-child');
  await page.getByText('In English:').first().waitFor();
  await page
    .getByText(/Can be read at about \d+ years/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: /^About/ }).click();
  await page.getByLabel('Add a language or variant').fill('fa');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  expect(await page.getByLabel('Title').getAttribute('dir')).toBe('rtl');
  await page
    .getByRole('button', { name: /things to put right/ })
    .first()
    .waitFor();
  page.on('dialog', (dialog) => void dialog.accept());
  await close();
});

test('the framework pages can be used on a phone, and say what changed between versions', async () => {
  const { page, close } = await administrator('/frameworks', PHONE);
  await page.getByRole('heading', { name: 'A new framework' }).waitFor();
  await expectAccessible(page, 'the frameworks on a phone');
  await page.goto('/frameworks?changes=sheffield-send&from=1&to=2');
  await page.getByRole('rowheader', { name: /languages\/ur/ }).waitFor();
  await page.goto('/frameworks?slug=sheffield-send&version=1');
  await page.getByRole('heading', { name: 'sheffield-send, version 1' }).waitFor();
  await expectAccessible(page, 'editing on a phone');
  await close();
});

test('people with other roles are told what is missing', async () => {
  const { page, close } = await office.staff(browser, 'ana', '/frameworks');
  await page.getByText(/This page needs the role administrator/).waitFor();
  await close();
});
