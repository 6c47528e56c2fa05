// Safety worries, linked stories, and what moderators and receipts show of recordings and pictures.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from './support/office';
import { photo } from './support/pictures';
import { Storyteller } from './support/storyteller';
import { expectAccessible, launch, MICROPHONE, overflow, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch(MICROPHONE)]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

async function newStoryteller(options?: BrowserContextOptions) {
  const visitor = await office.visit(browser, options);
  return { ...visitor, storyteller: new Storyteller(visitor.page), sent: stories(visitor.page) };
}

/** The stories that were sent without files; those with files go as a form of several parts. */
function stories(page: Page): Record<string, unknown>[] {
  const sent: Record<string, unknown>[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/api/v1/stories')) return;
    if (request.headers()['content-type']?.startsWith('application/json')) sent.push(request.postDataJSON());
  });
  return sent;
}

async function toStory({ page }: Storyteller): Promise<void> {
  await page.getByRole('radio').first().check();
  await page.locator('main form button[type=submit]').click();
  await page.locator('.voice').waitFor();
}

async function onwards(storyteller: Storyteller): Promise<void> {
  await storyteller.next();
}

async function finish(storyteller: Storyteller): Promise<string> {
  await onwards(storyteller);
  await storyteller.skipToCheck();
  await storyteller.send();
  return storyteller.receipt();
}

async function record(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record your story instead' }).click();
  await expect.poll(() => page.locator('.voice__left').innerText(), { timeout: 5_000 }).toMatch(/4:5\d/);
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await page.locator('.voice audio').waitFor();
}

async function addPicture(page: Page): Promise<void> {
  const buffer = await photo(page, 300, 200);
  await new Storyteller(page).unfold();
  await page.locator('#story-picture').setInputFiles({ name: 'p.jpg', mimeType: 'image/jpeg', buffer });
  await page.locator('.add-picture img').waitFor();
}

/** A story of a recording and a picture, without text. */
async function tellWithoutWords(title: string, worried = false): Promise<string> {
  const { page, storyteller, close } = await newStoryteller();
  await storyteller.arrive();
  await storyteller.start();
  await toStory(storyteller);
  await record(page);
  await addPicture(page);
  await page.getByLabel(/title/).fill(title);
  if (worried) await page.getByLabel('I am worried about someone’s safety').check();
  const receipt = await finish(storyteller);
  await close();
  return receipt;
}

test('the box for worries shows at once whom to call, and the story is flagged', async () => {
  const { page, storyteller, sent, close } = await newStoryteller(PHONE);
  await storyteller.arrive();
  await storyteller.start();
  await toStory(storyteller);
  await page.getByLabel('What happened?').fill('Made up for testing.');
  const call = page.locator('.worried').getByRole('link');
  expect(await call.count()).toBe(0);
  await page.getByLabel('I am worried about someone’s safety').check();
  expect(await call.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
    'tel:999',
    'tel:08001111',
  ]);
  await expectAccessible(page, 'story, worried');
  const receipt = await finish(storyteller);
  expect(sent[0]?.['worried']).toBe(true);
  await page.goto(`/receipt#${receipt}`);
  await page.getByText('You said that you are worried').waitFor();
  await close();
});

test('a story without the tick says nothing about worries', async () => {
  const { page, storyteller, sent, close } = await newStoryteller();
  await storyteller.arrive();
  await storyteller.start();
  await toStory(storyteller);
  await page.getByLabel('What happened?').fill('Made up for testing.');
  await finish(storyteller);
  expect(sent[0]).not.toHaveProperty('worried');
  await close();
});

test('another story carries the same key, unless the storyteller says no', async () => {
  const { page, storyteller, sent, close } = await newStoryteller();
  const tell = async () => {
    await storyteller.start();
    await toStory(storyteller);
    await page.getByLabel('What happened?').fill('Made up for testing.');
    await finish(storyteller);
  };
  await storyteller.arrive();
  await tell();
  await expectAccessible(page, 'sent, before another story');
  await page.getByRole('button', { name: 'Tell another story', exact: true }).click();
  await tell();
  await page.getByRole('button', { name: 'Tell another story without this link' }).click();
  await tell();
  const keys = sent.map(({ teller }) => teller);
  expect(keys[0]).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
  expect(new Set(sent.map(({ receipt }) => receipt)).size).toBe(3);
  expect(keys).not.toContain(sent[0]?.['receipt']);

  await page.reload();
  await tell();
  expect(keys).not.toContain(sent[3]?.['teller']);
  await close();
});

