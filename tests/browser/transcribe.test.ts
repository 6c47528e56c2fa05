// Paper forms are typed in by keyboard, and arrive exactly as they were filled in.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newReceipt } from '../../frontend/src/lib/receipt';
import { checkNumber } from '../../frontend/src/staff/paper/code';
import { Office } from './support/office';
import { expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;
let code: string;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  const made = await office.post<{ join_code: string }>('/collections', SHORT, 'fay');
  code = made.join_code;
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const SHORT = {
  name: 'Paper at the fair',
  framework: 'sheffield-send',
  signifiers: ['difference', 'timing', 'around_the_child', 'feelings', 'locality'],
};

/** The corners of the printed triangle, in the picture's own measure. */
const CORNERS = [
  [160, 18],
  [18, 264],
  [302, 264],
] as const;

class Typist {
  constructor(readonly page: Page) {}

  static async begin(options = {}, query = `?collection=${code}`) {
    const { page, close } = await office.staff(browser, 'fay', `/transcribe${query}`, options);
    await page.getByLabel('Form code').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('form-code');
    return { typist: new Typist(page), page, close };
  }

  async keys(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Waits until that question is in front. */
  async at(question: number): Promise<void> {
    await this.page.getByText(`Question ${question} of`).waitFor();
  }

  async code(receipt: string): Promise<void> {
    await this.page.getByLabel('Form code').fill(`${receipt} ${checkNumber(receipt)}`);
    await this.keys('Enter');
    await this.at(1);
  }

  /** Code, a family member, the first prompt, and the story. */
  async upToStory(receipt: string, text: string): Promise<void> {
    await this.code(receipt);
    await this.keys('2', 'Enter');
    await this.at(2);
    await this.keys('a', 'Enter');
    await this.at(3);
    await this.page.getByLabel('What happened?').fill(text);
    await this.keys('Control+Enter');
    await this.at(4);
  }

  /** The shortest form there is, up to its summary. */
  async shortest(receipt: string, text: string): Promise<void> {
    await this.upToStory(receipt, text);
    await this.page.getByRole('button', { name: 'Skip to the end' }).click();
    await this.at(9);
    await this.keys('1', 'Enter');
    await this.page.getByRole('heading', { name: 'Check and send' }).waitFor();
  }

  /** Clicks the picture at a point in its own coordinates. */
  async click(x: number, y: number): Promise<void> {
    const picture = this.page.locator('.picture__drawing');
    await picture.scrollIntoViewIfNeeded();
    const box = await picture.boundingBox();
    const [, , width = 1, height = 1] = ((await picture.getAttribute('viewBox')) ?? '')
      .split(' ')
      .map(Number);
    if (!box) throw new Error('no picture');
    await this.page.mouse.click(box.x + (x / width) * box.width, box.y + (y / height) * box.height);
  }
}

interface Kept {
  title: string;
  text: string;
  language: string;
  answers: Record<string, unknown>;
  consent: unknown;
}

async function kept(text: string): Promise<Kept> {
  const { stories } = await office.get<{ stories: Kept[] }>('/moderation/stories?state=held&limit=100', 'mo');
  const found = stories.filter((story) => story.text === text);
  expect(found).toHaveLength(1);
  return found[0] as Kept;
}

test('other roles see which role the page needs', async () => {
  const { page, close } = await office.staff(browser, 'ana', '/transcribe', PHONE);
  await page.getByText('needs the role facilitator or administrator').waitFor();
  await expectAccessible(page, 'typing in, for an analyst');
  await close();
});

test('the code is checked while it is typed', async () => {
  const { typist, page, close } = await Typist.begin();
  const field = page.getByLabel('Form code');
  const said = page.locator('#form-code-said');
  await expectAccessible(page, 'typing in, form code');
  await page.keyboard.type('0a1b');
  await expect.poll(() => said.innerText()).toBe('4 of 26 letters');
  await field.fill('0a1b-2u');
  await expect.poll(() => said.innerText()).toContain('No code has “U” in it');
  const receipt = newReceipt();
  await field.fill(receipt);
  await expect.poll(() => said.innerText()).toContain('type the check number');
  await typist.keys('Enter');
  await page.getByRole('link', { name: 'Enter all 26 letters and the check number' }).waitFor();
  await expectAccessible(page, 'typing in, code not finished');
  await field.fill(`${receipt.slice(0, -1)}${receipt.endsWith('0') ? '1' : '0'}${checkNumber(receipt)}`);
  await expect.poll(() => said.innerText()).toContain('does not fit the check number');
  await field.fill(receipt);
  await page.getByLabel('The form shows no check number').check();
  await typist.keys('Enter');
  await typist.at(1);
  await close();
});

test('a whole form is typed in by keyboard and clicks, and arrives with exactly those coordinates', async () => {
  const { typist, page, close } = await Typist.begin();
  const receipt = newReceipt();
  const text = 'Made up for testing: the nursery rang.';
  await page.getByLabel(/^Date on the form/).fill('2020-05-09');
  await typist.code(receipt);
  await expectAccessible(page, 'typing in, who');
  await typist.keys('2', 'Enter');
  await typist.at(2);
  await typist.keys('b', 'a', 'Enter');
  await typist.at(3);
  await page.getByLabel(/^Give your story a title/).focus();
  await page.keyboard.type('The phone call');
  await typist.keys('Enter');
  await page.keyboard.type(text);
  await typist.keys('Control+Enter');

  await typist.at(4);
  const wanted = [0.5, 0.3, 0.2] as const;
  const at = (axis: 0 | 1) => wanted.reduce((sum, weight, i) => sum + weight * (CORNERS[i]?.[axis] ?? 0), 0);
  await typist.click(at(0), at(1));
  await expectAccessible(page, 'typing in, triad');
  await typist.keys('Enter');
  await typist.at(5);
  await typist.click(20 + 0.25 * 280, 32);
  await typist.keys('Enter');
  // The core questions come before the others.
  await typist.at(6);
  await typist.keys('1', 'c', 'c', 'a', 'Enter');
  await typist.at(7);
  await typist.keys('b');
  await typist.click(18 + 0.75 * 284, 18 + 0.25 * 284);
  await typist.keys('d', 'ArrowRight');
  await expectAccessible(page, 'typing in, stones');
  await typist.keys('Enter');
  await typist.at(8);
  await typist.keys('n', 'Enter');
  await typist.at(9);
  await typist.keys('2', '3');
  await expectAccessible(page, 'typing in, boxes');
  await typist.keys('Enter');
  await page.getByRole('heading', { name: 'Check and send' }).waitFor();
  await page.getByText('9 May 2020').waitFor();
  await expectAccessible(page, 'typing in, summary');

  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.url().endsWith('/transcriptions')),
    typist.keys('Enter'),
  ]);
  await page.getByText('Sent. 1 form sent so far.').waitFor();
  const sent = request.postDataJSON() as { answers: Record<string, unknown> } & Record<string, unknown>;
  expect(sent).toMatchObject({
    receipt,
    collection: code,
    told: '2020-05-09',
    worried: true,
    language: 'en',
  });
  const { triad } = sent.answers['difference'] as { triad: number[] };
  wanted.forEach((weight, i) => expect(triad[i]).toBeCloseTo(weight, 2));
  expect((sent.answers['timing'] as { dyad: number }).dyad).toBeCloseTo(0.25, 2);
  const { stones } = sent.answers['around_the_child'] as { stones: Record<string, number[]> };
  expect(Object.keys(stones).sort()).toEqual(['family', 'health']);
  expect(stones['health']?.[0]).toBeCloseTo(0.75, 2);
  expect(stones['health']?.[1]).toBeCloseTo(0.75, 2);
  expect(stones['family']).toEqual([0.5, 0.5]);

  const story = await kept(text);
  expect(story.answers).toEqual(sent.answers);
  expect(story.answers).toMatchObject({
    audience: { choice: ['family'] },
    feelings: { choice: ['hopeful', 'lonely'] },
    locality: 'not_applicable',
  });
  expect(story).toMatchObject({ title: 'The phone call', consent: { analysis: false, quotation: true } });

  // The receipt that was torn off opens it, and nothing of it is left here.
  expect(await office.post<{ title: string }>('/receipts/open', { receipt })).toMatchObject({
    title: 'The phone call',
  });
  expect(await page.getByLabel('Form code').inputValue()).toBe('');
  expect(await page.content()).not.toContain('nursery');
  const stored = await page.evaluate(async () => [
    { ...localStorage, ...sessionStorage },
    await indexedDB.databases(),
    history.state,
  ]);
  expect(JSON.stringify(stored)).not.toMatch(new RegExp(`nursery|${receipt}`));
  expect(await page.getByLabel(/^Date on the form/).inputValue()).toBe('2020-05-09');
  await close();
});

