// A paper form is printed: every question whole on its page, with a code of its own on both parts.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkNumber } from '../../frontend/src/staff/paper/code';
import { codeOf } from '../../frontend/src/staff/print/qr';
import { LANGUAGES, publishLanguages, type Language, type Question } from './support/languages';
import { Office } from './support/office';
import { pagesIn } from './support/pdf';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
/** Where the questions are published in all the languages that ship. */
let abroad: Office;
let questions: Question[];
let browser: Browser;

beforeAll(async () => {
  [office, abroad, browser] = await Promise.all([Office.open(), Office.open(), launch()]);
  questions = await publishLanguages(abroad);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
  await abroad?.close();
});

/** The form, once it is laid out on pages. */
async function form(query = '', options = DESKTOP) {
  const visit = await office.staff(browser, 'fay', `/paper${query}`, options);
  await visit.page.locator('.copy .sheet').first().waitFor();
  return visit;
}

async function formIn(language: Language) {
  const visit = await abroad.staff(browser, 'fay', `/paper?language=${language}`);
  await visit.page.locator(`.copy .sheet[lang^="${language}"]`).first().waitFor();
  return visit;
}

/** What is cut, on a page it does not belong to, or under something else. */
function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    document.querySelectorAll('.copy').forEach((copy) =>
      copy.querySelectorAll('.sheet:not(.sheet--empty)').forEach((sheet, i) => {
        const paper = sheet.getBoundingClientRect();
        const foot = sheet.querySelector('.sheet__foot')?.getBoundingClientRect();
        let above = paper.top;
        for (const row of sheet.querySelectorAll('.sheet__row')) {
          const box = row.getBoundingClientRect();
          const name = `page ${i + 1}: ${row.textContent?.trim().slice(0, 40)}`;
          if (box.top < above - 0.5) faults.push(`${name} lies over the row before`);
          if (!foot || box.bottom > foot.top + 0.5) faults.push(`${name} runs off the page`);
          above = box.bottom;
          for (const part of row.querySelectorAll('svg, p, h2, h3, li, .tickbox, .corner')) {
            const inner = part.getBoundingClientRect();
            if (part.closest('.lines') || inner.height === 0) continue;
            if (
              inner.bottom > box.bottom + 2 ||
              inner.right > paper.right + 0.5 ||
              inner.left < paper.left - 0.5
            ) {
              faults.push(`${name}: “${part.textContent?.trim().slice(0, 30)}” sticks out`);
            }
          }
        }
      }),
    );
    return faults;
  });
}

test('other roles see which role the page needs', async () => {
  const { page, close } = await office.staff(browser, 'mo', '/paper', PHONE);
  await page.getByText('needs the role facilitator or administrator').waitFor();
  await expectAccessible(page, 'paper form, for a moderator');
  await close();
});

test.each(['en', 'en-x-easy', 'en-x-child'])(
  'every question in %s is whole on its page',
  async (language) => {
    const { page, close } = await form(`?language=${language}`);
    await page.emulateMedia({ media: 'print' });
    expect(await cut(page)).toEqual([]);
    const sheets = await page.locator('.copy .sheet').count();
    expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBe(sheets);
    const numbers = await page.locator('.copy .ask__number').allInnerTexts();
    expect(numbers).toEqual(numbers.map((_, i) => String(i + 1)));
    expect(await page.locator('.copy .triad-print').count()).toBe(5);
    expect(await page.locator('.copy .dyad-print').count()).toBe(13);
    expect(await page.locator('.copy .stones-print').count()).toBe(1);
    await close();
  },
);

test('easy read is larger than plain English', async () => {
  const size = async (language: string) => {
    const { page, close } = await form(`?language=${language}`);
    const text = page.locator('.copy .corner').first();
    const found = await text.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    await close();
    return found;
  };
  expect(await size('en-x-easy')).toBeGreaterThan(1.3 * (await size('en')));
});