test('a moderator sees worries first, listens, types what is said, and clears it', async () => {
  await office.tell({ title: 'Calm', text: 'Made up for testing.' });
  await tellWithoutWords('Spoken', true);
  const { page, close } = await office.staff(browser, 'mo', '/moderation');
  await page.locator('.queue__item').first().waitFor();
  const queue = await page.locator('.queue__item').allInnerTexts();
  const worried = queue.map((item) => item.includes('Worried about safety'));
  expect(worried.indexOf(false)).toBe(worried.lastIndexOf(true) + 1);
  expect(queue.findIndex((item) => item.includes('Calm'))).toBeGreaterThan(worried.lastIndexOf(true));

  await page.getByRole('button', { name: /Spoken/ }).click();
  await page.getByText('The storyteller is worried about someone’s safety').waitFor();
  await page.getByRole('img', { name: 'Picture' }).waitFor();
  const length = () => page.locator('audio').evaluate((player) => (player as HTMLAudioElement).duration);
  await expect.poll(length, { timeout: 5_000 }).toBeGreaterThan(0.5);
  await expectAccessible(page, 'moderation, a recording and a picture');

  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await page.getByRole('link', { name: 'Type what is said before you clear it' }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('text');
  await expectAccessible(page, 'moderation, nothing typed');
  await page.getByLabel('Transcript').fill('Made up for testing: the xylophone was too loud.');
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await expect.poll(() => page.locator('.moderation__news').innerText()).toContain('Cleared: Spoken.');

  await page.getByRole('link', { name: /^Cleared/ }).click();
  await page.getByRole('button', { name: /Spoken/ }).click();
  expect(await page.getByLabel(/transcript/i).inputValue()).toContain('the xylophone was too loud');
  await close();
});

test('on a phone a moderator sees a recording and a picture without scrolling sideways', async () => {
  await tellWithoutWords('On a phone');
  const { page, close } = await office.staff(browser, 'mo', '/moderation', PHONE);
  await page.getByRole('button', { name: /On a phone/ }).click();
  await page.getByRole('img', { name: 'Picture' }).waitFor();
  await expectAccessible(page, 'moderation on a phone, a recording and a picture');
  await close();
});

test('a recording that cannot be fetched is said kindly, and can be tried again', async () => {
  const receipt = await tellWithoutWords('Fetched');
  const { page, close } = await newStoryteller(PHONE);
  await page.route('**/receipts/attachment', (route) => route.abort());
  await page.goto(`/receipt#${receipt}`);
  await page.getByText('We could not get it').first().waitFor();
  await expectAccessible(page, 'receipt, files not fetched');
  await page.unroute('**/receipts/attachment');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.locator('audio').waitFor();
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByRole('img', { name: 'The picture you added' }).waitFor();
  await close();
});

test('a story without text is corrected without text, and withdrawn with its files', async () => {
  const receipt = await tellWithoutWords('Withdrawn');
  const { page, close } = await newStoryteller();
  const files: { receipt: string; id: string }[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/receipts/attachment'))
      files.push(request.postDataJSON() as (typeof files)[0]);
  });
  await page.goto(`/receipt#${receipt}`);
  await page.locator('audio').waitFor();
  await page.getByRole('button', { name: 'Correct my story' }).click();
  await page.getByLabel(/title/).fill('Renamed');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Your changes are saved').waitFor();
  await page.locator('audio').waitFor();
  await page.getByRole('button', { name: 'Withdraw my story' }).click();
  await page.getByText('with your recording and your picture').waitFor();
  await page.getByRole('button', { name: 'Yes, withdraw it' }).click();
  await page.getByRole('heading', { name: 'Your story is withdrawn' }).waitFor();
  expect(files.length).toBeGreaterThanOrEqual(2);
  for (const file of files) {
    const answer = await fetch(`${office.url}/api/v1/receipts/attachment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(file),
    });
    expect(answer.status).toBe(404);
  }
  await close();
});

test('the correction page says how to change a recording or a picture', async () => {
  const receipt = await tellWithoutWords('To be corrected');
  const { page, close } = await office.visit(browser);
  await page.goto(`/receipt#${receipt}`);
  await page.getByRole('button', { name: 'Correct my story' }).click();
  await page.getByText('withdraw this story and tell it again').waitFor();
  await expectAccessible(page, 'receipt, correcting a story with files');
  await close();
});

test.each(['ltr', 'rtl'] as const)('the receipt fits a narrow screen and paper, %s', async (direction) => {
  const { page, storyteller, close } = await newStoryteller(PHONE);
  await storyteller.arrive();
  await storyteller.start();
  await toStory(storyteller);
  await page.getByLabel('What happened?').fill('Made up for testing.');
  const receipt = await finish(storyteller);
  await page.getByRole('img').waitFor();
  await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
  expect(await page.locator('.receipt__letters').innerText()).toContain(receipt.slice(0, 4));
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.emulateMedia({ media: 'print' });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await page.getByRole('img').isVisible()).toBe(true);
  expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
  await page.emulateMedia({ media: null });

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const stream = await (await saved).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toContain(receipt);
  await close();
});
