// A framework in a language that the pages have no words for keeps its own language everywhere; and long names wrap.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from './support/office';
import { Storyteller } from './support/storyteller';
import { DESKTOP, expectAccessible, launch, overflow, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

/** Made-up Portuguese: every text has the same first word, by which it is found. */
const WORD = 'Palavra';
const text = (more: string) => ({ pt: `${WORD} ${more}` });

const FRAMEWORK = {
  slug: 'em-portugues',
  version: 1,
  title: text('título'),
  languages: ['pt'],
  audiences: ['child', 'family'],
  prompts: [{ id: 'one', text: text('um') }],
  signifiers: [
    {
      id: 'audience',
      kind: 'choice',
      question: text('quem'),
      max: 1,
      options: [
        { id: 'child', label: text('criança') },
        { id: 'family', label: text('família') },
      ],
    },
    {
      id: 'difference',
      kind: 'triad',
      question: text('diferença'),
      not_applicable: true,
      corners: ['a', 'b', 'c'].map((id) => ({ id, label: text(id) })),
    },
    {
      id: 'timing',
      kind: 'dyad',
      question: text('quando'),
      left: { id: 'early', label: text('cedo') },
      right: { id: 'late', label: text('tarde') },
    },
    {
      id: 'around',
      kind: 'stones',
      question: text('em volta'),
      stones: ['s', 't'].map((id) => ({ id, label: text(id) })),
      x: { left: text('pouco'), right: text('muito') },
      y: { bottom: text('só'), top: text('junto') },
    },
    {
      id: 'mood',
      kind: 'choice',
      question: text('humor'),
      max: 2,
      options: ['good', 'bad'].map((id) => ({ id, label: text(id) })),
    },
  ],
};

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  await office.post('/frameworks', FRAMEWORK, 'ada');
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** Texts with words of the framework, and those of them that are not marked as Portuguese. */
function wordsOfTheFramework(page: Page): Promise<{ found: number; unmarked: string[] }> {
  return page.evaluate((word) => {
    const walker = document.createTreeWalker(
      document.querySelector('main') ?? document.body,
      NodeFilter.SHOW_TEXT,
    );
    const unmarked: string[] = [];
    let found = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.textContent?.includes(word)) continue;
      found += 1;
      if (node.parentElement?.closest('[lang]')?.getAttribute('lang') !== 'pt')
        unmarked.push(node.textContent);
    }
    return { found, unmarked };
  }, WORD);
}

test('words of a framework without page words are marked on every page, with their own voice', async () => {
  const { page, close } = await office.visit(browser, DESKTOP);
  const storyteller = new Storyteller(page);
  const look = async (name: string, least: number) => {
    const { found, unmarked } = await wordsOfTheFramework(page);
    expect(unmarked, name).toEqual([]);
    expect(found, name).toBeGreaterThanOrEqual(least);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  };
  await storyteller.arrive('/?framework=em-portugues');
  await look('start', 4);
  await page.locator('[name=audience]').first().check();
  await storyteller.start();
  await page.locator('#story-text').fill('Made up for testing.');
  await look('story', 1);
  await storyteller.pressNext();
  for (;;) {
    const kind = await storyteller.kind();
    if (kind === 'consent') break;
    if (['triad', 'line', 'square'].includes(kind)) {
      await storyteller.tap(0.5, 0.6);
      await look(kind, 3);
      await storyteller.otherWay(/list/);
      await look(`${kind}, in words`, 3);
      await storyteller.otherWay(/picture/);
    } else await page.locator('main form input').first().check();
    await storyteller.pressNext();
  }
  await storyteller.agree();
  await storyteller.pressNext();
  await storyteller.unfoldAll();
  await look('check', 10);
  await expectAccessible(page, 'check, words in Portuguese');
  await storyteller.sending.click();
  const receipt = await storyteller.receipt();
  await page.goto(`/receipt#${receipt.replaceAll('-', '')}`);
  await page.locator('.state').waitFor();
  await look('receipt', 10);
  await close();
});

test.each([
  'Donaudampfschifffahrtsgesellschaft',
  'https://www.example.org/groups/saturday-club',
  'a'.repeat(110),
])('the name “%s” of a collection wraps on a phone and on a tablet', async (name) => {
  const { join_code: code } = await office.post<{ join_code: string }>(
    '/collections',
    {
      name,
      framework: 'sheffield-send',
      audiences: [],
      signifiers: ['difference', 'timing', 'feelings'],
      kiosk: true,
    },
    'fay',
  );
  const phone = await office.visit(browser, PHONE);
  await new Storyteller(phone.page).arrive(`/join/${code}`);
  await phone.page.getByText(name).waitFor();
  expect(await overflow(phone.page), 'join page').toBeLessThanOrEqual(0);
  await phone.close();

  for (const width of [320, 768]) {
    const tablet = await office.visit(browser, { ...DESKTOP, viewport: { width, height: 1024 } });
    await tablet.page.goto(`/kiosk/${code}`);
    await tablet.page.getByRole('heading', { name }).waitFor();
    expect(await overflow(tablet.page), `sheet, ${width}`).toBeLessThanOrEqual(0);
    await tablet.page
      .getByRole('button', { name: /Start|Hand/ })
      .first()
      .click();
    await tablet.page.locator('.start__button').waitFor();
    expect(await overflow(tablet.page), `start, ${width}`).toBeLessThanOrEqual(0);
    await tablet.close();
  }
});
