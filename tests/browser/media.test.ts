// Hearing the questions, and telling by voice and by picture.
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishLanguages } from './support/languages';
import { Office } from './support/office';
import { photo, PLACE } from './support/pictures';
import { startService, type Service } from './support/service';
import { finish, marked, spoken, withoutSpeech, withVoices } from './support/speech';
import { Storyteller } from './support/storyteller';
import { DESKTOP, expectAccessible, launch, MICROPHONE, PHONE, visit, type Visit } from './support/visit';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch(MICROPHONE)]);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

interface Guest extends Visit {
  storyteller: Storyteller;
}

async function guest(options?: BrowserContextOptions, prepare?: (page: Page) => Promise<void>) {
  const visitor = await visit(browser, service.url, options);
  await prepare?.(visitor.page);
  return { ...visitor, storyteller: new Storyteller(visitor.page) } satisfies Guest;
}

async function onwards(storyteller: Storyteller): Promise<void> {
  await storyteller.pressNext();
}

/** Goes to the story page. */
async function toStory(storyteller: Storyteller, path = '/'): Promise<void> {
  await storyteller.page.goto(path);
  await storyteller.page.locator('main button.govuk-button').last().waitFor();
  await storyteller.start();
  await storyteller.page.getByRole('radio').first().check();
  await storyteller.pressNext();
  await storyteller.page.locator('.voice').waitFor();
}

const listen = (page: Page) => page.locator('.listen');
const voice = (page: Page) => page.locator('.voice');

async function recordAWhile(page: Page): Promise<void> {
  await voice(page).locator('button').first().click();
  await page.locator('.voice__left').waitFor();
  // A second of sound.
  await expect.poll(() => page.locator('.voice__left').innerText(), { timeout: 5_000 }).toMatch(/4:5\d/);
}

async function record(page: Page): Promise<void> {
  await recordAWhile(page);
  await page.locator('#story-voice').click();
  await page.locator('.voice audio').waitFor();
}

/** How long a player says that its recording is, in seconds. */
function lengthOf(page: Page): Promise<number> {
  return page.locator('audio').evaluate((player) => (player as HTMLAudioElement).duration);
}

function givesTheMicrophoneBack(page: Page): Promise<unknown> {
  return expect
    .poll(() =>
      page.evaluate(() =>
        (globalThis as unknown as { lent: MediaStreamTrack[] }).lent.map((t) => t.readyState),
      ),
    )
    .toEqual(['ended']);
}

async function watchTheMicrophone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const lent: MediaStreamTrack[] = [];
    Object.assign(globalThis, { lent });
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      lent.push(...stream.getTracks());
      return stream;
    };
  });
}

/** Collects the blobs that the page makes addresses for, because its policy forbids to fetch them. */
async function rememberWhatIsShown(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shown: (Blob | MediaSource)[] = [];
    Object.assign(globalThis, { shown });
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (object) => {
      shown.push(object);
      return make(object);
    };
  });
}

async function refuseTheMicrophone(page: Page, reason: string): Promise<void> {
  await page.addInitScript((name) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name));
  }, reason);
}

/** A browser whose question about the microphone stays on the screen until the test answers it with `allow`. */
async function leaveTheQuestionOpen(page: Page): Promise<void> {
  await watchTheMicrophone(page);
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      await new Promise<void>((allow) => Object.assign(globalThis, { allow }));
      return ask(wanted);
    };
  });
}

function allowTheMicrophone(page: Page): Promise<void> {
  return page.evaluate(() => (globalThis as unknown as { allow: () => void }).allow());
}

