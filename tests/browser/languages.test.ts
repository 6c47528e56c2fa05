// Languages: chosen by their own names, fetched when they are chosen, and as right in the data as on the screen.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, LANGUAGES, OWN_NAMES, publishLanguages, type Question } from './support/languages';
import { Office } from './support/office';
import { Storyteller, submissions } from './support/storyteller';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;
let questions: Question[];

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  questions = await publishLanguages(office);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const language = (page: Page) => page.evaluate(() => document.documentElement.lang);
const direction = (page: Page) => page.evaluate(() => document.documentElement.dir);

test.each(LANGUAGES)('the whole form speaks %s, and axe finds nothing in it', async (tag) => {
  const { page, close } = await office.visit(browser, PHONE);
  const storyteller = new Storyteller(page);
  const look = (name: string) => expectAccessible(page, `${tag}, ${name}`);
  await storyteller.arrive();
  await choose(page, tag);
  expect(await direction(page)).toBe(['ar', 'ur'].includes(tag) ? 'rtl' : 'ltr');
  // The page says in the language itself that it is a machine translation.
  expect(await page.locator('main .govuk-inset-text').first().innerText()).not.toContain('computer');
  await look('start');
  await page.locator('[name=audience]').nth(1).check();
  await storyteller.start();
  await look('prompt');
  await page.getByRole('radio').first().check();
  await storyteller.pressNext();
  await page.locator('#story-text').fill('1 2 3');
  await look('story');
  await storyteller.pressNext();
  const seen = new Set<string>();
  await storyteller.throughAll(async (kind) => {
    if (seen.has(kind)) return;
    seen.add(kind);
    if (['triad', 'line', 'square'].includes(kind)) await storyteller.tap(0.5, 0.6);
    await look(kind);
    if (kind === 'consent') {
      await storyteller.agree(false);
      await look('consent, not counted');
    }
  });
  expect([...seen].toSorted()).toEqual([
    'check',
    'checkboxes',
    'consent',
    'line',
    'radios',
    'square',
    'triad',
  ]);
  await storyteller.unfoldAll();
  await look('check, unfolded');
  // Only the name of the service is left in English.
  const words = await page.locator('main').innerText();
  expect(words).not.toMatch(/\b(your|story|the|answer|not)\b/i);
  await storyteller.sending.click();
  const receipt = await storyteller.receipt();
  await look('sent');

  await page.goto(`/receipt#${receipt.replaceAll('-', '')}`);
  await page.locator('.state').waitFor();
  expect(await language(page)).toBe(tag);
  await look('receipt');
  expect(await page.locator('main').innerText()).not.toMatch(/\b(your|story|the|answer|not)\b/i);
  await close();
});

