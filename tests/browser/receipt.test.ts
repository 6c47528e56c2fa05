// What a storyteller can do with a receipt.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from './support/office';
import { STORY, Storyteller } from './support/storyteller';
import { expectAccessible, launch, PHONE, visit } from './support/visit';

let service: Office;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([Office.open(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await service?.close();
});

async function open(page: Page, receipt: string): Promise<void> {
  await page.goto('/receipt');
  await page.getByLabel('Receipt letters').fill(receipt);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
}

test('a story that was sent is acknowledged, and its receipt opens it', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.tap(0.5, 0.1);
  await storyteller.skipToCheck();
  await storyteller.send();
  const receipt = await storyteller.receipt();
  await open(page, ` ${receipt.toLowerCase().replaceAll('-', ' ')} `);
  await page.getByRole('heading', { name: 'The phone call' }).waitFor();
  const shown = await page.locator('main').innerText();
  for (const line of STORY.split('\n')) expect(shown).toContain(line);
  expect(shown).toContain('waiting for a trained person');
  expect(shown).toMatch(/\d\d% What one person did/);
  expect(shown).toContain('A parent, carer or other family member');
  await close();
});

test('the secret leaves the address bar at once and never reaches the service in an address', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  const receipt = (await storyteller.tellShortly()).replaceAll('-', '');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByRole('link', { name: 'Open my receipt now' }).click();
  await page.getByRole('heading', { name: 'Your story', exact: true }).waitFor();
  expect(page.url()).toBe(`${service.url}/receipt`);
  expect(
    asked.filter((url) => new URL(url).pathname.includes(receipt) || url.includes(`?${receipt}`)),
  ).toEqual([]);
  await close();
});

test('a held story can be corrected', async () => {
  const { page, close } = await visit(browser, service.url);
  const receipt = await new Storyteller(page).tellShortly();
  await open(page, receipt);
  await page.getByRole('button', { name: 'Correct my story' }).click();
  await page.getByLabel('What happened?').waitFor();
  expect(await page.getByText('tell it again').count()).toBe(0);
  await page.getByLabel('What happened?').fill('');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('link', { name: /Write what happened/ }).waitFor();
  await page.getByLabel('What happened?').fill('It was a letter, not a call.');
  await page.getByLabel(/title/).fill('The letter');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Your changes are saved').waitFor();
  await open(page, receipt);
  await page.getByText('It was a letter, not a call.').waitFor();
  expect(await page.locator('main').innerText()).toContain('A parent, carer or other family member');
  await close();
});