test('a page is read sentence by sentence, and what is read is marked', async () => {
  const { page, storyteller, close } = await guest(DESKTOP, (page) => withVoices(page, ['en-US', 'en-GB']));
  await storyteller.arrive();
  await storyteller.start();
  await listen(page).click();
  await expect.poll(() => listen(page).innerText()).toBe('Stop');
  const [first] = await spoken(page);
  expect(first?.lang).toBe('en-GB');
  expect(await marked(page)).toBe(first?.text);
  await finish(page);
  expect((await spoken(page))[1]?.text).toBe('A time when help made a difference, or did not');
  expect(await marked(page)).toBe('A time when help made a difference, or did not');
  await expectAccessible(page, 'reading aloud');
  for (let i = 0; i < 40 && (await listen(page).innerText()) === 'Stop'; i += 1) await finish(page);
  expect(await listen(page).innerText()).toBe('Listen');
  const said = (await spoken(page)).map(({ text }) => text);
  for (const label of await page.locator('label').allInnerTexts()) {
    expect(said.join(' ')).toContain(label.split('\n')[0]);
  }
  expect(said).not.toContain('Continue');
  expect(await marked(page)).toBe('');
  await close();
});

test('reading stops on the next page, on Back, with Escape and on Exit this page', async () => {
  const { page, storyteller, close } = await guest(DESKTOP, (page) => withVoices(page, ['en-GB']));
  const cuts: string[] = [];
  await page.exposeFunction('wasCut', () => void cuts.push('cut'));
  const silenced = async () => {
    await expect.poll(async () => (await spoken(page)).at(-1)?.text).toBe('(silence)');
    expect(await marked(page)).toBe('');
  };
  await storyteller.arrive();
  await listen(page).click();
  await storyteller.start();
  await silenced();
  await listen(page).click();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await storyteller.heading.filter({ hasText: 'Tell your story' }).waitFor();
  await silenced();
  await listen(page).click();
  await page.keyboard.press('Escape');
  await silenced();
  await listen(page).click();
  cuts.length = 0;
  await page.locator('.govuk-exit-this-page__button').click();
  await page.getByRole('heading', { name: 'Weather' }).waitFor();
  expect(cuts).toEqual(['cut']);
  await close();
});

test('browsers without highlights mark the whole block', async () => {
  const { page, storyteller, close } = await guest(DESKTOP, async (page) => {
    await withVoices(page, ['en-GB']);
    await page.addInitScript(() => Reflect.deleteProperty(CSS, 'highlights'));
  });
  await storyteller.arrive();
  await listen(page).click();
  expect(await page.locator('.aloud-now').count()).toBe(1);
  await listen(page).click();
  expect(await page.locator('.aloud-now').count()).toBe(0);
  await close();
});

test.each([
  ['no speech at all', withoutSpeech],
  ['no voice for the language', (page: Page) => withVoices(page, ['cy-GB'])],
  ['no voices', (page: Page) => withVoices(page, [])],
] as const)('with %s there is nothing to press, and the form works', async (_, prepare) => {
  const { page, storyteller, close } = await guest(PHONE, prepare);
  await toStory(storyteller);
  await page.getByLabel('What happened?').fill('They rang.');
  await onwards(storyteller);
  expect(await page.locator('.listen, .hear, .hear-answer').count()).toBe(0);
  await close();
});

test('in easy read every option can be heard by itself, and so can the place of a mark', async () => {
  const { page, storyteller, close } = await guest(PHONE, (page) => withVoices(page, ['en-GB']));
  await storyteller.arrive();
  await page.getByRole('navigation').getByRole('button', { name: 'Easy read' }).click();
  await toStoryFromHere(storyteller);
  await page.getByLabel('What happened?').fill('They rang.');
  await onwards(storyteller);
  const options = page.locator('.govuk-radios__item');
  expect(await page.locator('.hear').count()).toBe(await options.count());
  await page.getByRole('button', { name: /^Listen: What one person did$/ }).click();
  await expect.poll(async () => (await spoken(page)).at(-1)?.text).toBe('What one person did');
  await expectAccessible(page, 'easy read, an option is read');
  await page.getByRole('radio').first().check();
  await storyteller.otherWay('Use a picture');
  await page.getByRole('button', { name: 'Listen to my answer' }).click();
  await expect.poll(async () => (await spoken(page)).at(-1)?.text).toMatch(/^\d+% What one person did$/);
  await expectAccessible(page, 'easy read, an answer is read');
  await close();
});

