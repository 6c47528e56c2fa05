// A storyteller's own device in trouble: no network, no room, a wrong clock, two tabs, a tab that crashes.
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from './support/deployment';
import { everythingKept, networkBack, PHONE_WITH_WORKER, settledIn, storedRows } from './support/device';
import { chooseWording } from './support/languages';
import { Office } from './support/office';
import { photo } from './support/pictures';
import { SAVED, STORY, Storyteller, submissions } from './support/storyteller';
import { expectAccessible, launch, visit } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const STORIES = '**/api/v1/stories';

async function aPhone() {
  const guest = await office.visit(browser, PHONE_WITH_WORKER);
  return { ...guest, storyteller: new Storyteller(guest.page) };
}

function problem(status: number, headers: Record<string, string> = {}, more: object = {}) {
  return (route: Route) =>
    route.fulfill({
      status,
      headers: { 'content-type': 'application/problem+json', ...headers },
      body: JSON.stringify({
        type: 'urn:sensing:problem:forced',
        title: 'Forced by a test',
        status,
        ...more,
      }),
    });
}

/** Tells a story up to the check page. */
async function tellToCheck(page: Page, text = STORY): Promise<Storyteller> {
  const storyteller = new Storyteller(page);
  await storyteller.tell(text);
  await storyteller.skipToCheck();
  return storyteller;
}

test('after one visit the form, its wordings and the receipt page work without a network', async () => {
  const { page, storyteller, close } = await aPhone();
  await storyteller.arrive();
  await settledIn(page);
  await page.context().setOffline(true);
  await page.reload();
  await chooseWording(page, 'Easy read');
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await page.goto('/receipt');
  await page.getByLabel('Receipt letters').waitFor();
  await page.goto('/join/PARK-7');
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  const letters = await storyteller.tellShortly('Told without a network.');
  await page.getByText(SAVED).waitFor();
  await expectAccessible(page, 'receipt, waiting');
  await page.getByRole('button', { name: 'See waiting stories' }).click();
  await page.getByText('Waiting to be sent').waitFor();
  expect(await page.locator('main').innerText()).not.toContain('without a network.');
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await page.getByRole('button', { name: 'Delete it from this device' }).click();
  await expect.poll(focused).toContain('Delete this story?');
  await page.getByRole('button', { name: 'No, keep it' }).click();
  await expect.poll(focused).toBe('Delete it from this device');
  await expectAccessible(page, 'waiting stories');
  await page.getByRole('button', { name: 'Back to the start' }).click();
  await page.getByText('1 story is waiting on this device to be sent.').waitFor();
  await expectAccessible(page, 'start, a story waits');
  await networkBack(page);
  await page.getByText('1 story is waiting').waitFor({ state: 'detached' });
  expect((await office.ownStory(letters)).text).toBe('Told without a network.');
  expect(await everythingKept(page)).not.toContain('without a network.');
  await close();
});

test.each([
  ['the service is away', problem(503, { 'retry-after': '1' })],
  ['too many people are sending', problem(429, { 'retry-after': '1' })],
  ['something breaks', problem(500)],
  ['something else of ours answers', problem(403)],
])('when %s, the story is saved and sent later', async (_, answer) => {
  const { page, close } = await aPhone();
  const storyteller = await tellToCheck(page);
  const sent = submissions(page);
  await page.clock.install();
  await page.route(STORIES, answer, { times: 1 });
  await storyteller.send();
  await page.getByText(SAVED).waitFor();
  const receipt = await storyteller.receipt();
  await page.clock.runFor(20_000);
  await page.getByText('Your story has arrived.').waitFor();
  await page.getByRole('heading', { name: 'Thank you. Your story is with us.' }).waitFor();
  expect((await office.ownStory(receipt)).text).toBe(STORY);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  await close();
});

test('a service that asks to wait is not asked again before', async () => {
  const { page, close } = await aPhone();
  const storyteller = await tellToCheck(page);
  const sent = submissions(page);
  await page.clock.install();
  await page.route(STORIES, problem(429, { 'retry-after': '600' }), { times: 1 });
  await storyteller.send();
  await page.getByText(SAVED).waitFor();
  await page.clock.runFor(500_000);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  expect(sent).toHaveLength(1);
  await page.clock.runFor(110_000);
  await page.getByText('Your story has arrived.').waitFor();
  await close();
});