test('the next form keeps collection and language, and several can be sent one after the other', async () => {
  const { typist, page, close } = await Typist.begin({}, `?collection=${code}&language=en-x-easy`);
  for (const count of [1, 2]) {
    await typist.code(newReceipt());
    await typist.keys('1', 'Enter');
    await typist.at(2);
    await typist.keys('a', 'Enter');
    await typist.at(3);
    await page.getByLabel('What happened?').fill(`Made up for testing: easy ${count}`);
    await typist.keys('Control+Enter');
    await typist.at(4);
    await typist.keys('1', 'Enter');
    await typist.at(5);
    await page.getByRole('button', { name: 'Skip to the end' }).click();
    await typist.at(9);
    await typist.keys('Enter');
    await page.getByRole('heading', { name: 'Check and send' }).waitFor();
    await typist.keys('Enter');
    await page.getByText(count === 1 ? 'Sent. 1 form sent' : 'Sent. 2 forms sent').waitFor();
    expect(await kept(`Made up for testing: easy ${count}`)).toMatchObject({
      language: 'en-x-easy',
      answers: { difference: { triad: [1, 0, 0] } },
    });
  }
  await close();
});

test('a collection for one audience does not ask for it, and its stories say so all the same', async () => {
  const { join_code: children } = await office.post<{ join_code: string }>(
    '/collections',
    { ...SHORT, name: 'Children only', audiences: ['child'] },
    'fay',
  );
  const { typist, page, close } = await Typist.begin({}, `?collection=${children}`);
  await typist.code(newReceipt());
  expect(await page.locator('main').innerText()).not.toContain('Who are you');
  await typist.keys('a', 'Enter');
  await typist.at(2);
  await page.getByLabel('What happened?').fill('Made up for testing: a child alone');
  await typist.keys('Control+Enter');
  await typist.at(3);
  await page.getByRole('button', { name: 'Skip to the end' }).click();
  await typist.keys('1', 'Enter');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Sent. 1 form sent').waitFor();
  expect(await kept('Made up for testing: a child alone')).toMatchObject({
    answers: { audience: { choice: ['child'] } },
  });
  await close();
});