test('on every page another language can be chosen by keyboard, and the change is announced', async () => {
  const { page, close } = await office.visit(browser, DESKTOP);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.tap(0.5, 0.6);
  const summary = page.locator('header summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  const polish = page.locator('header').getByRole('button', { name: OWN_NAMES.pl });
  await polish.waitFor();
  expect(await polish.getAttribute('lang')).toBe('pl');
  await expectAccessible(page, 'question, languages open');
  await page.keyboard.press('Escape');
  await polish.waitFor({ state: 'hidden' });
  await page.keyboard.press('Enter');
  for (let i = 0; i < 20 && !(await isFocused(polish)); i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => language(page)).toBe('pl');
  await expect
    .poll(() => page.locator('[role=status]').allInnerTexts())
    .toContain('Ta strona jest teraz w języku: Polski');
  expect(await isFocused(summary)).toBe(true);
  // What was answered stays.
  expect(await storyteller.mark.count()).toBe(1);
  await close();
});

const isFocused = (what: Locator) => what.evaluate((element) => element === document.activeElement);

test('a language whose words do not come leaves the page as it was, and says so', async () => {
  const { page, close } = await office.visit(browser, { ...DESKTOP, serviceWorkers: 'block' });
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await page.route(/\/assets\/ur-[^/]*\.js/, (route) => route.abort('internetdisconnected'));
  await page.locator('main').getByRole('button', { name: OWN_NAMES.ur }).click();
  await page.getByText('We could not get the words for “اردو”. You may be offline.').waitFor();
  expect([await language(page), await direction(page)]).toEqual(['en', 'ltr']);
  expect(await storyteller.heading.innerText()).toBe('Tell your story');
  await expectAccessible(page, 'start, a language did not come');
  await page.unroute(/\/assets\/ur-[^/]*\.js/);
  await choose(page, 'ur');
  expect(await direction(page)).toBe('rtl');
  await close();
});

test('the page speaks the language that the browser prefers, or that its address asks for', async () => {
  const cases = [
    ['pl-PL', '/', 'pl'],
    ['zh-CN', '/', 'zh-Hans'],
    ['en-GB', '/?language=ar', 'ar'],
    ['fr-FR', '/', 'en'],
  ] as const;
  for (const [locale, address, tag] of cases) {
    const { page, close } = await office.visit(browser, { ...DESKTOP, locale });
    await page.goto(address);
    await page.locator('[name=audience]').first().waitFor();
    await expect.poll(() => language(page)).toBe(tag);
    await close();
  }
});

/** A tap on the picture right beside a label of it. */
async function tapBeside(page: Page, label: string, index = 0): Promise<void> {
  const whole = page.locator('.picture').nth(index);
  await whole.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const words = whole.locator('.said', { hasText: new RegExp(`^${escaped(label)}$`) });
  const [beside, picture] = [
    await words.boundingBox(),
    await whole.locator('.picture__drawing').boundingBox(),
  ];
  if (!beside || !picture) throw new Error(`no label “${label}”`);
  const x = Math.min(Math.max(beside.x + beside.width / 2, picture.x + 3), picture.x + picture.width - 3);
  const y = Math.min(Math.max(beside.y + beside.height / 2, picture.y + 4), picture.y + picture.height - 4);
  await page.touchscreen.tap(x, y);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

test.each(['ur', 'ar'] as const)(
  'in %s a tap beside a label stores that label: triads, dyads, stones',
  async (tag) => {
    const { page, close } = await office.visit(browser, PHONE);
    const storyteller = new Storyteller(page);
    const sent = submissions(page);
    await storyteller.arrive();
    await choose(page, tag);
    await page.locator('[name=audience]').nth(1).check();
    await storyteller.start();
    await page.getByRole('radio').first().check();
    await storyteller.pressNext();
    await page.locator('#story-text').fill('1 2 3');
    await storyteller.pressNext();

    const expected: Record<string, (answer: Record<string, unknown>) => void> = {};
    let turn = 0;
    await storyteller.throughAll(async () => {
      const fits = page.locator('[id$=-does-not-fit]');
      const ids = await fits.evaluateAll((all) => all.map(({ id }) => id.replace(/-does-not-fit$/, '')));
      for (const [index, id] of ids.entries()) {
        const question = questions.find((other) => other.id === id);
        const say = (text: Record<string, string> | undefined) => text?.[tag] ?? '';
        if (question?.kind === 'triad') {
          const corner = turn % 3;
          await tapBeside(page, say(question.corners?.[corner]?.label));
          expected[id] = ({ triad }) => expect((triad as number[])[corner], id).toBeGreaterThan(0.6);
        } else if (question?.kind === 'dyad') {
          const end = turn % 2 === 0 ? 'left' : 'right';
          await tapBeside(page, say(question[end]?.label), index);
          expected[id] = ({ dyad }) => {
            if (end === 'left') expect(dyad, id).toBeLessThan(0.3);
            else expect(dyad, id).toBeGreaterThan(0.7);
          };
        } else if (question?.kind === 'stones') {
          // One stone beside each label, and one left out.
          const places = [
            say(question.x?.left),
            say(question.x?.right),
            say(question.y?.bottom),
            say(question.y?.top),
          ];
          for (const [i, label] of places.entries()) {
            await page.locator('.tray input').nth(i).check();
            await tapBeside(page, label);
          }
          const ids = question.stones?.map((stone) => stone.id) ?? [];
          expected[id] = ({ stones }) => {
            const spots = ids.map((stone) => (stones as Record<string, [number, number]>)[stone]);
            expect(spots[0]?.[0], 'left').toBeLessThan(0.4);
            expect(spots[1]?.[0], 'right').toBeGreaterThan(0.6);
            expect(spots[2]?.[1], 'bottom').toBeLessThan(0.2);
            expect(spots[3]?.[1], 'top').toBeGreaterThan(0.8);
            expect(spots[4], 'left out').toBeUndefined();
          };
        }
        turn += 1;
      }
    });
    await storyteller.sending.click();
    await storyteller.receipt();

    expect(sent[0]?.['language']).toBe(tag);
    const answers = sent[0]?.['answers'] as Record<string, Record<string, unknown>>;
    expect(Object.keys(expected).length).toBeGreaterThan(12);
    for (const [id, holds] of Object.entries(expected)) holds(answers[id] ?? {});
    await close();
  },
);

test('arrow keys move marks in their own direction in Urdu too', async () => {
  const { page, close } = await office.visit(browser, PHONE);
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await choose(page, 'ur');
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.pressNext();
  await page.locator('#story-text').fill('1 2 3');
  await storyteller.pressNext();
  const seen = new Set<string>();
  while (seen.size < 3) {
    const kind = await storyteller.kind();
    if (['triad', 'line', 'square'].includes(kind) && !seen.has(kind)) {
      seen.add(kind);
      await page.locator('.picture__handle').focus();
      const mark = page.locator(kind === 'square' ? '.picture__stone' : '.picture__mark');
      await page.keyboard.press('ArrowRight');
      const middle = await mark.boundingBox();
      for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowRight');
      const after = await mark.boundingBox();
      expect(after?.x, kind).toBeGreaterThan((middle?.x ?? Infinity) + 20);
    }
    await storyteller.onward();
  }
  await close();
});