async function toStoryFromHere(storyteller: Storyteller): Promise<void> {
  await storyteller.start();
  await storyteller.page.getByRole('radio').first().check();
  await storyteller.pressNext();
  await storyteller.page.locator('.voice').waitFor();
}

test('Urdu is read by an Urdu voice, and the page stays accessible from right to left', async () => {
  const office = await Office.open();
  await publishLanguages(office);
  const { page, close } = await visit(browser, office.url, PHONE);
  await withVoices(page, ['en-GB', 'ur-PK']);
  const storyteller = new Storyteller(page);
  await toStory(storyteller, '/?language=ur');
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  await listen(page).click();
  await expect.poll(async () => (await spoken(page)).map(({ lang }) => lang)).toContain('ur-PK');
  await expectAccessible(page, 'story in Urdu, read aloud');
  await record(page);
  await storyteller.unfold();
  await page.locator('#story-picture').setInputFiles({
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: await photo(page, 400, 300),
  });
  await page.locator('.add-picture img').waitFor();
  await page.locator('#story-worried').check();
  await expectAccessible(page, 'story in Urdu, recorded');
  await close();
  await office.close();
});

test.each([
  ['a phone', PHONE],
  ['a desktop', DESKTOP],
] as const)('a story is told by voice alone on %s, and its receipt plays it', async (_, options) => {
  const { page, storyteller, close } = await guest(options, watchTheMicrophone);
  await toStory(storyteller);
  await expectAccessible(page, 'story, nothing recorded');
  await recordAWhile(page);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('story-voice');
  await expectAccessible(page, 'story, recording');
  await storyteller.continue.click();
  await page.getByRole('link', { name: 'Stop the recording first' }).click();
  await expectAccessible(page, 'story, still recording');
  await page.keyboard.press('Enter');
  await page.locator('.voice audio').waitFor();
  await givesTheMicrophoneBack(page);
  await expect.poll(() => lengthOf(page)).toBeGreaterThan(0.5);
  expect(await lengthOf(page)).toBeLessThan(20);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Your recording');
  await page.getByText('You can leave this empty').waitFor();
  await expectAccessible(page, 'story, recorded');
  await onwards(storyteller);
  await storyteller.skipToCheck();
  await page.getByText('Nothing written').waitFor();
  await expect.poll(() => lengthOf(page)).toBeGreaterThan(0.5);
  await expectAccessible(page, 'check, with a recording');

  await storyteller.send();
  const receipt = await storyteller.receipt();
  await page.goto(`/receipt#${receipt}`);
  await expect.poll(() => lengthOf(page)).toBeGreaterThan(0.5);
  await expectAccessible(page, 'receipt, with a recording');
  await close();
});

