// An administrator makes a framework, sees what is wrong with it, previews it, and publishes it.
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

test('a new framework is corrected after the service’s checks, previewed and published', async () => {
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
  await preview.getByRole('heading', { name: 'May we use your story?' }).waitFor();
  await preview.locator('#consent-analysis-no').check();
  await next.click();
  await preview.getByRole('button', { name: 'Send it anyway' }).click();
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
  const { page, close } = await administrator('/frameworks?slug=sheffield-send&version=4');
  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByText(/Arabic, Urdu, Somali, Polish, Slovak, Simplified Chinese/).waitFor();
  const publish = page.getByRole('button', { name: 'Publish version 4' });
  await publish.click({ force: true });
  expect(await office.get<{ version: number }>('/frameworks/sheffield-send')).toMatchObject({ version: 3 });
  await expectAccessible(page, 'publishing');
  await page.getByLabel(/Publish them all the same/).check();
  await publish.click();
  await page.getByRole('heading', { name: 'Frameworks', level: 1 }).waitFor();
  await page.getByText('sheffield-send, version 4').waitFor();
  expect(await office.get<{ version: number }>('/frameworks/sheffield-send')).toMatchObject({ version: 4 });
  await close();
});

test('texts are written language by language beside the first one, and right-to-left where they are', async () => {
  const { page, close } = await administrator('/frameworks?slug=sheffield-send&version=5&from=1');
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

test('when a question is asked is chosen for all, or for each audience', async () => {
  const { page, close } = await administrator('/frameworks?slug=sheffield-send&version=5&from=3');
  await page.getByRole('button', { name: /what made the difference/ }).click();
  const when = page.getByLabel('When it is asked');
  expect(await when.inputValue()).toBe('core');
  await when.selectOption('With a few more');
  await page.getByRole('button', { name: /When did the help come/ }).click();
  await when.selectOption('It depends on the audience');
  await page.getByLabel('professional', { exact: true }).last().waitFor();
  await page.getByRole('combobox', { name: 'professional' }).selectOption('Not asked');
  await page.getByRole('combobox', { name: 'child' }).selectOption('With a few more');
  await expectAccessible(page, 'when a question is asked');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Draft saved').waitFor();
  const saved = await page.evaluate(async () => {
    const response = await fetch('/api/v1/frameworks/sheffield-send/versions/5');
    return (await response.json()) as { signifiers: { id: string; ask?: unknown }[] };
  });
  const askOf = (wanted: string) => saved.signifiers.find(({ id }) => id === wanted)?.ask;
  expect(askOf('difference')).toBe('more');
  expect(askOf('timing')).toEqual({ child: 'more', family: 'core' });
  await close();
});

test('Back asks before a draft is lost, and the address is restored when somebody stays', async () => {
  const { page, close } = await administrator('/frameworks');
  const answers = [false, true];
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void (answers.shift() ? dialog.accept() : dialog.dismiss());
  });
  await page.getByLabel('Its name in addresses').fill('not-lost');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByLabel('Title').fill('Written for nothing?');

  await page.goBack();
  await expect.poll(() => asked.length).toBe(1);
  expect(asked[0]).toContain('not saved');
  expect(await page.getByLabel('Title').inputValue()).toBe('Written for nothing?');
  await expect.poll(() => page.url()).toContain('/frameworks?new=not-lost');

  await page.goBack();
  await page.getByRole('heading', { name: 'Frameworks', level: 1 }).waitFor();
  expect(asked).toHaveLength(2);
  expect(page.url()).not.toContain('not-lost');
  await close();
});

test('an answer that comes after the page was left changes nothing', async () => {
  const { page, close } = await administrator('/frameworks');
  let answer = () => {};
  const late = new Promise<void>((done) => (answer = done));
  await page.route('**/frameworks/sheffield-send/versions/*', async (route) => {
    await late;
    await route.continue();
  });
  const sent = page.waitForRequest('**/frameworks/sheffield-send/versions/*');
  await page
    .getByRole('link', { name: /Edit as version.*sheffield-send/ })
    .first()
    .click();
  await sent;
  await page.goBack();
  await page.getByRole('heading', { name: 'A new framework' }).waitFor();
  await page.getByLabel('Its name in addresses').fill('meanwhile');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'meanwhile, version 1' }).waitFor();
  const answered = page.waitForResponse('**/frameworks/sheffield-send/versions/*');
  answer();
  await (await answered).finished();
  await page.getByLabel('Title').fill('Still here');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('meanwhile, version 1');
  page.on('dialog', (dialog) => void dialog.accept());
  await close();
});

test('a part is removed once, after a second thought, and the keyboard never loses its place', async () => {
  const { page, close } = await administrator('/frameworks?new=for-keys');
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  const parts = page.getByRole('navigation', { name: 'Parts' }).getByRole('listitem');
  for (const kind of ['Dyad', 'Stones']) await page.getByRole('button', { name: kind, exact: true }).click();
  await expect.poll(() => parts.count()).toBe(4);

  await page.getByRole('button', { name: 'Move up', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => parts.nth(2).innerText()).toContain('Stones');
  expect(await focused()).toBe('Move up');

  await page.getByRole('button', { name: 'Remove', exact: true }).last().focus();
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Keep it');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Remove');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Keep it');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => parts.count()).toBe(3);
  await expect.poll(focused).toMatch(/^Dyad/);
  expect(await page.getByRole('button', { name: 'Really remove it?' }).count()).toBe(0);
  page.on('dialog', (dialog) => void dialog.accept());
  await close();
});

test('the framework pages work on a phone, and show what changed between versions', async () => {
  const { page, close } = await administrator('/frameworks', PHONE);
  await page.getByRole('heading', { name: 'A new framework' }).waitFor();
  await expectAccessible(page, 'the frameworks on a phone');
  await page.goto('/frameworks?changes=sheffield-send&from=3&to=4');
  await page.getByRole('rowheader', { name: /languages\/ur/ }).waitFor();
  await page.goto('/frameworks?slug=sheffield-send&version=1');
  await page.getByRole('heading', { name: 'sheffield-send, version 1' }).waitFor();
  await expectAccessible(page, 'editing on a phone');
  await close();
});

test('a text that changed in one language is shown in that language, as its readers read it', async () => {
  const { page, close } = await administrator('/frameworks');
  const doc = await office.get<{ title: Record<string, string> }>('/frameworks/sheffield-send');
  const changed = { ...doc, version: 5, title: { ...doc.title, ur: 'شیفیلڈ' } };
  const headers = { 'x-sensing': '1' };
  const kept = await page.request.put('/api/v1/frameworks/sheffield-send/versions/5', {
    headers,
    data: changed,
  });
  expect(kept.ok()).toBe(true);
  await page.goto('/frameworks?changes=sheffield-send&from=4&to=5');
  const row = page.getByRole('row').filter({ hasText: 'شیفیلڈ' });
  expect(await row.getByRole('rowheader').innerText()).toMatch(/title\s+Urdu\s+changed/);
  expect(await row.locator('td[lang=ur][dir=rtl]').last().innerText()).toBe('شیفیلڈ');
  await expectAccessible(page, 'what changed');
  await close();
});

test('people with other roles see which role is missing', async () => {
  const { page, close } = await office.staff(browser, 'ana', '/frameworks');
  await page.getByText(/This page needs the role administrator/).waitFor();
  await close();
});
