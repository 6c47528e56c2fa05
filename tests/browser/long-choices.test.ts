// A choice of 2,000 schools: found by typing, by keyboard, by touch, without a network, on the tablet, on paper, and counted.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newReceipt } from '../../frontend/src/lib/receipt';
import { checkNumber } from '../../frontend/src/staff/paper/code';
import { networkBack, PHONE_WITH_WORKER, settledIn, TABLET_WITH_WORKER } from './support/device';
import { choose } from './support/languages';
import { Office } from './support/office';
import { idOf, publishSchools } from './support/schools';
import { Storyteller, submissions } from './support/storyteller';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  await publishSchools(office);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const field = (page: Page) => page.getByRole('combobox');
const options = (page: Page) => page.getByRole('option');
const chosen = (page: Page) => page.locator('.search__item .search__name').allInnerTexts();
const status = (page: Page) => page.locator('.search [role=status]');

/** Tells a story up to the first question. */
async function toSchool(page: Page, before?: (page: Page) => Promise<void>): Promise<Storyteller> {
  const storyteller = new Storyteller(page);
  await storyteller.arrive('/?framework=our-schools');
  await before?.(page);
  await storyteller.start();
  await page.locator('#story-text').fill('We went to the library.');
  await storyteller.pressNext();
  await field(page).waitFor();
  return storyteller;
}

async function atSchool(options: BrowserContextOptions, before?: (page: Page) => Promise<void>) {
  const guest = await office.visit(browser, options);
  return { ...guest, storyteller: await toSchool(guest.page, before) };
}

test('a school is found and chosen by keyboard, and arrives', async () => {
  const { page, storyteller, close } = await atSchool(DESKTOP);
  const sent = submissions(page);
  await page.keyboard.press('Tab');
  await field(page).focus();
  await page.keyboard.type('primary walk');
  expect(await options(page).allInnerTexts()).toEqual([
    'North Walkley Primary School',
    'Old Walkley Primary School',
    'Upper Walkley Primary School',
    'Walkley Primary School',
  ]);
  await expect.poll(() => status(page).innerText()).toBe('Found: 4');
  await expectAccessible(page, 'what was found');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
  const active = await field(page).getAttribute('aria-activedescendant');
  expect(await page.locator(`#${active}`).innerText()).toBe('Walkley Primary School');
  await page.keyboard.press('Enter');
  expect(await chosen(page)).toEqual(['Walkley Primary School']);
  expect(await status(page).innerText()).toBe('Chosen: Walkley Primary School');
  expect(await field(page).inputValue()).toBe('');
  expect(await field(page).getAttribute('aria-expanded')).toBe('false');
  await expectAccessible(page, 'what was chosen');
  // Enter in the empty field goes on.
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Which places does it touch?' }).waitFor();
  await storyteller.skipToCheck();
  await storyteller.unfoldAll();
  await page.getByText('Walkley Primary School').waitFor();
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]?.answers).toEqual({ school: { choice: [idOf('Walkley Primary School')] } });
  await close();
});

test('a screenful is shown, the rest is counted, and letters that led to no choice are not lost in silence', async () => {
  const { page, storyteller, close } = await atSchool(DESKTOP);
  await field(page).fill('school');
  expect(await options(page).count()).toBe(6);
  await page.getByText(/^1,\d{3} more: type more letters$/).waitFor();
  await field(page).press('Escape');
  expect(await field(page).inputValue()).toBe('');
  await field(page).press('ArrowDown');
  expect(await options(page).count()).toBe(6);
  await field(page).press('Escape');
  await field(page).fill('qqqq');
  await page.getByText('Nothing found. Try fewer letters').waitFor();
  await storyteller.continue.click();
  const fault = page.getByRole('link', { name: 'Choose a name from the list, or clear what you typed' });
  await expectAccessible(page, 'a search without a choice');
  await fault.click();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
  // The one that is left is chosen by Enter alone.
  await field(page).fill('st marys old nursery');
  await page.keyboard.press('Enter');
  expect(await chosen(page)).toEqual(['Old St Mary’s Nursery School']);
  await field(page).fill('ECOLE upper totley');
  await page.keyboard.press('Enter');
  expect(await chosen(page)).toEqual(['Upper Totley École élémentaire']);
  await close();
});

