// Shared tablets at an event: forty stories without a network, and nothing of one person is left for the next.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everythingKept, networkBack, SharedTablet, TABLET_WITH_WORKER } from './support/device';
import { choose, publishLanguages } from './support/languages';
import { Office } from './support/office';
import { Storyteller } from './support/storyteller';
import { spoken, withVoices } from './support/speech';
import { expectAccessible, launch, MICROPHONE, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch(MICROPHONE)]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

function collection(more: object = {}): Promise<string> {
  return office.makeCollection({ audiences: ['child', 'family'], kiosk: true, ...more });
}

async function storiesOf(code: string): Promise<number> {
  interface Counted {
    collections: { join_code: string; stories: number }[];
  }
  const { collections } = await office.get<Counted>('/collections', 'fay');
  return collections.find(({ join_code }) => join_code === code)?.stories ?? 0;
}

async function textBehind(receipt: string): Promise<string> {
  return (await office.post<{ text: string }>('/receipts/open', { receipt })).text;
}

/** A tablet in the hands of the first person. */
async function tablet(code: string, prepare?: (page: Page) => Promise<void>) {
  const guest = await office.visit(browser, TABLET_WITH_WORKER);
  await prepare?.(guest.page);
  await guest.page.goto('/kiosk');
  await enterCode(guest.page, code);
  await guest.page.getByText('This tablet is ready').waitFor();
  return { ...guest, storyteller: new Storyteller(guest.page) };
}

/** Waits for two frames: only then is a scroll of the page reported, which counts as a touch. */
async function atRest(page: Page): Promise<void> {
  await page.getByLabel('What happened?').click({ trial: true });
}

async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Join code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function hand(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Hand the tablet|Go on)/ }).click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
}

/** Tells a story up to the receipt. */
async function tellOn(page: Page, text: string): Promise<string> {
  const storyteller = new Storyteller(page);
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await page.getByLabel('What happened?').fill(text);
  await storyteller.next();
  await storyteller.tap(0.5, 0.5);
  await storyteller.skipToCheck();
  await storyteller.send();
  return storyteller.receipt();
}

test('forty stories on five tablets without a network all arrive once, whatever is switched off and on', async () => {
  const code = await collection();
  const folder = await mkdtemp(join(tmpdir(), 'sensing-tablets-'));
  const tablets = await Promise.all(
    [0, 1, 2, 3, 4].map(async (number) => {
      const shared = new SharedTablet(join(folder, String(number)), office.url);
      await shared.switchOn(true);
      await shared.join(code);
      await shared.page.context().setOffline(true);
      return { shared, number, told: [] as { text: string; receipt: string }[] };
    }),
  );
  const each = (work: (one: (typeof tablets)[number]) => Promise<void>) => Promise.all(tablets.map(work));
  const tell = (count: number) =>
    each(async ({ shared, number, told }) => {
      for (let i = 0; i < count; i += 1) {
        const text = `Story ${told.length + 1} of tablet ${number + 1}.`;
        told.push({ text, receipt: await shared.tell(text) });
      }
    });
  const restart = () =>
    each(async ({ shared }) => {
      await shared.switchOff();
      await shared.switchOn(false);
      await shared.join(code);
    });

  await tell(3);
  await restart();
  await tell(3);
  await office.shut();
  await restart();
  await tell(2);
  await office.reopen();
  expect(await storiesOf(code)).toBe(0);
  for (const { shared } of tablets) expect(await shared.waiting()).toBe('8 stories waiting to be sent');

  // One tablet's first story arrives, but the answer does not.
  const [first] = tablets;
  await first?.shared.page.route(
    '**/api/v1/stories',
    async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  const orders = tablets.map(({ shared }) => {
    const order: string[] = [];
    shared.page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/stories'))
        order.push((request.postDataJSON() as { text: string }).text);
    });
    return order;
  });
  await each(({ shared }) => networkBack(shared.page));
  for (const { shared } of tablets) {
    await expect.poll(() => shared.waiting(), { timeout: 60_000 }).toBe('All stories are sent');
  }
  // Because of the lost answer one story was sent twice, and it is still one story.
  expect(orders[0]).toHaveLength(9);
  expect(await storiesOf(code)).toBe(40);
  for (const [index, { told }] of tablets.entries()) {
    expect([...new Set(orders[index])]).toEqual(told.map(({ text }) => text));
    for (const { text, receipt } of told) expect(await textBehind(receipt)).toBe(text);
  }
  await each(({ shared }) => shared.switchOff());
  await rm(folder, { recursive: true, force: true });
}, 400_000);