test('a form that cannot be sent is still there, and is sent once', async () => {
  const { typist, page, close } = await Typist.begin(PHONE);
  await typist.shortest(newReceipt(), 'Made up for testing: no network');
  await page.route('**/transcriptions', (route) => route.abort());
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('What you typed is still here.').waitFor();
  await expectAccessible(page, 'typing in, service not reached, on a phone');
  await page.unroute('**/transcriptions');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Sent. 1 form sent so far.').waitFor();
  await kept('Made up for testing: no network');
  await close();
});

test('a form that something in between answered is still there, and is sent once', async () => {
  const { typist, page, close } = await Typist.begin();
  await typist.shortest(newReceipt(), 'Answered by a portal.');
  const answers = [
    { status: 200, json: {} },
    { status: 201, json: { ok: true } },
    { status: 200, body: '' },
    { status: 204 },
    { status: 409, json: { error: 'conflict' } },
    { status: 404, contentType: 'text/html', body: '<h1>Welcome</h1>' },
    { status: 401, contentType: 'text/html', body: '<h1>Sign in to the Wi-Fi</h1>' },
  ];
  for (const [i, answer] of answers.entries()) {
    await page.route('**/api/v1/transcriptions', (route) => route.fulfill(answer), { times: 1 });
    const heard = page.waitForResponse('**/api/v1/transcriptions');
    await page.getByRole('button', { name: i === 0 ? 'Send' : 'Try again', exact: true }).click();
    await heard;
    await page.getByText('Something on the way to the service answered in its place').waitFor();
    expect(await page.getByText('1 form sent').count()).toBe(0);
  }
  expect(page.url()).toContain('/transcribe');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Sent. 1 form sent so far.').waitFor();
  await kept('Answered by a portal.');
  await close();
});

test('a code that came in before is explained, and a photocopy is sent under a new code', async () => {
  const { typist, page, close } = await Typist.begin();
  const receipt = newReceipt();
  await office.tell({ receipt, text: 'Made up for testing: the first with this code' });
  await typist.shortest(receipt, 'Made up for testing: a photocopy');
  await typist.keys('Enter');
  await page.getByText('A story with this code has come in before').waitFor();
  await expectAccessible(page, 'typing in, code used before');
  await page.getByRole('button', { name: 'Correct the code' }).click();
  await expect.poll(() => page.getByLabel('Form code').inputValue()).toContain(receipt);
  await typist.keys('Enter');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('button', { name: 'Send under a new code' }).click();
  await page.getByText('Sent. 1 form sent so far.').waitFor();
  await kept('Made up for testing: a photocopy');
  const first = await office.post<{ text: string }>('/receipts/open', { receipt });
  expect(first.text).toContain('the first with this code');
  await close();
});