test('an answer that never comes does not keep anybody waiting for their receipt', async () => {
  const { page, close } = await aPhone();
  const storyteller = await tellToCheck(page);
  await page.clock.install();
  const reached = new Promise<void>((done) => void page.route(STORIES, () => done(), { times: 1 }));
  await storyteller.send();
  await reached;
  await page.clock.runFor(11_000);
  await page.getByText(SAVED).waitFor();
  await close();
});

test('a tab that crashes while it is sending loses nothing', async () => {
  const { page, close } = await aPhone();
  const context = page.context();
  const storyteller = await tellToCheck(page, 'The tab died.');
  const reached = new Promise<void>((done) => void page.route(STORIES, () => done(), { times: 1 }));
  const sent = submissions(page);
  await storyteller.send();
  await reached;
  await page.close({ runBeforeUnload: false });
  const next = await context.newPage();
  await next.goto('/');
  const receipt = (sent[0] as { receipt: string }).receipt;
  await expect
    .poll(
      () =>
        office.ownStory(receipt).then(
          ({ text }) => text,
          () => undefined,
        ),
      { timeout: 20_000 },
    )
    .toBe('The tab died.');
  await expect.poll(() => everythingKept(next)).not.toContain('The tab died.');
  await close();
});

test('two tabs send what waits once', async () => {
  const { page, close } = await aPhone();
  const context = page.context();
  const first = await tellToCheck(page, 'From two tabs.');
  await context.setOffline(true);
  await first.send();
  await page.getByText(SAVED).waitFor();
  const second = await context.newPage();
  await second.goto('/');
  await second.getByText('1 story is waiting').waitFor();
  const arrived = [page, second].map((tab) => {
    const answers: number[] = [];
    tab.on('response', (answer) => {
      if (answer.url().endsWith('/api/v1/stories')) answers.push(answer.status());
    });
    return answers;
  });
  await context.setOffline(false);
  await Promise.all([networkBack(page), networkBack(second)]);
  await page.getByText('Your story has arrived.').waitFor();
  await second.getByText('1 story is waiting').waitFor({ state: 'detached' });
  // An attempt that the network broke while it came back does not count.
  expect(arrived.flat()).toEqual([201]);
  await close();
});

test('a device that can store nothing says so, and the story stays on the page', async () => {
  const guest = await office.visit(browser, PHONE_WITH_WORKER);
  const { page } = guest;
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      value: {
        open() {
          throw new DOMException('refused', 'SecurityError');
        },
      },
    });
  });
  const storyteller = await tellToCheck(page, 'Nowhere to keep it.');
  expect(await page.locator('#keep-draft').count()).toBe(0);
  await page.route(STORIES, (route) => route.abort('internetdisconnected'), { times: 1 });
  await storyteller.send();
  await page.getByText('this device would not save your story').waitFor();
  await expectAccessible(page, 'check, nothing is kept');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save my story as a file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('my-story.txt');
  expect(await page.locator('main dl').first().innerText()).toContain('Nowhere to keep it.');
  await page.getByRole('button', { name: 'Try again' }).click();
  expect((await office.ownStory(await storyteller.receipt())).text).toBe('Nowhere to keep it.');
  await guest.close();
});

test('a device without room says so too', async () => {
  const { page, close } = await aPhone();
  const storyteller = await tellToCheck(page);
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await page.route(STORIES, (route) => route.abort('internetdisconnected'), { times: 1 });
  await storyteller.send();
  await page.getByText('this device would not save your story').waitFor();
  await close();
});

test.each([-365, 365])('a clock that is wrong by %i days does no harm', async (days) => {
  const { page, close } = await aPhone();
  await page.clock.install({ time: Date.now() + days * 86_400_000 });
  await page.clock.resume();
  const storyteller = await tellToCheck(page, `Told with a clock that is ${days} days wrong.`);
  await page.route(STORIES, problem(503, { 'retry-after': new Date(Date.now() + 2_000).toUTCString() }), {
    times: 1,
  });
  await storyteller.send();
  await page.getByText(SAVED).waitFor();
  const receipt = await storyteller.receipt();
  await page.getByRole('button', { name: 'See waiting stories' }).click();
  await page.getByRole('button', { name: 'Try to send now' }).click();
  await page.getByText('No story is waiting.').waitFor();
  expect((await office.ownStory(receipt)).text).toContain(`${days} days wrong`);
  await close();
});