test('after the hand-over nothing of the last person is on the tablet', async () => {
  const code = await collection();
  const { page, close } = await tablet(code);
  await page.context().setOffline(true);
  await hand(page);
  const receipt = await tellOn(page, 'A heron that the first person saw.');
  await expectAccessible(page, 'tablet, receipt');
  expect(await page.locator('main').innerText()).not.toContain('heron');
  await page.getByRole('button', { name: 'Hand over to the next person' }).click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  await page.getByText('1 story waiting to be sent').waitFor();

  const letters = receipt.replaceAll('-', '');
  const nothingOf = async (where: string) => {
    const dom = await page.evaluate(() => document.documentElement.outerHTML);
    const kept = await everythingKept(page);
    for (const text of [dom, kept]) {
      expect(text, where).not.toContain('heron');
      expect(text, where).not.toContain(letters);
      expect(text, where).not.toContain(receipt);
      expect(text, where).not.toContain('"triad":[');
    }
  };
  await nothingOf('after the hand-over');
  const entries = await page.evaluate(() => history.length);
  for (let back = 1; back < entries; back += 1) {
    await page.goBack().catch(() => null);
    if (!page.url().startsWith(office.url)) break;
    await nothingOf(`${back} steps back`);
    expect(await page.getByLabel('What happened?').count()).toBe(0);
  }
  await close();
});

test('two minutes without a touch clear the tablet, unless somebody asks for more time', async () => {
  const code = await collection();
  const { page, storyteller, close } = await tablet(code);
  await hand(page);
  await page.clock.install();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await page.getByLabel('What happened?').fill('Half a story.');
  await atRest(page);
  await page.clock.runFor(91_000);
  const dialog = page.getByRole('dialog', { name: 'Are you still there?' });
  await dialog.waitFor();
  await expectAccessible(page, 'tablet, still there?');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('I am still here');
  expect(await dialog.getByRole('status').innerText()).toBe('30 seconds left');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.getByLabel('What happened?').inputValue()).toBe('Half a story.');
  await page.clock.runFor(91_000);
  await dialog.waitFor();
  await page.clock.runFor(31_000);
  await page.getByText('Everything is cleared.').waitFor();
  expect(await everythingKept(page)).not.toContain('Half a story');
  expect(await page.locator('[name=audience]:checked').count()).toBe(0);
  await close();
});