test('several are chosen, listed and removed by touch on a small phone', async () => {
  const { page, storyteller, close } = await atSchool(PHONE);
  const sent = submissions(page);
  await storyteller.pressNext();
  const pick = async (typed: string, name: string) => {
    await field(page).tap();
    await field(page).fill(typed);
    await page.getByRole('option', { name, exact: true }).tap();
  };
  await pick('abb', 'Abbey Lane');
  await pick('crook', 'Crookes');
  await pick('dore', 'Dore');
  await pick('hall', 'Hallam');
  expect(await chosen(page)).toEqual(['Abbey Lane', 'Crookes', 'Dore', 'Hallam']);
  await expectAccessible(page, 'four places on a phone');
  await storyteller.continue.tap();
  await page.getByRole('link', { name: 'Choose no more than 3' }).waitFor();
  await page.getByRole('button', { name: 'Remove: Crookes' }).tap();
  expect(await chosen(page)).toEqual(['Abbey Lane', 'Dore', 'Hallam']);
  // An option that excludes all others is a box beside the search, and the other way round.
  await page.getByLabel('Nowhere in particular').check();
  expect(await chosen(page)).toEqual([]);
  await pick('dore', 'Dore');
  expect(await page.getByLabel('Nowhere in particular').isChecked()).toBe(false);
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]?.answers).toEqual({ places: { choice: ['p15'] } });
  await close();
});

test('one that does not fit, own words and clearing work as in a short choice', async () => {
  const { page, close } = await atSchool(DESKTOP);
  await field(page).fill('wybourn academy');
  await options(page).first().click();
  expect(await chosen(page)).toEqual(['Wybourn Academy']);
  await field(page).fill('wyb');
  await page.getByLabel('Does not fit').check();
  expect([await chosen(page), await field(page).inputValue()]).toEqual([[], '']);
  await page.getByLabel('Not at a school').check();
  expect(await page.getByLabel('Does not fit').isChecked()).toBe(false);
  await page.getByLabel('In your own words').fill('A school abroad');
  await page.getByRole('button', { name: 'Clear my answer' }).click();
  expect(await page.getByLabel('Not at a school').isChecked()).toBe(false);
  expect(await page.getByLabel('In your own words').inputValue()).toBe('');
  await close();
});

test('the whole list is there for people who would rather look than type', async () => {
  const { page, storyteller, close } = await atSchool(PHONE, async (page) => {
    await page.locator('.switch').getByRole('button', { name: 'Easy read' }).click();
  });
  await storyteller.pressNext();
  await field(page).fill('dore');
  await options(page).first().click();
  await expectAccessible(page, 'a search in easy read');
  await page.getByRole('button', { name: 'Show the whole list instead' }).click();
  expect(await page.getByRole('checkbox').count()).toBe(41);
  expect(await page.getByLabel('Dore', { exact: true }).isChecked()).toBe(true);
  await page.getByLabel('Crookes').check();
  await page.getByRole('button', { name: 'Search the list' }).click();
  expect(await chosen(page)).toEqual(['Dore', 'Crookes']);
  await close();
});

test('in Urdu the search runs from right to left, and finds names in both languages', async () => {
  const { page, close } = await atSchool(PHONE, (page) => choose(page, 'ur'));
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  const urdu = 'فرتھ پارک اکیڈمی';
  for (const typed of ['firth park academy', 'اكيڈمي فرتھ']) {
    await field(page).fill(typed);
    await page.getByRole('option', { name: urdu }).click();
    expect(await chosen(page)).toEqual([urdu]);
    await page.getByRole('button', { name: `ہٹائیں: ${urdu}` }).click();
    expect(await chosen(page)).toEqual([]);
  }
  await field(page).fill('academy');
  await expectAccessible(page, 'a search in Urdu');
  expect(await page.locator('.search').innerText()).not.toMatch(/more|Search|Found/);
  await close();
});

