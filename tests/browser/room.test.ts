// A device without room: it says so before a story is begun, and never claims to have stored what it has not.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everythingKept, networkBack, PHONE_WITH_WORKER, TABLET_WITH_WORKER } from './support/device';
import { Office } from './support/office';
import { Storyteller } from './support/storyteller';
import { expectAccessible, launch, MICROPHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch(MICROPHONE)]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const NOTHING_IS_SAVED = 'This device will not save anything.';
const CALL = 'This tablet cannot save another story. Please call the person who runs the event.';

/** Writing to the device fails from the page's first moment on, as with a full disk or in some private windows. */
async function withoutRoom(page: Page): Promise<void> {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
}

/** From now on there is room for so many bytes at a time; 0 is none, and it can be made again. */
function room(page: Page, most: number): Promise<void> {
  return page.evaluate((bytes) => {
    interface Patched {
      most: number;
    }
    const patched = window as unknown as { room?: Patched };
    if (patched.room) {
      patched.room.most = bytes;
      return;
    }
    const state = (patched.room = { most: bytes });
    const weight = (value: unknown): number => {
      if (value instanceof Blob) return value.size;
      if (value instanceof Uint8Array) return value.byteLength;
      if (typeof value === 'string') return value.length;
      if (typeof value !== 'object' || value === null) return 8;
      return Object.values(value).reduce<number>((sum, inner) => sum + weight(inner), 0);
    };
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
      if (weight(given[0]) > state.most) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, given as [unknown]);
    };
  }, most);
}

async function toCheck(page: Page, text: string): Promise<Storyteller> {
  const storyteller = new Storyteller(page);
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await page.getByLabel('What happened?').fill(text);
  await storyteller.next();
  await storyteller.skipToCheck();
  return storyteller;
}

test('a phone that can store nothing says so on the start page', async () => {
  for (const how of ['no room', 'no database'] as const) {
    const { page, close } = await office.visit(browser, PHONE_WITH_WORKER);
    if (how === 'no room') await withoutRoom(page);
    else {
      await page.addInitScript(() => {
        Object.defineProperty(window, 'indexedDB', {
          value: {
            open() {
              throw new DOMException('refused', 'SecurityError');
            },
          },
        });
      });
    }
    await page.goto('/');
    await page.getByText(NOTHING_IS_SAVED).waitFor();
    await expectAccessible(page, `start, ${how}`);
    await page.getByLabel(/parent, carer/).check();
    const storyteller = new Storyteller(page);
    await storyteller.start();
    await page.getByRole('radio').first().check();
    await storyteller.next();
    expect(await page.locator('#keep-draft').count()).toBe(0);
    await close();
  }
});

test('a phone with room says nothing, and nothing of the test for room stays', async () => {
  const { page, close } = await office.visit(browser, PHONE_WITH_WORKER);
  await new Storyteller(page).arrive();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  expect(await page.getByText(NOTHING_IS_SAVED).count()).toBe(0);
  expect((await everythingKept(page)).length).toBeLessThan(200_000);
  await close();
});

/** A written story with a recording, at its end. */
async function spokenToCheck(page: Page, text: string): Promise<Storyteller> {
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await page.getByLabel(/parent, carer/).check();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await page.getByRole('button', { name: 'Record your story instead' }).click();
  await expect.poll(() => page.locator('.voice__left').innerText(), { timeout: 8_000 }).toMatch(/4:5\d/);
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await page.locator('.voice audio').waitFor();
  await page.getByLabel('What happened?').fill(text);
  await storyteller.next();
  await storyteller.skipToCheck();
  return storyteller;
}

const ONLY_WORDS = 'This device has no room for your recording or picture';