test('a story that is refused stays, says why, and can be mended', async () => {
  const { page, close } = await aPhone();
  const context = page.context();
  const storyteller = await tellToCheck(page, 'To be mended.');
  await context.setOffline(true);
  await storyteller.send();
  const receipt = await storyteller.receipt();
  await page.route(
    STORIES,
    problem(422, {}, { errors: [{ field: 'text', message: 'leave out the number' }] }),
    {
      times: 1,
    },
  );
  await networkBack(page);
  await page.getByText('The service could not take your story as it is.').waitFor();
  await page.getByRole('button', { name: 'See what to do' }).click();
  await page.getByText('leave out the number').waitFor();
  await expectAccessible(page, 'waiting stories, refused');
  await page.reload();
  await page.getByText('1 story could not be sent and needs you.').waitFor();
  await page.getByRole('button', { name: 'See waiting stories' }).click();
  await page.getByRole('button', { name: 'Open and change it' }).click();
  await page.getByRole('button', { name: /^Change.*Story/ }).click();
  await page.getByLabel('What happened?').fill('Mended.');
  await storyteller.next();
  await storyteller.send();
  expect(await storyteller.receipt()).toBe(receipt);
  expect((await office.ownStory(receipt)).text).toBe('Mended.');
  await close();
});

test('a story for a code that is closed can go without it', async () => {
  const past = await office.post<{ join_code: string }>(
    '/collections',
    { name: 'Last winter', framework: 'sheffield-send', opens: '2026-01-01', closes: '2026-01-31' },
    'fay',
  );
  const { page, close } = await aPhone();
  // What this phone knows of the code is older than its closing.
  await page.route('**/api/v1/collections/*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...(await answer.json()), open: true } });
  });
  await page.goto(`/join/${past.join_code}`);
  await page.getByText('Last winter').waitFor();
  const storyteller = new Storyteller(page);
  await page.getByLabel(/parent, carer/).check();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write('Too late for the code.', '');
  await storyteller.next();
  await storyteller.skipToCheck();
  await storyteller.send();
  await page.getByText('takes no more stories').waitFor();
  await expectAccessible(page, 'check, the code is closed');
  await page.getByRole('button', { name: 'Send it without the code' }).click();
  const receipt = await storyteller.receipt();
  expect((await office.ownStory(receipt)).text).toBe('Too late for the code.');
  await page.unrouteAll({ behavior: 'wait' });
  await page.goto(`/join/${past.join_code}`);
  await page.getByText('takes no stories today').waitFor();
  await close();
});

async function begin(page: Page, text: string): Promise<Storyteller> {
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await page.getByLabel(/parent, carer/).check();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write(text, 'Half');
  await storyteller.remember();
  await storyteller.next();
  await storyteller.picture.waitFor();
  return storyteller;
}

/** Another day: the tab was closed, and the page is opened again. */
async function anotherDay(page: Page, context: BrowserContext): Promise<Page> {
  // The draft is written down once the typing rests.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('sensing-draft'))).not.toBeNull();
  await expect.poll(() => storedRows(page, 'draft')).toBe(1);
  await page.close();
  const next = await context.newPage();
  await next.goto('/');
  return next;
}

/**
 * Opens the draft and goes to the first question. The draft may have been stored at the story step, when the tab was
 * closed before the question was stored too.
 */
async function carryOnToQuestion(page: Page): Promise<Storyteller> {
  const storyteller = new Storyteller(page);
  await page.getByRole('button', { name: 'Carry on with your story' }).click();
  const text = page.locator('#story-text');
  await storyteller.picture.or(text).first().waitFor();
  if (await text.isVisible()) await storyteller.next();
  await storyteller.picture.waitFor();
  return storyteller;
}

test('a draft that the device may remember is carried on another day, and gone once it is sent', async () => {
  const { page, close } = await aPhone();
  const context = page.context();
  await begin(page, 'Half a story.');
  await expectAccessible(page, 'first question after the keeping');
  expect(await everythingKept(page)).not.toContain('Half');
  const next = await anotherDay(page, context);
  await next.getByRole('button', { name: 'Carry on with your story' }).waitFor();
  await expectAccessible(next, 'start, a draft is kept');
  const storyteller = await carryOnToQuestion(next);
  await storyteller.skipToCheck();
  expect(await next.locator('main dl').first().innerText()).toContain('Half a story.');
  await storyteller.send();
  expect((await office.ownStory(await storyteller.receipt())).text).toBe('Half a story.');
  await next.goto('/');
  await next.getByRole('button', { name: 'Start', exact: true }).waitFor();
  expect(await next.evaluate(() => localStorage.length)).toBe(0);
  expect(await next.getByText('Carry on with your story').count()).toBe(0);
  await close();
});

