// A facilitator makes a collection, hands out its code and poster, watches its count, and closes it.
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office, signIn } from './support/office';
import { pagesIn } from './support/pdf';
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

interface Made {
  join_code: string;
}

const made = (part: Record<string, unknown> = {}) =>
  office.post<Made>('/collections', { name: 'In the park', framework: 'sheffield-send', ...part }, 'fay');

async function facilitator(path: string, options = {}) {
  return office.staff(browser, 'fay', path, options);
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('other roles see which role the page needs', async () => {
  const { page, close } = await office.staff(browser, 'ana', '/collections', PHONE);
  await page.getByText('needs the role facilitator or administrator').waitFor();
  await expectAccessible(page, 'collections, for an analyst');
  await close();
});

test('a facilitator starts at the collections after signing in', async () => {
  const { page, close } = await office.visit(browser);
  await page.goto('/sign-in');
  await signIn(page, 'fay');
  await page.waitForURL('**/collections');
  await page.getByRole('link', { name: 'Make a collection' }).waitFor();
  await expectAccessible(page, 'collections, none');
  await close();
});

test('a kiosk is made after its faults are shown, with its code and links', async () => {
  const { page, close } = await facilitator('/collections');
  await page.getByRole('link', { name: 'Make a collection' }).click();
  await page.getByRole('heading', { level: 1, name: 'Make a collection' }).waitFor();
  await expectAccessible(page, 'making a collection');
  await page.getByLabel(/^Kiosk: 3 to 5/).check();
  await page.getByText('4 questions chosen. That is right for a kiosk.').waitFor();
  for (const question of [/^Who shaped/, /^How much information/]) await page.getByLabel(question).check();
  await page.getByText('A kiosk takes at most 5: leave out 1.').waitFor();
  await page.getByLabel('First day').fill('2031-05-02');
  await page.getByLabel('Last day').fill('2031-05-01');
  await press(page, 'Make the collection');
  await expect.poll(() => page.title()).toMatch(/^Error: /);
  for (const fault of [
    'Enter a name',
    'The last day must be the first day or later',
    'Choose 3 to 5 questions',
  ]) {
    await page.getByRole('link', { name: fault }).waitFor();
  }
  await expectAccessible(page, 'making a collection, with faults');
  await page.getByRole('link', { name: 'Enter a name' }).click();
  await page.keyboard.type('Youth group in the hall');
  await page.getByLabel(/^How much information/).uncheck();
  await page.getByLabel('First day').fill('');
  await page.getByLabel('Last day').fill('2031-05-01');
  await page.getByLabel(/^Place/).fill('Example Hall');
  await page.getByLabel(/^Round/).fill('baseline');
  await page.getByLabel(/A child or young person/).check();
  await press(page, 'Make the collection');

  const code = await page.locator('.join__code').innerText();
  expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  await page.getByText('“Youth group in the hall” is made.').waitFor();
  await page.getByRole('link', { name: `${office.url}/join/${code}` }).waitFor();
  await page.getByRole('link', { name: `${office.url}/kiosk/${code}` }).waitFor();
  await expectAccessible(page, 'a collection, just made');

  const joined = await office.get<Record<string, unknown>>(`/collections/${code}`);
  expect(joined).toMatchObject({
    name: 'Youth group in the hall',
    place: 'Example Hall',
    closes: '2031-05-01',
    audiences: ['child'],
    signifiers: ['difference', 'needed', 'timing', 'feelings', 'shaped'],
    kiosk: true,
    open: true,
  });
  await close();
});

test('a code and an address can be copied', async () => {
  const { join_code: code } = await made();
  const { page, close } = await facilitator(`/collections?code=${code}`);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await press(page, 'Copy the address: Form');
  await page.getByText('Copied.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${office.url}/join/${code}`);
  await close();
});

test('the count is refreshed only while the page is visible, and shows no text', async () => {
  const { join_code: code } = await made({ name: 'Counted' });
  const { page, close } = await office.staff(browser, 'fay', '/sign-in');
  await page.clock.install();
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/v1/collections')) asked += 1;
  });
  await page.goto(`/collections?code=${code}`);
  const count = page.locator('.one__count');
  await expect.poll(() => count.innerText()).toMatch(/^0\s+stories$/);
  await office.tell({ collection: code, text: 'Made up for testing: secret words.' });
  await page.clock.runFor(9_000);
  await expect.poll(() => count.innerText()).toMatch(/^1\s+story$/);
  expect(await page.locator('main').innerText()).not.toContain('secret words');

  const look = (state: string) =>
    page.evaluate((to) => {
      Object.defineProperty(document, 'visibilityState', { value: to, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await look('hidden');
  await office.tell({ collection: code, text: 'Made up for testing, too.' });
  const before = asked;
  await page.clock.runFor(120_000);
  expect(asked).toBe(before);
  expect(await count.innerText()).toMatch(/^1\s+story$/);
  await look('visible');
  await expect.poll(() => count.innerText()).toMatch(/^2\s+stories$/);

  await page.route('**/api/v1/collections', (route) => route.abort());
  await page.clock.runFor(9_000);
  await page.getByText('The counts could not be brought up to date.').waitFor();
  expect(await count.innerText()).toMatch(/^2\s+stories$/);
  await close();
});

test('closing says what it does first; a closed collection can be opened again', async () => {
  const { join_code: code } = await made({ name: 'To be closed' });
  const { page, close } = await facilitator(`/collections?code=${code}`, PHONE);
  await press(page, 'Close');
  await page.getByText('Stories told before still come in').waitFor();
  await expectAccessible(page, 'closing a collection');
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  await press(page, 'No, leave it open');
  await expect.poll(focused).toBe('Close');
  await press(page, 'Close');
  await press(page, 'Yes, close it');
  await page.getByText('“To be closed” is closed.').waitFor();
  await expect.poll(focused).toBe('Open again');
  expect(await office.get(`/collections/${code}`)).toMatchObject({ open: false });
  await expectAccessible(page, 'a closed collection, on a phone');
  await press(page, 'Open again');
  await page.getByText('is open again').waitFor();
  await expect.poll(focused).toBe('Close');
  expect(await office.get(`/collections/${code}`)).toMatchObject({ open: true });
  await close();
});

test('the list shows the state of each collection', async () => {
  await made({ name: 'In five years', opens: '2031-01-01', closes: '2031-01-02', partner: 'Example Trust' });
  const { page, close } = await facilitator('/collections', PHONE);
  const later = page.getByRole('listitem').filter({ hasText: 'In five years' });
  await later.getByText('Not yet open').waitFor();
  await later.getByText('1 January 2031 to 2 January 2031').waitFor();
  await later.getByText('Example Trust').waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'In the park' })
    .first()
    .getByText('Open', { exact: true })
    .waitFor();
  await expectAccessible(page, 'collections, on a phone');
  await close();
});

test('a poster prints on one page and is saved as an SVG, in the language that is chosen', async () => {
  const { join_code: code } = await made({ name: 'On the wall', place: 'Example Hall' });
  const { page, close } = await facilitator(`/collections?code=${code}`, DESKTOP);
  await page.getByRole('link', { name: 'Poster' }).click();
  await page.locator('svg.poster').waitFor();
  await expectAccessible(page, 'a poster');
  expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBe(1);

  await page.getByLabel('Language').selectOption('en-x-child');
  await page.locator('svg.poster').getByText('grown-ups').waitFor();
  await page.waitForURL(/poster=en-x-child/);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Save as SVG')]);
  expect(download.suggestedFilename()).toBe(`poster-${code}-en-x-child.svg`);
  const svg = await readFile(await download.path(), 'utf8');
  for (const part of ['On the wall', 'Example Hall', code, `/join/${code}`, 'viewBox="0 0 210 297"']) {
    expect(svg).toContain(part);
  }
  expect(svg).not.toContain('class=');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectAccessible(page, 'a poster, on a phone');
  await close();
});

test('a code that no collection has is said to be unknown', async () => {
  const { page, close } = await facilitator('/collections?code=NONE-NONE');
  await page.getByText('There is no collection with the code “NONE-NONE”.').waitFor();
  await expectAccessible(page, 'an unknown collection');
  await page.getByRole('link', { name: 'All collections' }).click();
  await page.getByRole('link', { name: 'Make a collection' }).waitFor();
  await close();
});

test('a collection is edited, and begins in its wording and language', async () => {
  const { join_code: code } = await made({ name: 'Choir', signifiers: ['timing', 'feelings'] });
  const { page, close } = await facilitator(`/collections?code=${code}`, PHONE);
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('heading', { level: 1, name: 'Edit “Choir”' }).waitFor();
  expect(await page.getByLabel('Name').inputValue()).toBe('Choir');
  await page.getByLabel('Wording').selectOption('child');
  await page.getByLabel(/^Round/).fill('baseline');
  await page.getByLabel('Last day').fill('2031-05-01');
  await expectAccessible(page, 'editing a collection, on a phone');
  await page.getByLabel('Name').fill(' ');
  await press(page, 'Save');
  await page.getByRole('link', { name: 'Enter a name' }).waitFor();
  await page.getByLabel('Name').fill('Choir in the hall');
  await press(page, 'Save');
  await page.getByText('“Choir in the hall” is saved.').waitFor();
  await page.getByText('For children').waitFor();
  expect(await office.get(`/collections/${code}`)).toMatchObject({
    name: 'Choir in the hall',
    closes: '2031-05-01',
    wording: 'child',
    signifiers: ['timing', 'feelings'],
  });
  await close();

  const storyteller = await office.visit(browser, PHONE);
  await storyteller.page.goto(`/join/${code}`);
  const wording = (name: string) => storyteller.page.getByRole('button', { name, exact: true });
  await expect.poll(() => wording('For children').getAttribute('aria-current')).toBe('true');
  await wording('Plain English').click();
  await expect.poll(() => wording('Plain English').getAttribute('aria-current')).toBe('true');
  await storyteller.close();

  const poster = await facilitator(`/collections?code=${code}&poster=`);
  await poster.page.locator('svg.poster').waitFor();
  expect(await poster.page.getByLabel('Language').inputValue()).toBe('en-x-child');
  await poster.close();
});

test('a code that is typed on the first page begins in the wording of its collection', async () => {
  const { join_code: code } = await made({ name: 'Easy', wording: 'easy' });
  const { page, close } = await office.visit(browser, PHONE);
  await page.goto('/');
  await page.getByText('I have a code').click();
  await page.locator('#join-code').fill(code.toLowerCase().replace('-', ' '));
  await page.locator('.code__button').click();
  const easy = page.getByRole('button', { name: 'Easy read', exact: true });
  await expect.poll(() => easy.getAttribute('aria-current')).toBe('true');
  await close();
});

test('with stories, who is asked and what can no longer be edited', async () => {
  const { join_code: code } = await made({ name: 'Has a story' });
  await office.tell({ collection: code, text: 'Made up for testing.' });
  const { page, close } = await facilitator(`/collections?code=${code}&edit`);
  await page.getByText('This collection has stories, so who is asked').waitFor();
  expect(await page.getByLabel(/^Kiosk: 3 to 5/).count()).toBe(0);
  await page.getByLabel(/^Place/).fill('The hall');
  await press(page, 'Save');
  await page.getByText('“Has a story” is saved.').waitFor();
  expect(await office.get(`/collections/${code}`)).toMatchObject({ place: 'The hall' });
  await close();
});

test('of two people who edit a collection the second sees what the first changed, and loses nothing', async () => {
  const { join_code: code } = await made({ name: 'Edited twice', place: 'The park' });
  const [first, second] = [
    await facilitator(`/collections?code=${code}&edit`),
    await office.staff(browser, 'fred', `/collections?code=${code}&edit`),
  ];
  for (const { page } of [first, second]) await page.getByLabel('Name').waitFor();
  await second.page.getByLabel('Name').fill('Named by Fred');
  await second.page.getByLabel(/^Partner/).fill('Example Trust');
  await first.page.getByLabel('Name').fill('Named by Fay');
  await first.page.getByLabel(/^Place/).fill('The hall');
  await press(first.page, 'Save');
  await first.page.getByText('“Named by Fay” is saved.').waitFor();
  await press(second.page, 'Save');
  const alert = second.page.getByRole('alert');
  await alert.getByText('Another person changed this collection while you edited it').waitFor();
  await alert
    .getByText('Name: now “Named by Fay”. You typed “Named by Fred”, which is still below.')
    .waitFor();
  await alert.getByText('Place: now “The hall”').waitFor();
  expect(await second.page.getByLabel('Name').inputValue()).toBe('Named by Fred');
  expect(await second.page.getByLabel(/^Place/).inputValue()).toBe('The hall');
  await expectAccessible(second.page, 'a collection that another person edited');
  await press(second.page, 'Save');
  await second.page.getByText('“Named by Fred” is saved.').waitFor();
  const { collections } = await office.get<{ collections: { join_code: string }[] }>('/collections', 'fay');
  expect(collections.find(({ join_code }) => join_code === code)).toMatchObject({
    name: 'Named by Fred',
    place: 'The hall',
    partner: 'Example Trust',
  });
  await first.close();
  await second.close();
});

test('a poster and a form warn of an address that only this machine knows, unless it was named', async () => {
  const { join_code: code } = await made({ name: 'Warned' });
  for (const path of [`/collections?code=${code}&poster=`, `/paper?collection=${code}`]) {
    const { page, close } = await facilitator(path);
    await page.getByText('Other people’s phones cannot open 127.0.0.1').waitFor();
    await close();
  }
  const named = await Office.open(['--public-url', 'https://stories.example.org/']);
  const known = await named.makeCollection({ name: 'Known' });
  const details = await named.staff(browser, 'fay', `/collections?code=${known}`);
  await details.page.getByRole('link', { name: `https://stories.example.org/join/${known}` }).waitFor();
  await details.close();
  const poster = await named.staff(browser, 'fay', `/collections?code=${known}&poster=`);
  await poster.page.locator('svg.poster').getByText(`stories.example.org/join/${known}`).waitFor();
  expect(await poster.page.getByText('Other people’s phones').count()).toBe(0);
  await poster.close();
  const paper = await named.staff(browser, 'fay', `/paper?collection=${known}`);
  await paper.page.locator('.copy').getByText('stories.example.org/receipt').first().waitFor();
  expect(await paper.page.getByText('Other people’s phones').count()).toBe(0);
  await paper.close();
  await named.close();
});