test('the code is the same on both parts, other on every copy, and never sent', async () => {
  const { page, close } = await office.staff(browser, 'fay', '/sign-in');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto('/paper?copies=3');
  await page.locator('.copy .sheet').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  const copies = await page.locator('.copy').evaluateAll((all) =>
    all.map((copy) => ({
      stays: [...copy.querySelectorAll('.stay-code strong')].map((part) => part.textContent ?? ''),
      goes: copy.querySelector('.slip__code')?.textContent ?? '',
      code: copy.querySelector('.slip .qr path')?.getAttribute('d') ?? '',
    })),
  );
  expect(new Set(copies.map(({ goes }) => goes)).size).toBe(3);
  for (const { stays, goes, code } of copies) {
    const receipt = goes.replaceAll('-', '');
    expect(receipt).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(stays).toEqual([goes, checkNumber(receipt)]);
    expect(code).toBe(codeOf(`${office.url}/receipt#${receipt}`).path);
    expect(sent.filter((request) => request.includes(receipt) || request.includes(goes))).toEqual([]);
  }
  await close();
});

test('on double-sided paper the receipt is on a front page, and each copy starts on one', async () => {
  const { page, close } = await form('?copies=2');
  await page.emulateMedia({ media: 'print' });
  const fronts = await page.locator('.copy').evaluateAll((all) =>
    all.map((copy) => {
      const sheets = [...copy.querySelectorAll('.sheet')];
      return { sheets: sheets.length, slip: sheets.findIndex((sheet) => sheet.querySelector('.slip')) };
    }),
  );
  for (const { sheets, slip } of fronts) {
    expect(sheets % 2).toBe(0);
    expect(slip % 2).toBe(0);
    expect(slip).toBeGreaterThan(0);
  }
  await close();
});

test('a collection’s form asks its people its questions', async () => {
  const { join_code: code } = await office.post<{ join_code: string }>(
    '/collections',
    {
      name: 'On paper',
      framework: 'sheffield-send',
      audiences: ['child'],
      signifiers: ['difference', 'timing', 'feelings'],
      kiosk: true,
    },
    'fay',
  );
  const { page, close } = await form(`?collection=${code.toLowerCase()}&sides=1`);
  const sheets = page.locator('.copy');
  await sheets.getByText('On paper', { exact: true }).waitFor();
  expect(await sheets.locator('.ask__question').allInnerTexts()).toEqual([
    expect.stringContaining('What is your story about?'),
    expect.stringContaining('What happened?'),
    expect.stringContaining('what made the difference'),
    expect.stringContaining('When did the help come?'),
    expect.stringContaining('How did you feel?'),
    expect.stringContaining('May we use your story?'),
  ]);
  expect(await sheets.innerText()).not.toContain('Work that shows');
  await page.emulateMedia({ media: 'print' });
  expect(await cut(page)).toEqual([]);
  await close();
});

test.each(LANGUAGES)('the questions in %s, as they ship, are whole on their pages', async (language) => {
  const { page, close } = await formIn(language);
  await page.emulateMedia({ media: 'print' });
  expect(await cut(page)).toEqual([]);
  const sheets = await page.locator('.copy .sheet').count();
  expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBe(sheets);
  expect(await page.locator('.copy .triad-print').count()).toBe(5);
  expect(await page.locator('.copy .dyad-print').count()).toBe(13);
  expect(await page.locator('.copy .stones-print').count()).toBe(1);
  await close();
});

