// What an earlier build left on phones, tablets and paper works with the present one: every story that waits is sent, once.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCode } from '../../frontend/src/staff/paper/code';
import { PHONE_WITH_WORKER, settledIn, TABLET_WITH_WORKER } from './support/device';
import { Storyteller } from './support/storyteller';
import { launch, visit, type Visit } from './support/visit';
import { rowsOf, thaw, type Profile } from './upgrade-profile';
import { BUILDS, Changeover, has, Left, Upgraded, type Unfinished } from './upgrade-service';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
});

type Reason = 'closed' | 'faulty' | 'other' | 'words';

/** A story that waits on the phone. */
interface Waiting {
  story: { receipt: string; text: string; collection?: string };
  voice?: unknown;
  picture?: unknown;
  refusal?: { reason: Reason };
}

interface Opened {
  title: string;
  text: string;
  state: string;
  version: number;
  answers: Record<string, object>;
  attachments: { kind: string }[];
}

/** How the list of waiting stories tells of those that were refused. */
const REFUSED: Record<Reason, string> = {
  closed: 'takes no stories today',
  faulty: 'synthetic: leave out the number',
  other: 'Another version of this story was sent',
  words: 'This device has no room for your recording or picture',
};

test('there is something to upgrade from', () => {
  expect(BUILDS).toEqual(expect.arrayContaining(['14ab68f', 'bb8eadd']));
});

