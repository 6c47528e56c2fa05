// A moderator reads every story before anyone else, takes names out, and decides.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst } from './support/analyst';
import { Office } from './support/office';
import { expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const NAMED = {
  title: 'Mrs Example and the bus',
  text: 'Made up for testing. Mrs Example walked my son to the bus at Example Primary.',
  answers: {
    difference: { triad: [0.7, 0.2, 0.1] },
    timing: 'not_applicable',
    services: { choice: ['other'], write_in: 'the choir at Example Primary' },
  },
};

async function moderator(path = '/moderation', options = {}) {
  const { page, close } = await office.staff(browser, 'mo', path, options);
  await page.getByRole('heading', { level: 1, name: 'Moderation' }).waitFor();
  const story = page.getByRole('article');
  return { page, close, story, news: page.locator('.moderation__news') };
}

/** Selects words in the field that holds them, as a mouse would. */
async function select(page: Awaited<ReturnType<typeof moderator>>['page'], id: string, words: string) {
  await page.locator(`[id="${id}"]`).evaluate((element, wanted) => {
    const field = element as HTMLTextAreaElement;
    const from = field.value.indexOf(wanted);
    if (from < 0) throw new Error(`“${wanted}” is not in “${field.value}”`);
    field.focus();
    field.setSelectionRange(from, from + wanted.length);
  }, words);
}

test('names are taken out, the story is cleared, and an analyst finds it within a second', async () => {
  await office.tell(NAMED);
  await office.tell({ title: 'The second', text: 'Made up for testing, too.' });
  const { page, close, story, news } = await moderator();
  await story.getByRole('heading', { name: NAMED.title }).waitFor();
  await page.getByText('70% What one person did').waitFor();
  await page.getByText('Does not fit', { exact: true }).waitFor();
  await page.getByText('“the choir at Example Primary”').waitFor();

  const put = (words: string) => page.getByRole('button', { name: words, exact: true }).click();
  await put('[name]');
  await page.getByText('Select words in the title').waitFor();
  await select(page, 'title', 'Mrs Example');
  await put('[name]');
  await select(page, 'text', 'Mrs Example');
  await put('[name]');
  await select(page, 'text', 'Example Primary');
  await put('[school]');
  await select(page, 'write_ins-services', 'Example Primary');
  await put('[school]');
  expect(await page.getByLabel('Story', { exact: true }).inputValue()).toBe(
    'Made up for testing. [name] walked my son to the bus at [school].',
  );
  await page.getByText('edited, not saved').waitFor();
  await expectAccessible(page, 'moderation, redacting');

  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await expect.poll(() => news.innerText()).toBe('Cleared: [name] and the bus. 1 story left.');
  const clearedAt = Date.now();
  await story.getByRole('heading', { name: 'The second' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('The second');

  const found = await office.post<{ stories: { title: string }[] }>(
    '/search',
    { selection: { text: 'walked' } },
    'mo',
  );
  expect(Date.now() - clearedAt).toBeLessThan(1_000);
  expect(found.stories.map(({ title }) => title)).toEqual(['[name] and the bus']);

  const visit = await office.staff(browser, 'ana', '/explore');
  const analyst = new Analyst(visit.page);
  await analyst.settled();
  await visit.page.getByRole('searchbox').fill('walked');
  await analyst.expectMatching(1);
  await analyst.chip('walked').waitFor();
  await analyst.expectMatching(1);
  await analyst.stories.getByRole('button').click();
  await visit.page.getByText('the choir at [school]').waitFor();
  expect(await visit.page.locator('main').innerText()).not.toContain('Mrs Example');
  await visit.close();
  await close();
});

test('a story is withheld with a reason, and what is no story does not count', async () => {
  await office.tell({ title: 'asdf', text: 'Made up for testing: asdf asdf' });
  const { page, close, news } = await moderator();
  await page.getByRole('button', { name: /^asdf/ }).click();
  await page.getByRole('button', { name: 'Withhold' }).click();
  await page.getByLabel('Why? (optional)').fill('a test');
  await page.getByLabel(/This is not a story/).check();
  await expectAccessible(page, 'moderation, withholding');
  await page.getByRole('button', { name: 'Withhold story' }).click();
  await expect.poll(() => news.innerText()).toContain('Withheld: asdf.');

  await page.getByRole('link', { name: /^Withheld/ }).click();
  await page.getByText('Withheld because: a test').waitFor();
  await page.getByText('Does not count in patterns').waitFor();
  expect(page.url()).toContain('state=withheld');
  await expectAccessible(page, 'moderation, withheld');
  await page.goBack();
  await expect
    .poll(() => page.getByRole('link', { name: /^Held/ }).getAttribute('aria-current'))
    .toBe('page');
  await close();
});

test('changes are kept when the service fails, and when another story is opened', async () => {
  await office.tell({ title: 'Kept', text: 'Made up for testing: Mr Kept' });
  const { page, close, story } = await moderator();
  await page.getByRole('button', { name: /^Kept/ }).click();
  const text = page.getByLabel('Story', { exact: true });
  await text.fill('Made up for testing: [name]');
  await page.route('**/clear', (route) => route.abort());
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await page.getByText('Your changes are still here.').waitFor();
  await expectAccessible(page, 'moderation, service not reached');
  expect(await text.inputValue()).toBe('Made up for testing: [name]');
  await page.unroute('**/clear');

  await text.fill('  ');
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await page.getByRole('link', { name: /cannot be empty/ }).waitFor();
  await text.fill('Made up for testing: [name]');

  await page.locator('.queue__item').first().click();
  await page.getByRole('button', { name: /^Kept.*edited, not saved/ }).click();
  expect(await text.inputValue()).toBe('Made up for testing: [name]');
  await page.getByRole('button', { name: 'Undo my changes' }).click();
  expect(await text.inputValue()).toBe('Made up for testing: Mr Kept');
  await text.fill('x'.repeat(5_001));
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await story.getByRole('alert').getByRole('link').waitFor();
  await expectAccessible(page, 'moderation, too long');
  await close();
});

test('a story that was withdrawn meanwhile is said to be gone', async () => {
  const { receipt } = await office.tell({
    title: 'Withdrawn',
    text: 'Made up for testing.',
  });
  const { page, close } = await moderator();
  await page.getByRole('button', { name: /^Withdrawn/ }).click();
  await office.withdraw(receipt);
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await page.getByText('its storyteller has withdrawn it').waitFor();
  await expectAccessible(page, 'moderation, withdrawn');
  await page.getByRole('button', { name: 'Next story' }).click();
  await expect.poll(() => page.locator('.queue__item').allInnerTexts()).not.toContain('Withdrawn');
  await close();
});

const TELLING = { framework: 'sheffield-send', version: 1, language: 'en', prompt: 'moment', answers: {} };

async function openStory(page: Awaited<ReturnType<typeof moderator>>['page'], title: string) {
  await page.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  await page.getByRole('article').getByRole('heading', { name: title }).waitFor();
}

test('a decision on a story that another moderator withheld is not carried out, and the redaction stays', async () => {
  const { id } = await office.tell({ title: 'Two of us', text: 'Made up for testing: Mr Quill, a marmot.' });
  const { page, close, news } = await moderator();
  await openStory(page, 'Two of us');
  const text = page.getByLabel('Story', { exact: true });
  await text.fill('Made up for testing: [name], a marmot.');
  await office.decide(id, 'withhold', { reason: 'names a child' }, 'bea');
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await page.getByText(/^bea withheld it on \d+ \w+ \d{4}/).waitFor();
  await page.getByText('Reason: names a child.').waitFor();
  await page.getByText('Withheld because: names a child').waitFor();
  expect(await text.inputValue()).toBe('Made up for testing: [name], a marmot.');
  expect(await page.locator('.changed__text').first().innerText()).toBe(
    'Made up for testing: Mr Quill, a marmot.',
  );
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('changed');
  await expectAccessible(page, 'moderation, changed by another moderator');
  const { state } = await office.get<{ state: string }>(`/moderation/stories/${id}`, 'mo');
  expect(state).toBe('withheld');

  await text.fill('Made up for testing: [name], an [animal].');
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await expect.poll(() => news.innerText()).toContain('Cleared: Two of us.');
  const now = await office.get<{ text: string }>(`/moderation/stories/${id}`, 'mo');
  expect(now.text).toBe('Made up for testing: [name], an [animal].');
  await close();
});

test('what another moderator decided can be left as it is', async () => {
  const { id } = await office.tell({ title: 'Left alone', text: 'Made up for testing: a lemming.' });
  const { page, close } = await moderator();
  await openStory(page, 'Left alone');
  await office.clear(id, { text: 'Made up for testing: [an animal].' }, 'bea');
  await page.getByRole('button', { name: 'Withhold' }).click();
  await page.getByLabel('Why? (optional)').fill('no reason');
  await page.getByRole('button', { name: 'Withhold story' }).click();
  await page.getByText(/^bea cleared it on /).waitFor();
  expect(await page.getByLabel('Story', { exact: true }).inputValue()).toBe(
    'Made up for testing: [an animal].',
  );
  expect(await page.getByLabel('Why? (optional)').inputValue()).toBe('no reason');
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect.poll(() => page.getByRole('button', { name: /^Left alone/ }).count()).toBe(0);
  await close();
});

test('a corrected story is read again before it is cleared', async () => {
  const text = 'Made up for testing: a vole.';
  const { receipt, id } = await office.tell({ title: 'Corrected', text });
  const { page, close, news } = await moderator();
  await openStory(page, 'Corrected');
  await page.getByLabel('Title', { exact: true }).fill('Corrected [by us]');
  const corrected = { ...TELLING, receipt, title: 'Corrected', text: `${text} Quill, 7 Fern Road.` };
  await office.post('/receipts/correct', { ...corrected, consent: { analysis: true, quotation: false } });
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await page.getByText(/^Its storyteller corrected it on /).waitFor();
  expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Corrected [by us]');
  expect(await page.getByLabel('Story', { exact: true }).inputValue()).toContain('7 Fern Road');
  const held = await office.get<{ state: string }>(`/moderation/stories/${id}`, 'mo');
  expect(held.state).toBe('held');
  await page.getByLabel('Story', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await expect.poll(() => news.innerText()).toContain('Cleared: Corrected [by us].');
  await close();
});

test('a refused decision is said so, also when the service does not say who changed the story', async () => {
  const text = 'Made up for testing: a stoat.';
  const { receipt } = await office.tell({ title: 'Changed by', text });
  const { page, close } = await moderator();
  await openStory(page, 'Changed by');
  const corrected = { ...TELLING, receipt, title: 'Changed by', text: `${text} And a hare.` };
  await office.post('/receipts/correct', { ...corrected, consent: { analysis: true, quotation: false } });
  await page.route('**/clear', async (route) => {
    const answer = await route.fetch();
    const problem = (await answer.json()) as Record<string, unknown>;
    delete problem['changed'];
    await route.fulfill({ response: answer, body: JSON.stringify(problem) });
  });
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await page.getByText('Your decision was not carried out.').waitFor();
  await page.getByText('It is not what you opened.').waitFor();
  expect(await page.getByLabel('Story', { exact: true }).inputValue()).toBe(`${text} And a hare.`);
  await close();
});

test('a story that changed while another tab was open is not redacted from its old text', async () => {
  const text = 'Made up for testing: a shrew.';
  const { receipt } = await office.tell({ title: 'Seen before', text });
  const { page, close } = await moderator();
  await openStory(page, 'Seen before');
  const corrected = { ...TELLING, receipt, title: 'Seen before', text: `${text} And a newt.` };
  await office.post('/receipts/correct', { ...corrected, consent: { analysis: true, quotation: false } });
  await page.getByRole('link', { name: /^Cleared/ }).click();
  await page.getByRole('link', { name: /^Held/ }).click();
  await openStory(page, 'Seen before');
  expect(await page.getByLabel('Story', { exact: true }).inputValue()).toBe(`${text} And a newt.`);
  await close();
});

test('answers that do not count stay so until a moderator says otherwise', async () => {
  const { id } = await office.tell({ title: 'Uncounted', text: 'Made up for testing: asdf' });
  await office.decide(id, 'withhold', { counts: false }, 'bea');
  const counts = async () =>
    (await office.get<{ counts: boolean }>(`/moderation/stories/${id}`, 'mo')).counts;
  const { page, close, news } = await moderator('/moderation?state=withheld');
  await openStory(page, 'Uncounted');
  await page.getByRole('button', { name: 'Withhold' }).click();
  expect(await page.getByLabel(/This is not a story/).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Withhold story' }).click();
  await expect.poll(() => news.innerText()).toContain('Withheld: Uncounted.');
  expect(await counts()).toBe(false);
  await page.getByRole('button', { name: 'Clear for reading' }).click();
  await expect.poll(() => news.innerText()).toContain('Cleared: Uncounted.');
  expect(await counts()).toBe(false);
  await page.getByRole('link', { name: /^Cleared/ }).click();
  await openStory(page, 'Uncounted');
  await page.getByLabel('Count its answers in patterns again').check();
  await page.getByRole('button', { name: 'Save and keep cleared' }).click();
  await expect.poll(counts).toBe(true);
  await close();
});

test('on a phone, cleared stories can be redacted again, and the last one leaves a thank-you', async () => {
  const { page, close, news } = await moderator('/moderation', PHONE);
  await expectAccessible(page, 'moderation, on a phone');
  for (;;) {
    const title = page.getByRole('article').getByRole('heading').first();
    if ((await title.count()) === 0) break;
    const before = await news.innerText();
    await page.getByRole('button', { name: 'Clear for reading' }).click();
    await expect.poll(() => news.innerText()).not.toBe(before);
    if ((await news.innerText()).includes('The queue is empty')) break;
  }
  await page.getByText('No story is waiting').waitFor();
  await expectAccessible(page, 'moderation, nothing held');
  await page.getByRole('link', { name: /^Cleared/ }).click();
  await page.getByLabel('Title', { exact: true }).fill('Again');
  await page.getByRole('button', { name: 'Save and keep cleared' }).click();
  await expect.poll(() => news.innerText()).toBe('Cleared: Again.');
  await page.getByText('Redacted', { exact: true }).waitFor();
  await expectAccessible(page, 'moderation, cleared');
  await close();
});