test('of a closed collection the date on the form is asked first, and decides whether it is taken', async () => {
  const { join_code: over } = await office.post<{ join_code: string }>(
    '/collections',
    { ...SHORT, name: 'Over', opens: '2020-01-01', closes: '2020-01-31' },
    'fay',
  );
  const { page, close } = await office.staff(browser, 'fay', `/transcribe?collection=${over}`);
  const typist = new Typist(page);
  const date = page.getByLabel('Date on the form', { exact: true });
  await page.getByText('It still takes forms that were filled in by 31 January 2020.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('form-date');
  await expectAccessible(page, 'typing in, the date of a late form');
  await typist.keys('Enter');
  await page.getByRole('link', { name: 'Enter the date on the form' }).waitFor();
  await date.fill('2020-01-30');
  await typist.keys('Enter');
  await typist.shortest(newReceipt(), 'Made up for testing: told in time');
  await page.getByRole('button', { name: /^Change\s*: Date$/ }).click();
  expect(await date.inputValue()).toBe('2020-01-30');
  await date.fill('2020-01-31');
  await typist.keys('Enter');
  await page.getByRole('heading', { name: 'Check and send' }).waitFor();
  await page.getByText('31 January 2020').waitFor();
  await typist.keys('Enter');
  await page.getByText('Sent. 1 form sent').waitFor();
  await kept('Made up for testing: told in time');

  // The next form has its own date.
  await date.fill('2020-02-02');
  await typist.keys('Enter');
  await page.getByRole('link', { name: 'The date must be 31 January 2020 or earlier' }).waitFor();
  await expectAccessible(page, 'typing in, a form that is too late');
  await page.getByRole('button', { name: 'The date is right: type this form in without' }).click();
  await typist.shortest(newReceipt(), 'Made up for testing: told too late');
  await typist.keys('Enter');
  await page.getByText('Sent. 2 forms sent').waitFor();
  await kept('Made up for testing: told too late');
  await date.waitFor();
  await close();
});

test('a collection that closes while forms are typed in still takes the date, or lets go of the form', async () => {
  const made = await office.post<{ join_code: string }>('/collections', { ...SHORT, name: 'Closing' }, 'fay');
  const { typist, page, close } = await Typist.begin({}, `?collection=${made.join_code}`);
  await typist.shortest(newReceipt(), 'Made up for testing: closed meanwhile');
  await office.post(`/collections/${made.join_code}/close`, {}, 'fay');
  await typist.keys('Enter');
  await page.getByText('You can correct the date on the form').waitFor();
  await expectAccessible(page, 'typing in, collection closed');
  await page.getByRole('button', { name: 'Send without the collection' }).click();
  await page.getByText('Sent. 1 form sent').waitFor();
  await kept('Made up for testing: closed meanwhile');
  await close();
});

test('missing answers are reported before sending, and a form can be discarded', async () => {
  const { typist, page, close } = await Typist.begin();
  await typist.code(newReceipt());
  await typist.keys('Enter');
  await typist.at(2);
  await typist.keys('Enter');
  await page.getByRole('link', { name: /Choose the prompt that is ticked/ }).waitFor();
  await expectAccessible(page, 'typing in, no prompt');
  await typist.keys('a', 'Enter');
  await typist.at(3);
  await typist.keys('Control+Enter');
  await page.getByRole('link', { name: /Write what happened/ }).waitFor();
  await page.getByLabel('What happened?').fill('Made up for testing: thrown away');
  await typist.keys('Control+Enter');
  await typist.at(4);
  await typist.keys('Backspace');
  await typist.at(3);
  await typist.keys('Control+Enter');
  await typist.at(4);
  await page.getByRole('button', { name: 'Skip to the end' }).click();
  await typist.at(9);
  await typist.keys('Enter');
  await page.getByRole('button', { name: 'Throw this form away' }).click();
  await expectAccessible(page, 'typing in, throwing away');
  await page.getByRole('button', { name: 'Yes, throw it away' }).click();
  expect(await page.getByLabel('Form code').inputValue()).toBe('');
  expect(await page.content()).not.toContain('thrown away');
  await close();
});

test('the marks beside options, stones and corners are those on paper', async () => {
  const { page, close } = await office.staff(browser, 'fay', `/paper?collection=${code}`);
  await page.locator('.copy .sheet').first().waitFor();
  const printed = await page.locator('.copy .ask__number').allInnerTexts();
  const marks = await page.locator('.copy .choice-print').last().locator('.tickbox__mark').allInnerTexts();
  const triangle = await page.locator('.copy .triad-print polygon').first().getAttribute('points');
  expect(printed.at(-1)).toBe('9');
  expect(marks).toEqual(['3']);
  await page.getByRole('link', { name: 'Type forms in' }).click();
  const typist = new Typist(page);
  await page.getByLabel('Form code').waitFor();
  await typist.upToStory(newReceipt(), 'Made up for testing');
  expect(await page.locator('.picture__shape').getAttribute('points')).toBe(triangle);
  await close();
});