test('sending another story does not delete a stored draft', async () => {
  const { page, close } = await aPhone();
  const context = page.context();
  await begin(page, 'Kept for later.');
  // Only a page with a service worker waits for the draft before it shows the cards.
  await settledIn(page);
  const next = await anotherDay(page, context);
  const carryOn = next.getByRole('button', { name: 'Carry on with your story' });
  // It is there with the cards, and does not push them away.
  await next.locator('[name=audience]').first().waitFor();
  expect(await carryOn.count()).toBe(1);
  const storyteller = new Storyteller(next);
  await next.getByLabel(/parent, carer/).check();
  expect(await carryOn.count()).toBe(1);
  await storyteller.start();
  await next.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write('Another one.', '');
  await storyteller.next();
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  await next.getByRole('button', { name: 'Tell another story', exact: true }).click();
  await carryOnToQuestion(next);
  await storyteller.skipToCheck();
  expect(await next.locator('main dl').first().innerText()).toContain('Kept for later.');
  await storyteller.send();
  await storyteller.receipt();
  expect(await next.evaluate(() => localStorage.length)).toBe(0);
  await close();
});

test('a stored draft keeps the signifiers and audiences of its join code', async () => {
  const { join_code } = await office.post<{ join_code: string }>(
    '/collections',
    {
      name: 'Parents’ evening',
      framework: 'sheffield-send',
      signifiers: ['difference', 'timing'],
      audiences: ['family'],
    },
    'fay',
  );
  const { page, close } = await aPhone();
  const context = page.context();
  await page.goto(`/join/${join_code}`);
  await page.getByText('Parents’ evening').waitFor();
  await settledIn(page);
  const first = new Storyteller(page);
  expect(await page.locator('[name=audience]').count()).toBe(0);
  await first.start();
  await page.getByRole('radio').first().check();
  await first.next();
  await first.write('Begun at the evening.', '');
  await first.remember();
  await first.next();
  const next = await anotherDay(page, context);
  await next.getByRole('button', { name: 'Carry on with your story' }).click();
  const storyteller = new Storyteller(next);
  let asked = 0;
  for (; (await storyteller.kind()) !== 'consent'; await storyteller.next()) asked += 1;
  expect(asked).toBe(2);
  await storyteller.agree();
  await storyteller.next();
  expect(await next.locator('main dl').nth(1).textContent()).toContain(
    'A parent, carer or other family member',
  );
  expect(await next.getByRole('button', { name: /^Change.*Who/ }).count()).toBe(0);
  const sent = submissions(next);
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]).toMatchObject({ collection: join_code, answers: { audience: { choice: ['family'] } } });
  await close();
});

test('a story that is changed while it is being sent arrives with the changes', async () => {
  const { page, close } = await aPhone();
  const storyteller = await tellToCheck(page, 'Before.');
  let release: () => void = () => undefined;
  const released = new Promise<void>((done) => (release = done));
  const reached = new Promise<void>((done) => {
    void page.route(
      STORIES,
      async (route) => {
        done();
        await released;
        await route.continue();
      },
      { times: 1 },
    );
  });
  await storyteller.send();
  await reached;
  await page.getByRole('button', { name: /^Change.*Story/ }).click();
  await page.getByLabel('What happened?').fill('After.');
  const answered = page.waitForResponse(STORIES);
  release();
  await answered;
  await expect.poll(() => storedRows(page, 'waiting')).toBe(0);
  expect(await page.getByLabel('What happened?').inputValue()).toBe('After.');
  await storyteller.next();
  await storyteller.send();
  const receipt = await storyteller.receipt();
  expect((await office.ownStory(receipt)).text).toBe('After.');
  await close();
});

const STAYS = 'its recording and its picture stay as you first sent them';

async function addPicture(page: Page, width: number): Promise<void> {
  const buffer = await photo(page, width, 200);
  await page.locator('#story-picture').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
  await page.locator('.add-picture img').waitFor();
}