test('recording and reading aloud count as use of the tablet', async () => {
  const code = await collection();
  const { page, storyteller, close } = await tablet(code, (page) => withVoices(page, ['en-GB']));
  await hand(page);
  await page.clock.install();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  const dialog = page.getByRole('dialog', { name: 'Are you still there?' });
  await page.getByRole('button', { name: 'Record your story instead' }).click();
  await page.locator('.voice__left').waitFor();
  await page.clock.runFor(200_000);
  expect(await page.locator('.voice__left').innerText()).toMatch(/1:\d\d/);
  expect(await dialog.count()).toBe(0);
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await page.locator('.voice audio').waitFor();

  await page.locator('.listen').click();
  await expect.poll(() => spoken(page)).not.toEqual([]);
  await page.clock.runFor(200_000);
  expect(await dialog.count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.clock.runFor(91_000);
  await dialog.waitFor();
  await close();
});

/** An unfinished story, and then the start page, which has the facilitator's button. */
async function halfAStory(page: Page, storyteller: Storyteller): Promise<void> {
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await page.getByLabel('What happened?').fill('Half a story.');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('radio').first().waitFor();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
}

test('a story that the page for the facilitator interrupts is there afterwards', async () => {
  const code = await collection();
  const { page, storyteller, complaints, close } = await tablet(code);
  await hand(page);
  await page.clock.install();
  await halfAStory(page, storyteller);
  const title = await page.title();
  const gate = page.getByRole('button', { name: 'For the person who runs the event' });
  const goOn = async () => {
    await storyteller.start();
    await storyteller.next();
    expect(await page.getByLabel('What happened?').inputValue()).toBe('Half a story.');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.getByRole('radio').first().waitFor();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
  };

  await gate.click();
  await page.getByRole('heading', { name: 'Type the join code to go on' }).waitFor();
  expect(await page.title()).toContain('Type the join code');
  await expectAccessible(page, 'tablet, gate before a story');
  await page.clock.runFor(100_000);
  await page.getByRole('button', { name: 'Back to the stories' }).click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  expect(await page.title()).toBe(title);
  expect(await page.getByRole('dialog').count()).toBe(0);
  await goOn();

  await gate.click();
  await enterCode(page, code);
  await page.getByRole('button', { name: 'Go on with the event' }).click();
  await goOn();
  // From here on the time counts again.
  await page.clock.runFor(91_000);
  await page.getByRole('dialog', { name: 'Are you still there?' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('the facilitator’s page has a way back for people who do not read English', async () => {
  const abroad = await Office.open();
  await publishLanguages(abroad);
  const { join_code: code } = await abroad.post<{ join_code: string }>(
    '/collections',
    {
      name: 'Park',
      framework: 'sheffield-send',
      signifiers: ['difference', 'timing', 'feelings'],
      kiosk: true,
    },
    'fay',
  );
  const { page, close } = await abroad.visit(browser, TABLET_WITH_WORKER);
  await page.goto('/kiosk');
  await enterCode(page, code);
  await hand(page);
  await choose(page, 'ur');
  await page.getByRole('button', { name: 'For the person who runs the event' }).click();
  const back = page.getByRole('button', { name: 'پیچھے', exact: true });
  await back.waitFor();
  await expectAccessible(page, 'tablet, gate for somebody who reads Urdu');
  await back.click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'ur',
    'rtl',
  ]);
  await close();
  await abroad.close();
});

test.each(['gate', 'sheet'] as const)(
  'who comes back to the %s later than two minutes finds nothing',
  async (where) => {
    const code = await collection();
    const { page, storyteller, close } = await tablet(code);
    await hand(page);
    await page.clock.install();
    await halfAStory(page, storyteller);
    await page.getByRole('button', { name: 'For the person who runs the event' }).click();
    if (where === 'sheet') await enterCode(page, code);
    const back = page.getByRole('button', { name: /^(Back to the stories|Go on with)/ });
    await back.waitFor();
    await page.clock.runFor(121_000);
    expect(await page.locator('[name=audience]').count()).toBe(0);
    await back.click();
    await page.getByText('Everything is cleared.').waitFor();
    await storyteller.start();
    await page.getByRole('radio').first().check();
    await storyteller.next();
    expect(await page.getByLabel('What happened?').inputValue()).toBe('');
    await close();
  },
);

test('a tablet that keeps no pages says so, and is cleared all the same', async () => {
  const code = await collection();
  const { page, close } = await office.visit(browser, { ...TABLET_WITH_WORKER, serviceWorkers: 'block' });
  const storyteller = new Storyteller(page);
  await page.goto('/kiosk');
  await enterCode(page, code);
  await page.getByText('This browser cannot work without a connection.').waitFor();
  await hand(page);
  for (let person = 0; person < 2; person += 1) {
    await storyteller.start();
    await page.getByRole('radio').first().check();
    await storyteller.next();
    expect(await page.getByLabel('What happened?').inputValue()).toBe('');
    await page.getByLabel('What happened?').fill('Half a story.');
    await page.locator('.govuk-exit-this-page__button').click();
    await page.getByRole('button', { name: /^Start/ }).waitFor();
  }
  expect(await page.locator('main').innerText()).not.toContain('Half');
  await close();
});

test('“Stop and clear” and three presses of Shift clear the tablet and stay on it', async () => {
  const code = await collection();
  const { page, storyteller, close } = await tablet(code);
  await hand(page);
  for (const leave of ['button', 'keys'] as const) {
    await storyteller.start();
    await page.getByRole('radio').first().check();
    await storyteller.next();
    await page.getByLabel('What happened?').fill('Half a story.');
    if (leave === 'button') await page.locator('.govuk-exit-this-page__button').click();
    else {
      await page.locator('h1').click();
      for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift');
    }
    await page.getByRole('button', { name: /^Start/ }).waitFor();
    expect(page.url()).toBe(`${office.url}/kiosk`);
    expect(await page.locator('body').innerText()).not.toContain('Half');
  }
  await close();
});

test('only the questions and the people of the collection are asked', async () => {
  const code = await collection();
  const { page, storyteller, close } = await tablet(code);
  await hand(page);
  expect(await page.locator('[name=audience]').count()).toBe(2);
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await page.getByLabel('What happened?').fill('They rang.');
  await storyteller.next();
  const seen: string[] = [];
  for (; (await storyteller.kind()) !== 'consent'; await storyteller.next())
    seen.push(await storyteller.heading.innerText());
  expect(seen).toHaveLength(3);
  await close();
});

test('a mistyped code is said, and so is one that is closed', async () => {
  const past = await collection({ opens: '2026-01-01', closes: '2026-01-31' });
  const { page, complaints, close } = await office.visit(browser, { ...PHONE, serviceWorkers: 'allow' });
  await page.goto('/kiosk/NO-SUCH-CODE');
  await page.getByText('We do not know the code “NO-SUCH-CODE”.').waitFor();
  expect(page.url()).toBe(`${office.url}/kiosk`);
  await expectAccessible(page, 'tablet, wrong code');
  await enterCode(page, past.toLowerCase());
  await page.getByText('This event takes no stories today.').waitFor();
  await expectAccessible(page, 'tablet, closed');
  expect(await page.getByRole('button', { name: /^Hand the tablet/ }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

test('leaving asks for the code; what waits can be carried to another device and is counted once', async () => {
  const code = await collection();
  const { page, close } = await tablet(code);
  await page.context().setOffline(true);
  await hand(page);
  const receipt = await tellOn(page, 'Carried over.');
  await page.getByRole('button', { name: 'Hand over to the next person' }).click();
  await page.getByRole('button', { name: 'For the person who runs the event' }).click();
  await enterCode(page, 'PARK-0000');
  await page.getByText('This is not the code of this event').waitFor();
  await expectAccessible(page, 'tablet, gate');
  await enterCode(page, code);
  await page.getByText('1 story is waiting.').waitFor();
  await expectAccessible(page, 'tablet, sheet');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save waiting stories as a file' }).click(),
  ]);
  const file = await download.path();
  expect(await readFile(file, 'utf8')).not.toContain('Carried');

  const other = await tablet(code);
  await other.page.getByLabel('Take in a file').setInputFiles(file);
  await other.page.getByText('1 story taken in').waitFor();
  await expect.poll(() => storiesOf(code)).toBe(1);
  const third = await tablet(await collection());
  await third.page.getByLabel('Take in a file').setInputFiles(file);
  await third.page.getByText('This file belongs to another join code').waitFor();

  // The first tablet finds its network again.
  await networkBack(page);
  await page.getByText('None. Everything has been sent.').waitFor();
  expect(await storiesOf(code)).toBe(1);
  expect(await textBehind(receipt)).toBe('Carried over.');
  await page.getByRole('button', { name: 'Leave the shared tablet page' }).click();
  await page.getByRole('heading', { name: 'Set up this tablet' }).waitFor();
  await Promise.all([close(), other.close(), third.close()]);
});

test('a restarted tablet says that an adult must type the code, in whatever way', async () => {
  const code = await collection({ wording: 'child' });
  const { page, close } = await tablet(code);
  const child = page.getByRole('button', { name: 'For children', exact: true });
  await hand(page);
  await expect.poll(() => child.getAttribute('aria-current')).toBe('true');
  await page.getByRole('button', { name: 'Plain English', exact: true }).click();
  await expect.poll(() => child.getAttribute('aria-current')).toBeNull();
  await page.context().setOffline(true);
  await tellOn(page, 'Sealed on the tablet.');
  await page.getByRole('button', { name: /^Hand over/ }).click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'An adult must type the join code' }).waitFor();
  await page.getByText('This tablet was restarted, so its key is gone.').waitFor();
  await expectAccessible(page, 'tablet, restarted');
  await enterCode(page, ` ${code.toLowerCase().replace('-', ' ')} `);
  await page.getByText('1 story is waiting.').waitFor();
  await networkBack(page);
  await page.getByText('None. Everything has been sent.').waitFor();
  await hand(page);
  await page.getByRole('button', { name: 'For the person who runs the event' }).click();
  await page.getByRole('heading', { name: 'Type the join code to go on' }).waitFor();
  await enterCode(page, `${office.url}/join/${code}`);
  await page.getByRole('link', { name: /^Privacy notice/ }).waitFor();
  await expectAccessible(page, 'tablet, facilitator');
  await page.getByRole('button', { name: 'Leave the shared tablet page' }).click();
  await page.getByRole('heading', { name: 'Set up this tablet' }).waitFor();
  await close();
});

test('no link of a shared tablet leads to another page', async () => {
  const { page, close } = await tablet(await collection());
  await hand(page);
  await page.getByText('What happens to your story').click();
  expect(await page.getByRole('link', { name: /Privacy notice/ }).count()).toBe(0);
  await close();
});

test('stories under a code stay encrypted until the code is typed again', async () => {
  const code = await collection();
  const { page, close } = await tablet(code);
  await page.context().setOffline(true);
  await hand(page);
  await tellOn(page, 'Waiting for the code.');
  await page.getByRole('button', { name: 'Hand over to the next person' }).click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  await page.reload();
  await page.getByText('1 story is waiting on this tablet.').waitFor();
  await expectAccessible(page, 'tablet, stories of a code wait');
  // The page never says that the queue is empty.
  await page.evaluate(() => {
    const look = () => {
      if (document.body.innerText.includes('Everything has been sent')) document.body.dataset['untrue'] = '';
    };
    new MutationObserver(look).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  await enterCode(page, code);
  await page.getByText('1 story is waiting.').waitFor();
  expect(await page.evaluate(() => 'untrue' in document.body.dataset)).toBe(false);
  await networkBack(page);
  await page.getByText('None. Everything has been sent.').waitFor();
  expect(await storiesOf(code)).toBe(1);
  await close();
});

test('a tablet that cannot look up what waits says so, and not that everything has been sent', async () => {
  const code = await collection();
  const { page, close } = await office.visit(browser, TABLET_WITH_WORKER);
  await page.goto('/kiosk');
  await page.getByLabel('Join code').waitFor();
  // Only the stories cannot be read: the code is known all the same.
  await page.evaluate(() => {
    for (const { prototype } of [IDBObjectStore, IDBIndex]) {
      const { getAll } = prototype;
      prototype.getAll = function (this: IDBObjectStore | IDBIndex, ...asked: []) {
        const { name } = 'objectStore' in this ? this.objectStore : this;
        if (name === 'sealed') throw new DOMException('closed', 'InvalidStateError');
        return getAll.apply(this as IDBObjectStore & IDBIndex, asked);
      };
    }
  });
  await enterCode(page, code);
  await page.getByRole('heading', { name: 'Stories waiting to be sent' }).waitFor();
  await page.getByText('Close this page and open it again.').waitFor();
  await expectAccessible(page, 'tablet, cannot look');
  expect(await page.getByText('Everything has been sent').count()).toBe(0);
  await close();
});
