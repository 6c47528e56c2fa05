// The first screen of a phone in every language and wording; the header; and what is said before anything is written.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES, publishLanguages } from './support/languages';
import { Office } from './support/office';
import { STORY, Storyteller, submissions } from './support/storyteller';
import { DESKTOP, expectAccessible, launch, overflow } from './support/visit';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const ON_ITS_SIDE = { viewport: { width: 568, height: 320 }, hasTouch: true, isMobile: true };
const TAGS = ['en', 'en-x-easy', 'en-x-child', ...LANGUAGES];

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  await publishLanguages(office);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** The box of the first element that matches. */
const boxOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, bottom, height } = element.getBoundingClientRect();
      return { top, bottom, height };
    });

async function arrive(tag: string, options = PHONE) {
  const visit = await office.visit(browser, options);
  await visit.page.goto(`/?language=${tag}`);
  await visit.page.locator('.start__button').waitFor();
  await visit.page.waitForLoadState('networkidle');
  return { ...visit, storyteller: new Storyteller(visit.page) };
}

/** From the start to the first triad, with two taps to the first question. */
async function toTriad(page: Page): Promise<void> {
  await page.locator('[name=audience]').nth(1).check();
  await page.locator('.start__button').click();
  await page.locator('[name=prompt]').first().check();
  await page.locator('main form button[type=submit]').click();
  await page.locator('#story-text').fill('1 2 3');
  await page.locator('main form button[type=submit]').click();
  await page.locator('[id=difference-how]').waitFor();
}

test.each(TAGS)(
  'in %s the first screen says what and how long, and has Start and the code; the first question is two taps away',
  async (tag) => {
    const { page, close } = await arrive(tag);
    for (const part of ['h1', '.start__what', '.start__button', '.fold__summary']) {
      const { top, bottom } = await boxOf(page, part);
      expect(top, part).toBeGreaterThanOrEqual(0);
      expect(bottom, part).toBeLessThanOrEqual(740);
    }
    expect(await page.locator('.start__what').innerText()).toMatch(/[3-8]/);
    await page.locator('.card').nth(1).tap();
    await page.locator('.start__button').tap();
    await page.locator('[name=prompt]').first().waitFor();
    await close();
  },
);

test.each(TAGS)('in %s the header is at most 96 pixels high, and Exit stays in it', async (tag) => {
  const { page, close } = await arrive(tag);
  expect((await boxOf(page, '.frame')).top).toBeLessThanOrEqual(96);
  await page.locator('.card').nth(1).tap();
  await page.locator('.start__button').tap();
  await page.locator('[name=prompt]').first().waitFor();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  const button = await boxOf(page, '.govuk-exit-this-page__button');
  const header = await boxOf(page, 'header');
  expect(button.top).toBeGreaterThanOrEqual(header.top);
  expect(button.bottom).toBeLessThanOrEqual(header.bottom);
  expect(header).toMatchObject({ top: 0 });
  expect(header.height).toBeLessThanOrEqual(56);
  await close();
});

test('a field that gets the focus is not hidden below the header', async () => {
  const { page, storyteller, close } = await arrive('en', {
    ...PHONE,
    viewport: { width: 360, height: 500 },
  });
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  for (let presses = 0; presses < 14; presses += 1) {
    await page.keyboard.press('Shift+Tab');
    const hidden = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused?.closest('main')) return undefined;
      const header = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
      return focused.getBoundingClientRect().bottom <= header ? focused.outerHTML : undefined;
    });
    expect(hidden).toBeUndefined();
  }
  await close();
});

/** Words as people count them; scripts without spaces are taken apart by the browser. */
const wordsOf = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => {
    const words = new Intl.Segmenter(document.documentElement.lang, { granularity: 'word' });
    return [...words.segment(element.textContent)].filter(({ isWordLike }) => isWordLike).length;
  });