test('in Urdu the page runs from right to left, and the pictures do not', async () => {
  const { page, close } = await formIn('ur');
  await page.getByText('A computer translated this form').waitFor();
  await expectAccessible(page, 'paper form in Urdu');
  await page.emulateMedia({ media: 'print' });
  const sheet = page.locator('.copy .sheet').first();
  expect(await sheet.getAttribute('dir')).toBe('rtl');
  const number = await page.locator('.copy .ask__number').first().boundingBox();
  const question = await page.locator('.copy .ask__words').first().boundingBox();
  expect(number?.x ?? 0).toBeGreaterThan((question?.x ?? 0) + (question?.width ?? 0) - 1);
  const middle = async (label: Record<string, string> | undefined) => {
    const text = page.locator('.copy .corner').getByText(label?.['ur'] ?? '', { exact: true });
    const range = await text.first().boundingBox();
    return (range?.x ?? NaN) + (range?.width ?? NaN) / 2;
  };
  for (const { id, kind, corners, left, right } of questions) {
    if (kind === 'triad') {
      expect(await middle(corners?.[1]?.label), id).toBeLessThan(await middle(corners?.[2]?.label));
    } else if (kind === 'dyad') {
      expect(await middle(left?.label), id).toBeLessThan(await middle(right?.label));
    }
  }
  await close();
});

test('the form is chosen in the bar, the address keeps the choice, and a wrong number of copies is reported', async () => {
  const { page, close } = await form('', PHONE);
  await expectAccessible(page, 'paper form, on a phone');
  await page.getByLabel('Wording').selectOption('en-x-easy');
  await page.waitForURL(/language=en-x-easy/);
  await page.getByLabel('For', { exact: true }).selectOption('family');
  await page.waitForURL(/audience=family/);
  await expect.poll(() => page.locator('.copy').innerText()).not.toContain('A time at work');
  await page.getByLabel(/^Copies/).fill('51');
  await page.getByText('Enter a whole number from 1 to 50').waitFor();
  await expectAccessible(page, 'paper form, too many copies');
  await page.getByLabel(/^Copies/).fill('2');
  await page.waitForURL(/copies=2/);
  await page.getByText('Preview of the first copy').waitFor();
  await close();
});

test('a code that no collection has is said, and the form asks everything', async () => {
  const { page, close } = await form('?collection=NONE-NONE');
  await page.getByText('There is no collection with the code “NONE-NONE”').waitFor();
  expect(await page.locator('.copy .triad-print').count()).toBe(5);
  await close();
});

test.each(['en', 'en-x-easy'])(
  'a choice longer than a page goes on on the next one with its question, in %s',
  async (language) => {
    const say = (words: string) => ({ en: words, 'en-x-easy': words });
    const labels = Array.from(
      { length: 29 },
      (_, i) =>
        `Option ${i + 1}: a label that is so long that it needs two lines of a page, and more in large print`,
    );
    const slug = `long-${language}`;
    await office.post(
      '/frameworks',
      {
        slug,
        version: 1,
        title: say('Long lists'),
        languages: ['en', 'en-x-easy'],
        prompts: [{ id: 'one', text: say('What happened?') }],
        signifiers: [
          {
            id: 'long',
            kind: 'choice',
            question: say('Which of these is it?'),
            max: 3,
            write_in: true,
            not_applicable: true,
            options: labels.map((label, i) => ({ id: `o${i}`, label: say(label) })),
          },
        ],
      },
      'ada',
    );
    const { page, close } = await form(`?framework=${slug}&language=${language}`);
    await page.emulateMedia({ media: 'print' });
    expect(await cut(page)).toEqual([]);
    const printed = await page.locator('.copy .tickbox', { hasText: 'Option ' }).allInnerTexts();
    expect(printed.map((words) => /Option (\d+)/.exec(words)?.[1])).toEqual(
      labels.map((_, i) => String(i + 1)),
    );
    const questions = await page
      .locator('.copy .ask__question', { hasText: 'Which of these' })
      .allInnerTexts();
    const parts = questions.length;
    if (language === 'en-x-easy') expect(parts).toBeGreaterThan(1);
    if (parts > 1) {
      for (const [i, question] of questions.entries()) expect(question).toContain(`(${i + 1}/${parts})`);
    }
    // The line for own words comes once, after the last option.
    expect(await page.locator('.copy .ask .write-line').count()).toBe(1);
    const sheets = await page.locator('.copy .sheet').count();
    expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBe(sheets);
    await close();
  },
);