test('when there is no room for the voice, the words are saved, and it is said that the voice is not', async () => {
  const { page, close } = await office.visit(browser, PHONE_WITH_WORKER);
  const storyteller = await spokenToCheck(page, 'Words beside a voice.');
  await room(page, 1_500);
  await page.context().setOffline(true);
  await storyteller.send();
  await page.locator('.govuk-error-summary', { hasText: ONLY_WORDS }).waitFor();
  await expectAccessible(page, 'check, only the words are saved');
  expect(await page.getByText('Your story is saved').count()).toBe(0);
  // The text is not sent without the recording unless the storyteller says so.
  await networkBack(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  const receipt = await storyteller.receipt();
  const kept = await office.ownStory(receipt);
  expect(kept.text).toBe('Words beside a voice.');
  expect(kept.attachments.map(({ kind }) => kind)).toEqual(['voice']);
  await page.goto('/').catch(() => undefined);
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  expect(await page.getByText('needs you').count()).toBe(0);
  await close();
});

test('a story that was sent whole is no longer in the queue when its receipt is shown, however slow the device', async () => {
  const { page, close } = await office.visit(browser, PHONE_WITH_WORKER);
  await page.addInitScript(() => {
    const request = navigator.locks.request.bind(navigator.locks) as (
      ...given: unknown[]
    ) => Promise<unknown>;
    const slow = async (...given: unknown[]) => {
      if (String(given[0]).endsWith('-change')) await new Promise((done) => setTimeout(done, 400));
      return request(...given);
    };
    Object.defineProperty(navigator.locks, 'request', { value: slow });
  });
  const storyteller = await spokenToCheck(page, 'Sent whole.');
  await room(page, 1_500);
  await storyteller.send();
  const receipt = await storyteller.receipt();
  await page.goto('/').catch(() => undefined);
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  expect(await page.getByText('needs you').count()).toBe(0);
  expect((await office.ownStory(receipt)).attachments.map(({ kind }) => kind)).toEqual(['voice']);
  await close();
});

test('the words can go alone, and are found again after the tab has died', async () => {
  const { page, close } = await office.visit(browser, PHONE_WITH_WORKER);
  const context = page.context();
  const storyteller = await spokenToCheck(page, 'Words alone.');
  await room(page, 1_500);
  await context.setOffline(true);
  await storyteller.send();
  await page.getByRole('button', { name: 'Send only my words' }).waitFor();
  const next = await context.newPage();
  await page.close({ runBeforeUnload: false });
  await next.goto('/');
  await next.getByText('1 story could not be sent and needs you.').waitFor();
  await next.getByRole('button', { name: 'See waiting stories' }).click();
  await next.locator('.waiting__story', { hasText: ONLY_WORDS }).waitFor();
  await context.setOffline(false);
  await next.getByRole('button', { name: 'Open and change it' }).click();
  const later = new Storyteller(next);
  await later.send();
  const kept = await office.ownStory(await later.receipt());
  expect([kept.text, kept.attachments]).toEqual(['Words alone.', []]);
  await close();
});

test('the text alone can be sent from the same page, and gets a receipt', async () => {
  const { page, close } = await office.visit(browser, PHONE_WITH_WORKER);
  const storyteller = await spokenToCheck(page, 'Only these words.');
  await room(page, 1_500);
  await page.context().setOffline(true);
  await storyteller.send();
  await page.getByRole('button', { name: 'Send only my words' }).click();
  const receipt = await storyteller.receipt();
  await networkBack(page);
  await page.getByText('Your story has arrived.').waitFor();
  const kept = await office.ownStory(receipt);
  expect([kept.text, kept.attachments]).toEqual(['Only these words.', []]);
  await close();
});

function collection(): Promise<string> {
  return office.makeCollection({ audiences: ['child', 'family'], kiosk: true });
}

/** A shared tablet in the hands of the first person. */
async function tablet(code: string) {
  const guest = await office.visit(browser, TABLET_WITH_WORKER);
  const { page } = guest;
  await page.goto('/kiosk');
  await enter(page, code);
  await page.getByText('This tablet is ready').waitFor();
  await page.getByRole('button', { name: 'Hand the tablet to the first person' }).click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  return guest;
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel('Join code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('a tablet without room cannot be set up', async () => {
  const code = await collection();
  const { page, close } = await office.visit(browser, TABLET_WITH_WORKER);
  await withoutRoom(page);
  await page.goto('/kiosk');
  await enter(page, code);
  await page.getByText('has no room for it, so stories could be lost here').waitFor();
  await expectAccessible(page, 'tablet, no room at set-up');
  expect(await page.getByText('This tablet is ready').count()).toBe(0);
  await close();
});

test('a tablet that ran out of room says so before the next person writes', async () => {
  const code = await collection();
  const { page, close } = await tablet(code);
  await withoutRoom(page);
  await page.locator('.govuk-exit-this-page__button').click();
  await page.getByText(CALL).waitFor();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  await expectAccessible(page, 'tablet, start without room');
  await page.getByRole('button', { name: 'For the person who runs the event' }).click();
  await enter(page, code);
  await page.getByText('This tablet has no room for another story.').waitFor();
  await close();
});

test('a story that a tablet cannot keep is no file, is not called sent, and is not cleared without a word', async () => {
  const code = await collection();
  const { page, close } = await tablet(code);
  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  await page.clock.install();
  const storyteller = await toCheck(page, 'Nowhere to keep it.');
  await room(page, 0);
  await page.context().setOffline(true);
  await storyteller.send();
  await page.getByText(CALL).waitFor();
  await expectAccessible(page, 'tablet, a story is not kept');
  expect(await page.getByRole('button', { name: 'Save my story as a file' }).count()).toBe(0);
  const bar = page.locator('.tablet-bar__count');
  expect(await bar.innerText()).toBe('A story is not saved');

  // Without the facilitator it is hidden from the next person, and still there.
  await page.clock.runFor(91_000);
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.clock.runFor(60_000);
  await page.getByText('A story on this tablet could not be sent or saved.').waitFor();
  expect(await page.getByText('Nowhere to keep it.').isVisible()).toBe(false);
  await expectAccessible(page, 'tablet, gate before a story that is not kept');
  await page.clock.runFor(300_000);
  await enter(page, code);
  await page.getByText('It is still on the screen, and hidden now.').waitFor();
  expect(await page.getByText('Everything has been sent').count()).toBe(0);
  await expectAccessible(page, 'tablet, sheet with a story that is not kept');
  await room(page, 1_000_000_000);
  await page.getByRole('button', { name: 'Go on with the event' }).click();
  await page.getByRole('button', { name: 'Try again' }).click();
  const receipt = await storyteller.receipt();
  expect(await bar.innerText()).toBe('1 story waiting to be sent');
  await networkBack(page);
  await expect.poll(() => bar.innerText()).toBe('All stories are sent');
  expect((await office.ownStory(receipt)).text).toBe('Nowhere to keep it.');
  expect(downloads).toEqual([]);
  await close();
});

test('the facilitator learns of a story that the storyteller cleared and that was stored nowhere', async () => {
  const code = await collection();
  const { page, close } = await tablet(code);
  const storyteller = await toCheck(page, 'Cleared in the end.');
  await room(page, 0);
  await page.context().setOffline(true);
  await storyteller.send();
  await page.getByText(CALL).waitFor();
  await page.locator('.govuk-exit-this-page__button').click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  const bar = page.locator('.tablet-bar__count');
  expect(await bar.innerText()).toBe('A story is not saved');
  expect(await page.locator('body').innerText()).not.toContain('Cleared in the end.');
  await page.getByRole('button', { name: 'For the person who runs the event' }).click();
  await enter(page, code);
  await page.getByText('1 story could not be saved. It was cleared from the screen.').waitFor();
  expect(await page.getByText('Everything has been sent').count()).toBe(0);
  await expectAccessible(page, 'tablet, sheet after a story was cleared');
  await close();
});