test.each([
  ['a phone', PHONE],
  ['a desktop', DESKTOP],
] as const)('axe finds nothing while the browser asks for the microphone, on %s', async (_, options) => {
  const { page, storyteller, close } = await guest(options, leaveTheQuestionOpen);
  await toStory(storyteller);
  await page.locator('.voice__start').click();
  await voice(page).getByRole('status').filter({ hasText: 'Choose “Allow”' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
  await expectAccessible(page, 'story, asking for the microphone');

  await storyteller.continue.click();
  await page.getByRole('link', { name: /Write what happened/ }).waitFor();
  await expectAccessible(page, 'story, asking for the microphone, with an error');

  await allowTheMicrophone(page);
  await page.locator('.voice__left').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('story-voice');
  await expectAccessible(page, 'story, recording after it was allowed');
  await page.locator('#story-voice').click();
  await givesTheMicrophoneBack(page);
  await close();
});

test('a microphone that is allowed after the storyteller gave it up is given back at once', async () => {
  const { page, storyteller, close } = await guest(PHONE, leaveTheQuestionOpen);
  await toStory(storyteller);
  await page.locator('.voice__start').click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.voice__start').waitFor();
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('voice__start');
  await expectAccessible(page, 'story, asking was given up');
  await allowTheMicrophone(page);
  await givesTheMicrophoneBack(page);
  expect(await page.locator('.voice__start').count()).toBe(1);
  await close();
});

test('a recording can be made again and deleted, and then words are needed once more', async () => {
  const { page, storyteller, close } = await guest(DESKTOP);
  await toStory(storyteller);
  await record(page);
  const address = () => page.locator('.voice audio').getAttribute('src');
  const first = await address();
  await page.getByRole('button', { name: 'Record again' }).click();
  await page.locator('.voice__left').waitFor();
  await expect.poll(() => page.locator('.voice__left').innerText(), { timeout: 5_000 }).toMatch(/4:5\d/);
  await page.locator('#story-voice').click();
  await page.locator('.voice audio').waitFor();
  expect(await address()).not.toBe(first);
  await page.getByRole('button', { name: 'Delete recording' }).click();
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('voice__start');
  await storyteller.continue.click();
  await page.getByRole('link', { name: /Write what happened/ }).waitFor();
  await close();
});

/** A microphone that is muted: its sound is digital silence. */
async function muteTheMicrophone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => {
      const context = new AudioContext();
      const nothing = context.createMediaStreamDestination();
      context.createConstantSource().connect(nothing);
      return Promise.resolve(nothing.stream);
    };
  });
}

async function expectNothingHeard(page: Page): Promise<void> {
  const trouble = page.locator('.voice__trouble').filter({ hasText: 'We heard nothing' });
  await trouble.waitFor();
  expect(await trouble.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.locator('.voice audio').count()).toBe(0);
}

test('a recording in which nothing was heard is not kept, and words are asked for', async () => {
  const { page, storyteller, close } = await guest(PHONE, muteTheMicrophone);
  await toStory(storyteller);
  await recordAWhile(page);
  await page.locator('#story-voice').click();
  await expectNothingHeard(page);
  await expectAccessible(page, 'story, nothing heard');
  await storyteller.continue.click();
  await page.getByRole('link', { name: /Write what happened/ }).waitFor();
  await close();
});

test('a recording that is stopped at once is not kept, and a second one is', async () => {
  const { page, storyteller, close } = await guest(DESKTOP, async (page) => {
    // Stopping is not faster than the recorder's own clock.
    await page.addInitScript(() => {
      const now = performance.now.bind(performance);
      performance.now = () => ((globalThis as { still?: boolean }).still === false ? now() : 0);
    });
  });
  await toStory(storyteller);
  await page.locator('.voice__start').click();
  await page.locator('#story-voice').click();
  await expectNothingHeard(page);
  await page.evaluate(() => Object.assign(globalThis, { still: false }));
  await record(page);
  expect(await page.locator('.voice__trouble').count()).toBe(0);
  await close();
});

test('going back while recording keeps what was said, and gives the microphone back', async () => {
  const { page, storyteller, close } = await guest(DESKTOP, watchTheMicrophone);
  await toStory(storyteller);
  await recordAWhile(page);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await storyteller.heading.filter({ hasText: 'What is your story about?' }).waitFor();
  await givesTheMicrophoneBack(page);
  await storyteller.next();
  await page.locator('.voice audio').waitFor();
  await close();
});

test.each([
  ['NotAllowedError', 'refused', /may not use the microphone/],
  ['NotFoundError', 'missing', /cannot find a microphone/],
  ['NotReadableError', 'broken', /recording did not work/],
] as const)('%s: a microphone that is %s leads to kind words and the text box', async (name, _, words) => {
  const { page, storyteller, close } = await guest(PHONE, (page) => refuseTheMicrophone(page, name));
  await toStory(storyteller);
  await page.getByRole('button', { name: 'Record your story instead' }).click();
  const trouble = page.locator('.voice__trouble');
  await trouble.filter({ hasText: words }).waitFor();
  expect(await trouble.evaluate((element) => element === document.activeElement)).toBe(true);
  await expectAccessible(page, `story, ${name}`);
  await page.getByLabel('What happened?').fill('They rang.');
  await onwards(storyteller);
  await storyteller.skipToCheck();
  await close();
});