describe.each(BUILDS)('from %s', (build) => {
  let left: Left;
  let service: Upgraded;

  beforeAll(async () => {
    left = await Left.by(build);
  });

  beforeEach(async () => {
    service = await Upgraded.from(left);
  });

  afterEach(async () => {
    await service?.close();
  });

  /** A device with everything in it that it had then; no page has run yet. */
  async function device(profile: Profile, url: string, options: object): Promise<Visit> {
    const guest = await visit(browser, url, options);
    const { page } = guest;
    const empty = (address: URL) => address.pathname === '/upgrade-thaw';
    await page.route(empty, (route) => route.fulfill({ contentType: 'text/html', body: '<title>–</title>' }));
    await page.goto('/upgrade-thaw');
    await thaw(page, profile);
    return guest;
  }

  function opened(receipt: string): Promise<Opened> {
    return service.ask<Opened>('POST', '/receipts/open', { receipt });
  }

  function textBehind(receipt: string): Promise<string | undefined> {
    return service.try<Opened>('POST', '/receipts/open', { receipt }).then(({ answer }) => answer.text);
  }

  /** The stories that wait on the phone, the oldest first. */
  function waiting(): Waiting[] {
    const isSaid = (value: unknown) => (value as { $?: string } | null)?.$ !== 'undefined';
    return rowsOf(left.phone, 'waiting').map(({ value }) => {
      const said = Object.entries(value as object).filter(([, part]) => isSaid(part));
      return Object.fromEntries(said) as unknown as Waiting;
    });
  }

  /** Those that were refused, except those that are also kept as a draft. */
  function refused(): Waiting[] {
    const drafts = left.made.unfinished.map(({ waits }) => waits);
    return waiting().filter(({ story, refusal }) => refusal && !drafts.includes(story.receipt));
  }

  /** What is sent automatically, each with its files; one had arrived without an answer. Returns how many were new. */
  async function expectAllSent(held: number, inCollection: number): Promise<number> {
    const due = waiting().filter(({ refusal }) => !refusal);
    expect(due.length).toBeGreaterThan(2);
    const kinds = new Set<string>();
    for (const { story, voice, picture } of due) {
      await expect.poll(() => textBehind(story.receipt)).toBe(story.text);
      const files = (await opened(story.receipt)).attachments.map(({ kind }) => kind);
      expect(files).toEqual([voice ? ['voice'] : [], picture ? ['picture'] : []].flat());
      for (const kind of files) kinds.add(kind);
    }
    expect(kinds.size).toBe(2);
    const { arrived, codes } = left.made;
    const unknown = due.filter(({ story }) => story.receipt !== arrived);
    expect(unknown.length).toBe(due.length - 1);
    expect(await service.held()).toBe(held + unknown.length);
    const forEvent = due.filter(({ story }) => story.collection === codes.open);
    expect(forEvent.length).toBeGreaterThan(0);
    expect(await service.storiesOf(codes.open)).toBe(inCollection + forEvent.length);
    return unknown.length;
  }

  /** The start page mentions those that were refused, and no others. */
  async function expectRefusedLeft(page: Page): Promise<void> {
    const count = waiting().filter(({ refusal }) => refusal).length;
    await page.getByText(`${count} stories could not be sent and need you.`).waitFor();
    await expect.poll(() => page.getByText(/waiting on this device to be sent/).count()).toBe(0);
  }

  /** The entry of the first story in the list that was refused for this reason. */
  async function openRefused(page: Page, reason: Reason): Promise<Locator> {
    await page.goto('/');
    await page.getByRole('button', { name: 'See waiting stories' }).click();
    const told = page.locator('.waiting__story').filter({ hasText: REFUSED[reason] }).first();
    await told.waitFor();
    return told;
  }

  const lettersOf = (letters: string) => letters.replaceAll('-', '');

  const MENDED: Record<Reason, (page: Page, story: Waiting['story']) => Promise<void>> = {
    /** Sent without the code. */
    async closed(page, { receipt, text }) {
      const told = await openRefused(page, 'closed');
      await told.getByRole('button', { name: 'Send it without the code' }).click();
      await expect.poll(() => textBehind(receipt)).toBe(text);
    },
    /** Sent with another text. */
    async faulty(page, { receipt }) {
      const told = await openRefused(page, 'faulty');
      await told.getByRole('button', { name: 'Open and change it' }).click();
      await page.getByRole('button', { name: /^Change.*Story/ }).click();
      await page.getByLabel('What happened?').fill('Synthetic: mended after the upgrade.');
      const storyteller = new Storyteller(page);
      await storyteller.next();
      await storyteller.send();
      expect(lettersOf(await storyteller.receipt())).toBe(receipt);
      await expect.poll(() => textBehind(receipt)).toBe('Synthetic: mended after the upgrade.');
    },
    /** Sent as a second story; the one under its receipt stays as it is. */
    async other(page, { receipt, text }) {
      const before = await textBehind(receipt);
      expect(before).not.toBe(text);
      const told = await openRefused(page, 'other');
      await told.getByRole('button', { name: 'Open and change it' }).click();
      const storyteller = new Storyteller(page);
      await storyteller.send();
      await page.getByRole('button', { name: 'Send it as a second story' }).click();
      const second = lettersOf(await storyteller.receipt());
      expect(second).not.toBe(receipt);
      await expect.poll(() => textBehind(second)).toBe(text);
      expect(await textBehind(receipt)).toBe(before);
    },
    /** Sent as text only. */
    async words(page, { receipt, text }) {
      const told = await openRefused(page, 'words');
      await told.getByRole('button', { name: 'Open and change it' }).click();
      const storyteller = new Storyteller(page);
      await storyteller.send();
      expect(lettersOf(await storyteller.receipt())).toBe(receipt);
      await expect.poll(() => textBehind(receipt)).toBe(text);
    },
  };

  /** The refused ones are sent once the storyteller has corrected them. Returns how many. */
  async function mendRefused(page: Page): Promise<number> {
    for (const { story, refusal } of refused()) if (refusal) await MENDED[refusal.reason](page, story);
    return refused().length;
  }

  /** The draft that was changed last is offered first, is complete, and is sent on the version that it began with. */
  async function carryOn(page: Page, unfinished: Unfinished): Promise<void> {
    const { title, text, picture, version = 1, at, waits } = unfinished;
    await page.getByRole('button', { name: 'Carry on with your story' }).first().click();
    const storyteller = new Storyteller(page);
    let said = text;
    if (at === 'story') {
      const words = page.getByLabel('What happened?');
      await expect.poll(() => words.inputValue()).toBe(text);
      said = `${text} Mended after the upgrade.`;
      await words.fill(said);
      await storyteller.next();
    }
    await storyteller.picture.waitFor();
    await storyteller.skipToCheck();
    const told = (await page.locator('main dl').allTextContents()).join(' ');
    expect(told).toContain(said);
    expect(told).toContain('A parent, carer or other family member');
    await storyteller.send();
    const receipt = lettersOf(await storyteller.receipt());
    if (waits) expect(receipt).toBe(waits);
    await expect.poll(() => textBehind(receipt)).toBe(said);
    expect(await opened(receipt)).toMatchObject({
      title,
      version,
      attachments: picture ? [{ kind: 'picture' }] : [],
      answers: { difference: { triad: [expect.any(Number), expect.any(Number), expect.any(Number)] } },
    });
  }

  /** Every draft, one after the other; then no key is left. Returns how many. */
  async function carryOnAll(page: Page): Promise<number> {
    const { unfinished } = left.made;
    for (const [i, story] of unfinished.entries()) {
      await page.goto('/');
      const offers = page.getByRole('button', { name: 'Carry on with your story' });
      await expect.poll(() => offers.count()).toBe(unfinished.length - i);
      await carryOn(page, story);
    }
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    return unfinished.length;
  }

  test('on a phone, what waits is sent once, drafts carry on, and what was refused can be mended', async () => {
    const [held, inCollection] = [await service.held(), await service.storiesOf(left.made.codes.open)];
    const { page, close } = await device(left.phone, service.url, PHONE_WITH_WORKER);
    await page.goto('/');
    const sent = await expectAllSent(held, inCollection);
    await page.reload();
    await expectRefusedLeft(page);
    const mended = await mendRefused(page);
    const carriedOn = await carryOnAll(page);
    await page.goto('/');
    await page.getByRole('button', { name: /^Start( now)?$/ }).waitFor();
    await settledIn(page);
    expect(await page.getByText(/could not be sent|waiting on this device|not finished/).count()).toBe(0);
    expect(await service.held()).toBe(held + sent + mended + carriedOn);
    await close();
  });

  /**
   * Puts that build's pages on a device, and then the present service in the place of the old one. No page is open
   * while that happens: one that was would still ask for files that only the old service has.
   */
  async function changeOver(page: Page, address: Changeover): Promise<string[]> {
    await page.goto('/');
    await settledIn(page);
    const builds = await buildsOn(page);
    expect(builds).toEqual(
      left.phone.caches.map(({ name }) => name).filter((name) => name.startsWith('pages-')),
    );
    await page.goto('about:blank');
    address.upgraded = true;
    return builds;
  }

  function buildsOn(page: Page): Promise<string[]> {
    return page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('pages-')));
  }

  /** The build of the service now. */
  async function presentBuild(): Promise<string> {
    const worker = await (await fetch(`${service.url}/sw.js`)).text();
    return `pages-${/version:[`'"]([0-9a-f]{16})/.exec(worker)?.[1] ?? ''}`;
  }

  test('pages of that build, from the cache, send what waits to the present service and give way to its pages', async () => {
    const address = await Changeover.to(service, left.pages);
    const [held, inCollection] = [await service.held(), await service.storiesOf(left.made.codes.open)];
    const { page, close } = await device(left.phone, address.url, PHONE_WITH_WORKER);
    await changeOver(page, address);
    expect(await service.held()).toBe(held);
    await page.goto('/');
    const sent = await expectAllSent(held, inCollection);
    // Asked to take over, and willing, the new worker now and then begins only when the page is opened once more.
    const present = await presentBuild();
    const newest = async () => {
      await page.goto('/');
      await page.getByRole('button', { name: /^Start( now)?$/ }).waitFor();
      return expect
        .poll(() => buildsOn(page).catch(() => []), { timeout: 6_000 })
        .toEqual([present])
        .then(
          () => true,
          () => false,
        );
    };
    await expect.poll(newest, { timeout: 60_000, interval: 0 }).toBe(true);
    await page.goto('/');
    await expectRefusedLeft(page);
    const carriedOn = await carryOnAll(page);
    expect(await service.held()).toBe(held + sent + carriedOn);
    await close();
    await address.close();
  });

  /** Resolves once the worker has handled what was sent to it before; files are deleted within the same turn or not at all. */
  function workerHasHeard(page: Page): Promise<void> {
    return page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      const channel = new MessageChannel();
      const heard = new Promise((done) => (channel.port1.onmessage = done));
      active?.postMessage({ kind: 'hand-back' }, [channel.port2]);
      await heard;
      await caches.keys();
    });
  }

  test('a page of that build keeps its files while a second tab shows the present build', async () => {
    const address = await Changeover.to(service, left.pages);
    const { page, close } = await visit(browser, address.url, PHONE_WITH_WORKER);
    await page.goto('/');
    await settledIn(page);
    const [earlier = ''] = await buildsOn(page);
    const files = await page.evaluate(async (build) => {
      const kept = await (await caches.open(build)).keys();
      return kept.map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith('/assets/'));
    }, earlier);
    expect(files.length).toBeGreaterThan(3);
    // Nothing gives way to itself: the newest fixture may be of the build that is tested.
    if (earlier === (await presentBuild())) {
      await close();
      await address.close();
      return;
    }
    address.upgraded = true;
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const taken = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
      await registration.update();
      const waiting = () => registration.waiting?.postMessage({ kind: 'take-over' });
      registration.installing?.addEventListener('statechange', waiting);
      waiting();
      await taken;
    });

    const second = await page.context().newPage();
    await second.goto(address.url);
    await second.getByRole('button', { name: /^Start( now)?$/ }).waitFor();
    await settledIn(second);
    await workerHasHeard(second);
    const present = await presentBuild();
    expect((await buildsOn(second)).toSorted()).toEqual([earlier, present].toSorted());
    const missing = await page.evaluate(async (paths) => {
      const answers = await Promise.all(paths.map(async (path) => [path, (await fetch(path)).ok] as const));
      return answers.filter(([, ok]) => !ok).map(([path]) => path);
    }, files);
    expect(missing).toEqual([]);

    await page.close();
    await second.reload();
    await expect.poll(() => buildsOn(second)).toEqual([present]);
    await close();
    await address.close();
  });

  test('the receipt page of that build, from the cache, opens and withdraws a story of the present service', async () => {
    const address = await Changeover.to(service, left.pages);
    const { page, close } = await visit(browser, address.url, PHONE_WITH_WORKER);
    await changeOver(page, address);
    const { receipt, text } = left.made.receipt;
    await page.goto(`/receipt#${receipt}`);
    await page.getByText(text).waitFor();
    await page.getByRole('button', { name: 'Withdraw my story' }).click();
    await page.getByRole('button', { name: 'Yes, withdraw it' }).click();
    await page.getByRole('heading', { name: 'Your story is withdrawn' }).waitFor();
    expect((await service.try('POST', '/receipts/open', { receipt })).status).toBe(404);
    await close();
    await address.close();
  });

  async function join(page: Page, code: string): Promise<void> {
    await page.goto('/kiosk');
    await page.getByLabel('Join code').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  test('on a shared tablet, sealed stories are sent once their code is typed, and each event has its own', async () => {
    const { codes, told } = left.made;
    const { page, close } = await device(left.tablet, service.url, TABLET_WITH_WORKER);
    for (const code of [codes.kiosk, codes.otherKiosk]) {
      const others = codes.kiosk === code ? codes.otherKiosk : codes.kiosk;
      const [own, elsewhere] = [await service.storiesOf(code), await service.storiesOf(others)];
      const stories = told[code] ?? [];
      expect(stories.length).toBeGreaterThan(0);
      await join(page, code);
      await page.getByText('None. Everything has been sent.').waitFor();
      for (const { receipt, text } of stories) expect(await textBehind(receipt)).toBe(text);
      expect(await service.storiesOf(code)).toBe(own + stories.length);
      expect(await service.storiesOf(others)).toBe(elsewhere);
    }
    await page.reload();
    await page.getByLabel('Join code').waitFor();
    expect(await page.getByText(/waiting on this tablet/).count()).toBe(0);
    await close();
  });

  test('a file of waiting stories is taken in with its code, and counts once beside the tablet it came from', async () => {
    const { codes, told } = left.made;
    const stories = told[codes.kiosk] ?? [];
    const before = await service.storiesOf(codes.kiosk);
    const { page, close } = await visit(browser, service.url, TABLET_WITH_WORKER);
    await join(page, codes.kiosk);
    await page.getByText('This tablet is ready').waitFor();
    await page.getByLabel('Take in a file').setInputFiles(left.file('browser/tablet-file.json'));
    await page.getByText(`${stories.length} stories taken in`).waitFor();
    await expect.poll(() => service.storiesOf(codes.kiosk)).toBe(before + stories.length);
    for (const { receipt, text } of stories) expect(await textBehind(receipt)).toBe(text);
    await close();
    const tablet = await device(left.tablet, service.url, TABLET_WITH_WORKER);
    await join(tablet.page, codes.kiosk);
    await tablet.page.getByText('None. Everything has been sent.').waitFor();
    expect(await service.storiesOf(codes.kiosk)).toBe(before + stories.length);
    await tablet.close();
  });

  const onPaper = test.runIf(has(build, 'printed'));

  function printed() {
    if (!left.printed) throw new Error('nothing was printed');
    return left.printed;
  }

  onPaper('printed receipts and forms are good', async () => {
    const { receipt, forms, typedIn } = printed();
    const { page, close } = await visit(browser, service.url);
    const follow = async (link: string) => {
      await page.goto('about:blank');
      await page.goto(new URL(link).href.replace(new URL(link).origin, service.url));
    };
    await follow(receipt.link);
    await page.getByText('Synthetic: told to print its receipt.').waitFor();
    expect(page.url()).toBe(`${service.url}/receipt`);
    await page.goto('/receipt');
    await page.getByLabel('Receipt letters').fill(receipt.letters);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('Synthetic: told to print its receipt.').waitFor();

    for (const form of forms) {
      expect(form.stays[0]).toBe(form.letters);
      expect(readCode(form.stays.join(' '))).toEqual({ state: 'checked', receipt: form.receipt });
      expect(readCode(form.link)).toMatchObject({ receipt: form.receipt });
      if (form.receipt === typedIn) continue;
      await follow(form.link);
      await page
        .getByText(/cannot find a story for this receipt/)
        .first()
        .waitFor();
      const story = {
        framework: 'sheffield-send',
        version: left.made.unfinished[0]?.version ?? 1,
        language: 'en',
        prompt: 'moment',
        text: 'Synthetic: typed in after the upgrade.',
        receipt: form.receipt,
        consent: { analysis: true, quotation: false },
        collection: left.made.codes.open,
      };
      await service.ask('POST', '/transcriptions', story, 'upgrade-facilitator');
      await follow(form.link);
      await page.getByText(story.text).waitFor();
    }
    await follow(`${service.url}/receipt#${typedIn}`);
    await page.getByText('Synthetic: written with a pencil.').waitFor();
    await close();
  });

  onPaper('the addresses on posters lead to their collections', async () => {
    const { posters } = printed();
    const { page, close } = await visit(browser, service.url, TABLET_WITH_WORKER);
    await page.goto(posters.join);
    await page.getByText('Synthetic drop-in').waitFor();
    await page.goto(posters.kiosk);
    await page.getByText('Synthetic event').waitFor();
    await page.getByText('This tablet is ready').waitFor();
    await close();
  });
});