test.each(TAGS)(
  'in %s at most 40 words before the text say that nobody replies, whom to call, and what may be passed on',
  async (tag) => {
    const { page, close } = await arrive(tag);
    await page.locator('.card').nth(1).tap();
    await page.locator('.start__button').tap();
    await page.locator('[name=prompt]').first().check();
    await page.locator('main form button[type=submit]').click();
    await page.locator('#story-text').waitFor();
    const count = await wordsOf(page, '.notice');
    expect(count).toBeGreaterThan(20);
    expect(count).toBeLessThanOrEqual(40);
    const links = await page
      .locator('.notice a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(links).toEqual(['tel:999', 'tel:08001111']);
    expect((await boxOf(page, '.notice')).bottom).toBeLessThan((await boxOf(page, '#story-text')).top);
    // The whole notice is folded, and opens.
    const whole = page.locator('main details li').first();
    expect(await whole.isVisible()).toBe(false);
    await page
      .locator('main details', { has: page.locator('li') })
      .locator('summary')
      .tap();
    expect(await whole.isVisible()).toBe(true);
    await expectAccessible(page, `story, notice open, ${tag}`);
    await close();
  },
);

test.each(['en', 'en-x-child', ...LANGUAGES])(
  'in %s question, triangle and Continue are together on a phone',
  async (tag) => {
    const { page, close } = await arrive(tag);
    await toTriad(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    const heading = await boxOf(page, 'h1');
    const picture = await boxOf(page, '.picture');
    const bar = await boxOf(page, 'form > .govuk-button-group');
    const next = await boxOf(page, 'main form button[type=submit]');
    expect(heading.top).toBeGreaterThanOrEqual(0);
    expect(next.bottom).toBeLessThanOrEqual(740);
    // Easy read and child wording have pictures at the corners, and may be scrolled a little.
    if (tag !== 'en-x-child') expect(picture.bottom).toBeLessThanOrEqual(bar.top);
    else expect(picture.bottom - heading.top).toBeLessThanOrEqual(bar.top - 49 + 60);
    await close();
  },
);

test.each([
  ['a phone on its side', ON_ITS_SIDE],
  ['400 % zoom', { viewport: { width: 320, height: 256 }, hasTouch: false, isMobile: false }],
] as const)('on %s triangle and square fit below the header with their labels', async (_, options) => {
  const { page, storyteller, close } = await arrive('en', options);
  await toTriad(page);
  for (const kind of ['triad', 'square'] as const) {
    await storyteller.goTo(kind);
    const header = await boxOf(page, 'header');
    const picture = await boxOf(page, '.picture');
    const room = options.viewport.height - header.height;
    if (kind === 'triad' || options === ON_ITS_SIDE) expect(picture.height, kind).toBeLessThanOrEqual(room);
    else expect((await boxOf(page, '.picture__drawing')).height, kind).toBeLessThanOrEqual(room);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  }
  await close();
});

test('a code that is typed as people do joins its collection, with its questions and its people', async () => {
  const { join_code: code } = await office.post<{ join_code: string }>(
    '/collections',
    {
      name: 'Saturday group',
      framework: 'sheffield-send',
      audiences: ['family'],
      signifiers: ['timing'],
      kiosk: false,
    },
    'fay',
  );
  const { page, storyteller, close } = await arrive('en');
  const sent = submissions(page);
  await page.getByText('I have a code').tap();
  const field = page.getByLabel('Type your code');
  await page.getByRole('button', { name: 'Continue' }).tap();
  await expect.poll(() => page.locator('#join-code-error').innerText()).toContain('Type your code');
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await field.fill('none such');
  await field.press('Enter');
  await page.getByText('We do not know the code “none such”').waitFor();
  await expectAccessible(page, 'start, unknown code');
  await field.fill(` ${code.toLowerCase().replace('-', ' ')}.`);
  await field.press('Enter');
  await page.getByText('Saturday group').waitFor();
  // There is one audience left, so nobody is asked.
  await expect.poll(() => page.locator('[name=audience]').count()).toBe(0);
  expect(page.url()).toBe(`${office.url}/join/${code}`);
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write(STORY, '');
  await storyteller.next();
  expect(await storyteller.kind()).toBe('line');
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]?.['collection']).toBe(code);
  await close();
});

test('a receipt that is typed as a code is opened', async () => {
  const { receipt } = await office.tell({ title: 'Kept', text: 'Made up for testing.', version: 1 });
  const { page, close } = await arrive('en');
  await page.getByText('I have a code').tap();
  await page.getByLabel('Type your code').fill(receipt);
  await page.getByLabel('Type your code').press('Enter');
  await page.getByRole('heading', { name: 'Kept' }).waitFor();
  await close();
});

test.each(['dark', 'light'] as const)(
  'at 1280 pixels the first screen is accessible, %s',
  async (colorScheme) => {
    const { page, close } = await arrive('en', { ...DESKTOP, colorScheme } as typeof PHONE);
    await expectAccessible(page, `start on a desktop, ${colorScheme}`);
    await close();
  },
);