test('the fields for voice and picture come on a second try when the network failed on the first', async () => {
  const { page, storyteller, close } = await guest();
  const manifest = JSON.parse(
    await readFile(new URL('../../frontend/dist/.vite/manifest.json', import.meta.url), 'utf8'),
  ) as Record<string, { file: string }>;
  const fields = `**/${manifest['src/storyteller/capture/media/fields.ts']?.file}`;
  await page.route(fields, (route) => route.abort());
  await storyteller.arrive();
  await page.waitForLoadState('networkidle');
  await page.unroute(fields);
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.pressNext();
  await voice(page).waitFor();
  await close();
});

test('a browser that cannot record does not offer it', async () => {
  const { page, storyteller, close } = await guest(DESKTOP, async (page) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'MediaRecorder'));
  });
  await storyteller.arrive();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.unfold();
  await page.locator('.add-picture').waitFor();
  expect(await page.getByRole('button', { name: /Record/ }).count()).toBe(0);
  await close();
});

test('a photo is turned upright, made small and stripped of what it knows before it is sent', async () => {
  const { page, storyteller, close } = await guest(PHONE, rememberWhatIsShown);
  await toStory(storyteller);
  await storyteller.unfold();
  const file = await photo(page, 3_000, 2_000);
  expect(file.includes(PLACE)).toBe(true);
  await page
    .locator('#story-picture')
    .setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: file });
  const shown = page.getByRole('img', { name: 'The picture you added' });
  await shown.waitFor();
  const kept = await shown.evaluate(async (element) => {
    const image = element as HTMLImageElement;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext('2d');
    pen?.drawImage(image, 0, 0);
    const [red = 0, , blue = 0] = pen?.getImageData(canvas.width - 20, 800, 1, 1).data ?? [];
    const { shown } = globalThis as unknown as { shown: Blob[] };
    const bytes = (await shown.at(-1)?.text()) ?? '';
    return { size: [image.naturalWidth, image.naturalHeight], right: red > blue ? 'red' : 'blue', bytes };
  });
  expect(kept.size).toEqual([1_067, 1_600]);
  expect(kept.right).toBe('red');
  expect(kept.bytes).not.toContain(PLACE);
  expect(kept.bytes).not.toContain('Exif');
  await expectAccessible(page, 'story, with a picture');

  await onwards(storyteller);
  await storyteller.skipToCheck();
  await page.getByRole('img', { name: 'The picture you added' }).waitFor();
  await expectAccessible(page, 'check, with a picture');
  await storyteller.send();
  await page.goto(`/receipt#${await storyteller.receipt()}`);
  await page.getByRole('img', { name: 'The picture you added' }).waitFor();
  await expectAccessible(page, 'receipt, with a picture');
  await close();
});

test('a file that is no picture is declined kindly, and a picture can be removed', async () => {
  const { page, storyteller, close } = await guest(PHONE);
  await toStory(storyteller);
  await storyteller.unfold();
  const choose = (name: string, buffer: Buffer) =>
    page.locator('#story-picture').setInputFiles({ name, mimeType: 'image/jpeg', buffer });
  await choose('no.jpg', Buffer.from('not a picture'));
  await page.locator('#story-picture-trouble').waitFor();
  await expectAccessible(page, 'story, not a picture');
  await choose('photo.jpg', await photo(page, 300, 200));
  await page.locator('.add-picture img').waitFor();
  expect(await page.locator('#story-picture-trouble').count()).toBe(0);
  await page.getByRole('button', { name: 'Remove picture' }).click();
  expect(await page.locator('.add-picture img').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('story-picture');
  await close();
});