test('after one visit the search works without a network, and the story is sent later', async () => {
  const { page, storyteller, close } = await atSchool(PHONE_WITH_WORKER);
  await storyteller.arrive('/?framework=our-schools');
  await settledIn(page, 'our-schools');
  await page.context().setOffline(true);
  await page.reload();
  await toSchool(page);
  await field(page).fill('north totley free');
  await page.getByRole('option', { name: 'North Totley Free School' }).click();
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  const sent = submissions(page);
  await networkBack(page);
  await expect.poll(() => sent.length).toBeGreaterThan(0);
  expect(sent[0]?.answers).toEqual({ school: { choice: [idOf('North Totley Free School')] } });
  await close();
});

test('without the search itself all options are shown', async () => {
  const guest = await office.visit(browser, DESKTOP);
  const { page } = guest;
  await page.route('**/assets/parts-*.js', (route) => route.abort());
  const storyteller = new Storyteller(page);
  await storyteller.arrive('/?framework=our-schools');
  await storyteller.start();
  await page.locator('#story-text').fill('We went to the library.');
  await storyteller.pressNext();
  await page.getByRole('radio').first().waitFor();
  expect(await page.getByRole('radio').count()).toBe(2_000);
  await guest.close();
});

test('the shared tablet searches too', async () => {
  const code = await office.makeCollection({
    framework: 'our-schools',
    kiosk: true,
    signifiers: ['school', 'places', 'mood'],
  });
  const { page, close } = await office.visit(browser, TABLET_WITH_WORKER);
  await page.goto('/kiosk');
  await page.getByLabel('Join code').fill(code);
  await page.keyboard.press('Enter');
  await page.getByText('This tablet is ready').waitFor();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: /^Hand the tablet/ }).click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  const storyteller = new Storyteller(page);
  await storyteller.start();
  await page.locator('#story-text').fill('We went to the library.');
  await storyteller.pressNext();
  await field(page).fill('old dore academy');
  await options(page).first().click();
  expect(await chosen(page)).toEqual(['Old Dore Academy']);
  await close();
});

test('many options are added to a draft from a list, and its preview searches them', async () => {
  const { page, close } = await office.staff(browser, 'ada', '/frameworks?new=many-names');
  await page.getByLabel('Title').fill('Many names');
  await page.getByRole('button', { name: /Without words yet/ }).click();
  await page.getByLabel('The open question that asks for a story').fill('What happened today?');
  await page.getByRole('button', { name: 'Choice', exact: true }).click();
  await page.getByLabel('Question').fill('Which street?');
  for (const option of [1, 2])
    await page.getByLabel(`Option ${option}`, { exact: true }).fill(`Way ${option}`);
  await page.getByText('Add many options at once').click();
  const streets = Array.from({ length: 40 }, (_, i) =>
    i === 0 ? 'Way 2' : i === 1 ? 'own_id\tHill Street' : `Street ${i}`,
  );
  await page.getByLabel('List of options').fill(`${streets.join('\n')}\n\n`);
  await page.getByRole('button', { name: 'Add these options' }).click();
  await page.getByText('39 options added').waitFor();
  await page.getByLabel('Find one of the 41 options').fill('hill');
  expect(await page.locator('.options__item').count()).toBe(1);
  expect(await page.getByLabel('Option 3', { exact: true }).inputValue()).toBe('Hill Street');
  expect(await page.getByLabel('Id: Option 3').inputValue()).toBe('own_id');
  await page.getByLabel('Find one of the 41 options').fill('');
  await page.getByText('31 more: type more letters').waitFor();
  await page.getByText('people search this list by typing').waitFor();
  await expectAccessible(page, 'editing a long choice');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Draft saved').waitFor();

  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Preview' }).click();
  const preview = await opening;
  const storyteller = new Storyteller(preview);
  await storyteller.start();
  await preview.locator('#story-text').fill('We went to the library.');
  await storyteller.pressNext();
  await field(preview).fill('street hill');
  await options(preview).first().click();
  expect(await chosen(preview)).toEqual(['Hill Street']);
  await preview.close();
  await close();
});