/** A story with a picture that reaches the service, and another picture that is chosen before the answer comes. */
async function changePictureOnItsWay(page: Page): Promise<Storyteller> {
  const storyteller = await tellToCheck(page, 'With a picture.');
  await page.getByRole('button', { name: /^Change.*Story/ }).click();
  await addPicture(page, 300);
  await storyteller.next();
  let answer: () => void = () => undefined;
  const mayAnswer = new Promise<void>((done) => (answer = done));
  const arrived = new Promise<void>((done) => {
    const first = async (route: Route) => {
      const response = await route.fetch();
      done();
      await mayAnswer;
      await route.fulfill({ response });
    };
    void page.route(STORIES, first, { times: 1 });
  });
  await storyteller.send();
  await arrived;
  await page.getByRole('button', { name: /^Change.*Story/ }).click();
  await page.getByRole('button', { name: 'Remove picture' }).click();
  await addPicture(page, 200);
  const answered = page.waitForResponse(STORIES);
  answer();
  await answered;
  await expect.poll(() => storedRows(page, 'waiting')).toBe(0);
  await storyteller.next();
  return storyteller;
}

test('when the picture is changed while the story is being sent, the page says which one has arrived', async () => {
  const { page, close } = await aPhone();
  const storyteller = await changePictureOnItsWay(page);
  await storyteller.send();
  await page.locator('.govuk-error-summary', { hasText: STAYS }).waitFor();
  await expectAccessible(page, 'check, the picture stays');
  await page.getByRole('button', { name: 'Show my receipt again' }).click();
  const receipt = await storyteller.receipt();
  expect(await office.post('/receipts/open', { receipt })).toMatchObject({
    attachments: [{ kind: 'picture' }],
  });
  await expect.poll(() => storedRows(page, 'waiting')).toBe(0);
  await close();
});

test('the same is said when it turns out after the receipt was shown', async () => {
  const { page, close } = await aPhone();
  const storyteller = await changePictureOnItsWay(page);
  await page.context().setOffline(true);
  await storyteller.send();
  await page.getByText(SAVED).waitFor();
  await networkBack(page);
  await page.locator('.state', { hasText: STAYS }).waitFor();
  await expectAccessible(page, 'sent, the picture stays');
  await page.getByRole('button', { name: 'See what to do' }).click();
  await page.locator('.waiting__story', { hasText: STAYS }).waitFor();
  await expectAccessible(page, 'waiting stories, the picture stays');
  await page.getByRole('button', { name: 'OK, I have read this' }).click();
  await page.getByText('No story is waiting.').waitFor();
  await close();
});

test('a story that the device could not delete is still there, and the page says so', async () => {
  const { page, close } = await aPhone();
  const storyteller = await tellToCheck(page, 'To be deleted.');
  await page.context().setOffline(true);
  await storyteller.send();
  await page.getByRole('button', { name: 'See waiting stories' }).click();
  await page.evaluate(() => {
    const { prototype } = IDBObjectStore;
    const remove = prototype.delete;
    prototype.delete = () => {
      prototype.delete = remove;
      throw new DOMException('', 'InvalidStateError');
    };
  });
  await page.getByRole('button', { name: 'Delete it from this device' }).click();
  await page.getByRole('button', { name: 'Yes, delete it' }).click();
  await page.getByRole('status').filter({ hasText: 'This device would not delete the story.' }).waitFor();
  expect(await storedRows(page, 'waiting')).toBe(1);
  await page.getByRole('button', { name: 'Yes, delete it' }).click();
  await page.getByText('The story is deleted.').waitFor();
  expect(await storedRows(page, 'waiting')).toBe(0);
  await close();
});

test('no device stores a draft without being asked', async () => {
  const { page, storyteller, close } = await aPhone();
  await storyteller.tell('Not to be kept.');
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(await everythingKept(page)).not.toContain('Not to be kept');
  await close();
});