test('answers are changed and added with the inputs of the form', async () => {
  const { page, close } = await visit(browser, service.url, PHONE);
  const change = (question: string) =>
    page.getByRole('button', { name: /^Change/ }).filter({ hasText: question });
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.tap(0.5, 0.1);
  await storyteller.next();
  while ((await storyteller.kind()) !== 'line') await storyteller.next();
  const leftOut = (await storyteller.heading.innerText()).trim();
  await storyteller.skipToCheck();
  await storyteller.send();
  const receipt = await storyteller.receipt();
  await open(page, receipt);
  await change('what made the difference').click();
  await storyteller.mark.waitFor();
  await expectAccessible(page, 'receipt, change an answer');
  await storyteller.tap(0.1, 0.9);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved. Your answer is changed.').waitFor();
  await expectAccessible(page, 'receipt, answer changed');
  expect(await page.locator('main dl').first().innerText()).toMatch(/[89]\d% How people worked together/);

  // One that was left out, and then taken back.
  await page.getByText(/questions? not answered/).click();
  await change(leftOut).click();
  await storyteller.tap(0.9, 0.5);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved. Your answer is changed.').waitFor();
  expect(await page.locator('main dl').first().innerText()).toMatch(/[89]\d% towards/);
  await change(leftOut).click();
  await page.getByRole('button', { name: 'Clear my answer' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved. Your answer is changed.').waitFor();
  await open(page, receipt);
  await page.getByRole('heading', { name: 'The phone call' }).waitFor();
  const shown = await page.locator('main dl').first().innerText();
  expect(shown).toMatch(/[89]\d% How people worked together/);
  expect(shown).not.toContain('towards');
  expect(await page.locator('main').innerText()).toContain(STORY.split('\n')[1] ?? '');
  await close();
});

test('new words for a story that was read hide it until they are read, and the page says so before and after', async () => {
  const { id, receipt } = await service.tell({ title: 'A vole', text: 'Made up for testing: a vole.' });
  await service.clear(id);
  const { page, close } = await visit(browser, service.url, PHONE);
  const read = () =>
    service.get<{ stories: { id: string }[] }>(`/stories/${id}`, 'ana').then(
      () => true,
      () => false,
    );
  await open(page, receipt);
  await page.getByText('A trained person has read it.').waitFor();
  expect(await read()).toBe(true);
  await page.getByRole('button', { name: 'Correct my story' }).click();
  await page.getByText(/others cannot see it until a person has read the new ones/).waitFor();
  await expectAccessible(page, 'receipt, new words');

  // Words that stay as they are hide nothing.
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Your changes are saved').waitFor();
  expect(await read()).toBe(true);
  await page.getByRole('button', { name: 'Correct my story' }).click();
  await page.getByLabel('What happened?').fill('Made up for testing: a vole and a shrew.');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page
    .getByText('Saved. Others cannot see your story until a person has read your new words.')
    .waitFor();
  await expectAccessible(page, 'receipt, new words saved');
  expect(await read()).toBe(false);

  await open(page, receipt);
  await page.getByText('A person has not read your new words yet.').waitFor();
  await page.getByText('a vole and a shrew').waitFor();
  await service.clear(id);
  await open(page, receipt);
  await page.getByText('A trained person has read it.').waitFor();
  await close();
});

test('permissions and answers of a story that was read change at once, and it stays readable', async () => {
  const { id, receipt } = await service.tell({
    title: 'A stoat',
    text: 'Made up for testing: a stoat.',
    answers: { difference: { triad: [0.8, 0.1, 0.1] }, audience: { choice: ['family'] } },
    consent: { analysis: true, quotation: true },
  });
  await service.clear(id);
  const { page, close } = await visit(browser, service.url, PHONE);
  interface Read {
    consent: object;
    answers: Record<string, { triad: number[] }>;
  }
  const read = () => service.get<Read>(`/stories/${id}`, 'ana');
  await open(page, receipt);
  await page.getByRole('button', { name: 'Stop quoting me' }).click();
  await page.getByText('Saved. We do not quote you any more.').waitFor();
  expect((await read()).consent).toEqual({ analysis: true, quotation: false });
  await page
    .getByRole('button', { name: /^Change/ })
    .first()
    .click();
  await new Storyteller(page).tap(0.1, 0.9);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved. Your answer is changed.').waitFor();
  expect((await read()).answers['difference']?.triad[1]).toBeGreaterThan(0.8);
  await page.getByText('A trained person has read it.').waitFor();
  await close();
});

test('a withdrawn story no longer opens', async () => {
  const { page, close } = await visit(browser, service.url);
  const receipt = await new Storyteller(page).tellShortly();
  await open(page, receipt);
  await page.getByRole('button', { name: 'Withdraw my story' }).click();
  await page.getByText('This cannot be undone').waitFor();
  await page.getByRole('button', { name: 'No, keep it' }).click();
  await page.getByText(STORY.split('\n')[0] ?? '').waitFor();
  await page.getByRole('button', { name: 'Withdraw my story' }).click();
  await page.getByRole('button', { name: 'Yes, withdraw it' }).click();
  await page.getByRole('heading', { name: 'Your story is withdrawn' }).waitFor();
  await page.goBack();
  expect(await page.locator('main').innerText()).not.toContain('nursery');
  await open(page, receipt);
  await page.getByRole('link', { name: /cannot find a story for this receipt/ }).waitFor();
  await close();
});

test('a receipt with letters missing is said before it is sent', async () => {
  const { page, close } = await visit(browser, service.url);
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await open(page, '0A1B-2C3D');
  await page.getByRole('link', { name: /26 letters and numbers/ }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('receipt-letters');
  await page.getByLabel('Receipt letters').fill('');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('link', { name: 'Enter the letters of your receipt' }).waitFor();
  expect(sent).toEqual([]);
  await close();
});

test('Exit this page wipes an opened story', async () => {
  const { page, close } = await visit(browser, service.url);
  const receipt = await new Storyteller(page).tellShortly();
  await open(page, receipt);
  await page.getByRole('heading', { name: 'Your story', exact: true }).waitFor();
  await page.locator('.govuk-exit-this-page__button').click();
  await page.waitForURL('https://www.bbc.co.uk/weather');
  await page.goBack();
  await page.getByLabel('Receipt letters').waitFor();
  expect(await page.locator('body').innerText()).not.toContain('nursery');
  expect(await page.getByLabel('Receipt letters').inputValue()).toBe('');
  await close();
});