test('paper has lines to write on, and what was written is searched for when it is typed in', async () => {
  const { page, close } = await office.staff(browser, 'fay', '/paper?framework=our-schools');
  await page.locator('.copy .sheet').first().waitFor();
  const school = page.locator('.copy .ask', { hasText: 'Which school is it about?' });
  expect(await school.innerText()).toContain(
    'The list is too long to print here. Write one name, in full and clearly.',
  );
  expect(await school.locator('.write-line').count()).toBe(2);
  expect(await school.locator('.tickbox').allInnerTexts()).toEqual(['Does not fit', 'Not at a school']);
  const places = page.locator('.copy .ask', { hasText: 'Which places does it touch?' });
  expect(await places.locator('.write-line').count()).toBe(3);
  expect(await page.locator('.copy').innerText()).not.toContain('Abbey Lane');
  expect(await page.locator('.copy .sheet').count()).toBeLessThan(6);
  await close();

  const typist = await office.staff(browser, 'fay', '/transcribe?framework=our-schools');
  const sent: { answers?: unknown }[] = [];
  typist.page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/transcriptions'))
      sent.push(request.postDataJSON() as { answers?: unknown });
  });
  const receipt = newReceipt();
  await typist.page.getByLabel('Form code').fill(`${receipt} ${checkNumber(receipt)}`);
  const { keyboard } = typist.page;
  await keyboard.press('Enter');
  await typist.page.locator('#story-text').fill('We went to the library.');
  await keyboard.press('Control+Enter');
  await expect
    .poll(() => typist.page.evaluate(() => document.activeElement?.getAttribute('role')))
    .toBe('combobox');
  await keyboard.type('2 hillsborough');
  await keyboard.press('Enter');
  await typist.page.getByRole('link', { name: 'Choose a name from the list' }).waitFor();
  await field(typist.page).fill('');
  await keyboard.type('upper hillsborough prim');
  await keyboard.press('Enter');
  expect(await chosen(typist.page)).toEqual(['Upper Hillsborough Primary School']);
  await expectAccessible(typist.page, 'typing in a long choice');
  await keyboard.press('Enter');
  await typist.page.getByRole('heading', { name: 'Which places does it touch?' }).waitFor();
  for (const place of ['abbey', 'dore']) {
    await keyboard.type(place);
    await keyboard.press('Enter');
  }
  await keyboard.press('Enter');
  await typist.page.getByRole('heading', { name: 'How did it feel?' }).waitFor();
  await keyboard.press('2');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await typist.page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]?.answers).toEqual({
    school: { choice: [idOf('Upper Hillsborough Primary School')] },
    places: { choice: ['p0', 'p15'] },
    mood: { choice: ['bad'] },
  });
  await typist.close();
});

test('an analyst sees what was chosen most, and finds the rest by name', async () => {
  const tell = (school: string) =>
    office.tell({
      framework: 'our-schools',
      prompt: 'tell',
      text: 'Made up for a test.',
      answers: { school: { choice: [idOf(school)] } },
    });
  // Of fewer than ten stories nothing is counted.
  const schools = [...Array<string>(14).fill('Totley Academy'), ...Array<string>(12).fill('Dore Academy')];
  await Promise.all(schools.map(tell));
  const selected = encodeURIComponent(JSON.stringify({ framework: 'our-schools' }));
  const { page, close } = await office.staff(browser, 'ana', `/explore?s=${selected}`, DESKTOP);
  const filter = page.locator('.filter', { hasText: 'Which school is it about?' });
  await filter.evaluate((element: HTMLDetailsElement) => (element.open = true));
  await expect.poll(() => filter.locator('.option').count()).toBe(15);
  await expect.poll(() => filter.locator('.option').first().innerText()).toContain('Totley Academy');
  await filter.getByText(/^1,985 other options/).waitFor();
  await filter.getByLabel('Find an option').fill('dore academy');
  await filter.getByLabel('Dore Academy', { exact: true }).check();
  await page.locator('.selection__count').getByText('12 stories').waitFor();
  await filter.getByLabel('Find an option').fill('');
  expect(await filter.locator('.option').first().innerText()).toContain('Dore Academy');
  await expectAccessible(page, 'a long choice as a filter');
  await close();
});