test('a stored draft is deleted by Exit this page, and by its Delete button', async () => {
  for (const how of ['exit', 'delete'] as const) {
    const { page, close } = await aPhone();
    const context = page.context();
    await begin(page, 'To be wiped.');
    const next = await anotherDay(page, context);
    await next.getByRole('button', { name: 'Carry on with your story' }).waitFor();
    if (how === 'exit') {
      await next.locator('.govuk-exit-this-page__button').click();
      await next.waitForURL('https://www.bbc.co.uk/weather', { waitUntil: 'commit' });
      await next.goto('/');
    } else {
      const focused = () => next.evaluate(() => document.activeElement?.textContent);
      await next.getByRole('button', { name: 'Delete it' }).click();
      await expect.poll(focused).toContain('Delete your unfinished story?');
      await next.getByRole('button', { name: 'No, keep it' }).click();
      await expect.poll(focused).toBe('Delete it');
      await next.getByRole('button', { name: 'Delete it' }).click();
      await next.getByRole('button', { name: 'Yes, delete it' }).click();
      await expect.poll(() => next.evaluate(() => document.activeElement?.tagName)).toBe('H1');
      await next.getByText('Your unfinished story is deleted.').waitFor();
      await next.reload();
    }
    await next.getByRole('button', { name: 'Start', exact: true }).waitFor();
    await settledIn(next);
    expect(await next.evaluate(() => localStorage.length)).toBe(0);
    expect(await next.getByText('Carry on with your story').count()).toBe(0);
    await close();
  }
});

test('a shared tablet does not offer to remember a draft', async () => {
  const { join_code } = await office.post<{ join_code: string }>(
    '/collections',
    {
      name: 'Hall',
      framework: 'sheffield-send',
      signifiers: ['difference', 'timing', 'feelings'],
      kiosk: true,
    },
    'fay',
  );
  const { page, storyteller, close } = await aPhone();
  await page.goto(`/join/${join_code}`);
  await page.getByText('Hall').waitFor();
  await settledIn(page);
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write('Told in a hall.', '');
  expect(await page.locator('#keep-draft').count()).toBe(0);
  await storyteller.next();
  await storyteller.picture.waitFor();
  await close();
});

test('a story is finished and accepted on the version of the questions that it began with', async () => {
  const { page, close } = await aPhone();
  const context = page.context();
  const waiting = await tellToCheck(page, 'Queued on the earlier version.');
  await settledIn(page);
  await context.setOffline(true);
  await waiting.send();
  const queued = await waiting.receipt();
  await page.getByRole('button', { name: 'Tell another story', exact: true }).click();
  const storyteller = new Storyteller(page);
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write('Begun on the earlier version.', '');
  await storyteller.remember();
  await storyteller.next();
  const next = await anotherDay(page, context);

  const questions = await office.get<{ version: number; signifiers: unknown[] }>(
    '/frameworks/sheffield-send',
  );
  const newer = {
    ...questions,
    version: questions.version + 2,
    signifiers: questions.signifiers.filter((_, i) => i !== 1),
  };
  await office.post('/frameworks?machine_drafts=allow', newer, 'ada');
  const sent = submissions(next);
  await networkBack(next);
  await next.reload();
  await expect
    .poll(() =>
      office.ownStory(queued).then(
        ({ text }) => text,
        () => '',
      ),
    )
    .toBe('Queued on the earlier version.');
  await next.getByRole('button', { name: 'Carry on with your story' }).click();
  const later = new Storyteller(next);
  await later.skipToCheck();
  await later.send();
  const receipt = await later.receipt();
  expect((await office.ownStory(receipt)).text).toBe('Begun on the earlier version.');
  await next.getByRole('button', { name: 'Tell another story', exact: true }).click();
  await later.start();
  expect(sent.every(({ version }) => version === questions.version)).toBe(true);
  await close();
});

test('a newer build waits until no story is open', async () => {
  const deployment = await Deployment.inFrontOf(office.url);
  const { page, close } = await visit(browser, deployment.url, PHONE_WITH_WORKER);
  const builds = () =>
    page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('pages-')));
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await settledIn(page);
  const [old = ''] = await builds();
  await storyteller.tell('In the middle of it.');
  deployment.suffix = 'a';
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state))
    .toBe('installed');
  expect(await builds()).toContain(old);
  expect(await storyteller.picture.count()).toBe(1);
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  // Asked to take over, and willing, it now and then begins only when the page is opened once more: the browser decides.
  const newest = async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    const taken = expect.poll(() => builds().catch(() => []), { timeout: 6_000 }).toEqual([`${old}a`]);
    return taken.then(
      () => true,
      () => false,
    );
  };
  await expect.poll(newest, { timeout: 60_000, interval: 0 }).toBe(true);
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await close();
  await deployment.close();
});
