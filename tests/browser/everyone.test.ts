// The form for everyone: by keyboard, by touch, with switches, large, narrow, in forced colours, without motion, slowly.
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseWording } from './support/languages';
import { startService, type Service } from './support/service';
import { Storyteller, submissions } from './support/storyteller';
import { DESKTOP, expectAccessible, launch, overflow, PHONE, visit } from './support/visit';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

type Answers = Record<string, Record<string, unknown>>;

const focusIs = (page: Page, selector: string) =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

/** Presses Tab until this element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await focusIs(page, selector)) return;
  }
  throw new Error(`no way to ${selector} by keyboard`);
}

/** From the start page to the first signifier, in the words of any wording. */
async function tell(storyteller: Storyteller, audience = 1): Promise<void> {
  const { page } = storyteller;
  await page.locator('[name=audience]').nth(audience).check();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.pressNext();
  await page.locator('#story-text').fill('They rang.');
  await storyteller.pressNext();
  await reachFirstQuestion(storyteller);
}

/** Past pages that are neither story nor signifier, such as whether the device may remember. */
async function reachFirstQuestion(storyteller: Storyteller): Promise<void> {
  while (
    (await storyteller.kind()) !== 'triad' &&
    (await storyteller.page.locator('#difference-how').count()) === 0
  ) {
    await storyteller.pressNext();
  }
}

async function finish(storyteller: Storyteller): Promise<void> {
  await storyteller.sending.click();
  await storyteller.receipt();
}

test('in easy read the whole form goes by keyboard alone, stones from lists', async () => {
  const { page, close } = await visit(browser, service.url, DESKTOP);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  const press = (key: string) => page.keyboard.press(key);
  const go = async () => {
    const before = await page.title();
    await tabTo(page, 'main form button[type=submit]');
    await press('Enter');
    await expect.poll(() => page.title()).not.toBe(before);
  };
  await storyteller.arrive();
  await tabTo(page, '.switch__item:nth-child(2)');
  await press('Enter');
  await expect.poll(() => page.locator('.start__button').innerText()).toBe('Start');
  await tabTo(page, '[name=audience]');
  await press('Space');
  await tabTo(page, '.start__button');
  await press('Enter');
  await page.locator('[name=prompt]').first().waitFor();
  await tabTo(page, '[name=prompt]');
  await press('Space');
  await go();
  await tabTo(page, '#story-text');
  await page.keyboard.type('They rang.');
  await go();
  for (;;) {
    const kind = await storyteller.kind();
    if (kind === 'check') {
      if ((await storyteller.more.count()) === 0) break;
      await tabTo(page, '.equals button:last-child');
      await press('Enter');
      await storyteller.continue.waitFor();
      continue;
    }
    if (kind === 'consent') {
      await tabTo(page, '#consent-analysis');
      await press('Space');
      await tabTo(page, '#consent-quotation');
      await press('Space');
    } else if (kind === 'words') {
      await tabTo(page, '[name="around_the_child-school-x"]');
      for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await press(key);
      await tabTo(page, '[name="around_the_child-school-y"]');
      await press('Space');
      await tabTo(page, '.outs .link-button');
      await press('Enter');
      // The next stone is chosen, and the focus is on it.
      await expect.poll(() => focusIs(page, '[name="around_the_child-stone"][value=health]')).toBe(true);
      await tabTo(page, '[name="around_the_child-health-x"]');
      await press('Space');
      await tabTo(page, '[name="around_the_child-health-y"]');
      for (const key of ['Space', 'ArrowDown', 'ArrowDown']) await press(key);
    } else if ((await page.locator('main fieldset input').count()) > 0) {
      await tabTo(page, 'main fieldset input');
      await press('Space');
    }
    await go();
  }
  await tabTo(page, '.equals button');
  await press('Enter');
  await storyteller.receipt();
  expect(sent[0]?.['language']).toBe('en-x-easy');
  const answers = sent[0]?.['answers'] as Answers;
  expect(answers['difference']).toEqual({ triad: [0.8, 0.1, 0.1], input: 'words' });
  expect(answers['timing']).toEqual({ dyad: 0.1, input: 'words' });
  expect(answers['around_the_child']).toEqual({
    stones: { school: [0.9, 0.1], health: [0.1, 0.5] },
    input: 'words',
  });
  await close();
});

test('in the wording for children the whole form goes by touch alone, 320 pixels wide', async () => {
  const { page, close } = await visit(browser, service.url, PHONE);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  await storyteller.arrive();
  await page.locator('.switch').getByRole('button', { name: 'For children' }).tap();
  await expect
    .poll(() => page.locator('.switch [aria-current=true]').allInnerTexts())
    .toContain('For children');
  await page.locator('.card', { hasText: 'A child or young person' }).tap();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.locator('.start__button').tap();
  await page.locator('[name=prompt]').first().waitFor();
  await page.locator('label[for=prompt-0]').tap();
  await page.locator('main form button[type=submit]').tap();
  await page.locator('#story-text').fill('They rang.');
  for (;;) {
    const before = await page.title();
    expect(await overflow(page), before).toBeLessThanOrEqual(0);
    const kind = await storyteller.kind();
    if (kind === 'check') {
      if ((await storyteller.more.count()) === 0) break;
      await storyteller.more.tap();
      await storyteller.continue.waitFor();
      continue;
    }
    if (kind === 'consent') {
      await page.locator('label[for=consent-analysis]').tap();
      await page.locator('label[for=consent-quotation]').tap();
    } else if (['triad', 'line', 'square'].includes(kind)) {
      await storyteller.picture.evaluate((picture) => picture.scrollIntoView({ block: 'center' }));
      const box = await storyteller.picture.boundingBox();
      if (!box) throw new Error('no picture');
      await page.touchscreen.tap(box.x + box.width * 0.5, box.y + box.height * 0.3);
    } else if ((await page.locator('fieldset label').count()) > 0)
      await page.locator('fieldset label').first().tap();
    await page.locator('main form button[type=submit]').tap();
    await expect.poll(() => page.title()).not.toBe(before);
  }
  await finish(storyteller);
  expect(sent[0]?.['language']).toBe('en-x-child');
  const answers = sent[0]?.['answers'] as Answers;
  expect(answers['audience']).toEqual({ choice: ['child'] });
  expect((answers['difference']?.['triad'] as number[])[0]).toBeGreaterThan(0.6);
  expect(answers['timing']).toMatchObject({ input: 'pointer' });
  expect(answers['around_the_child']).toMatchObject({ input: 'pointer' });
  await close();
});

test('each stone can be placed by pointer, by keys, by two sliders and from two lists', async () => {
  const { page, close } = await visit(browser, service.url, DESKTOP);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  await storyteller.arrive();
  await tell(storyteller);
  await storyteller.goTo('square');
  await storyteller.tap(0.9, 0.1);
  await page.getByLabel(/^2 Health|Health services/).check();
  await page.getByRole('slider', { name: 'Place of: Health services' }).focus();
  for (const key of ['ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft']) await page.keyboard.press(key);
  await storyteller.otherWay('Use sliders instead');
  const care = page.getByRole('group', { name: 'Social care' });
  await care.getByRole('slider', { name: /Knew the child/ }).fill('20');
  await care.getByRole('slider', { name: /with the others/ }).fill('80');
  await expect
    .poll(() => care.getByRole('slider').first().getAttribute('aria-valuetext'))
    .toContain('80% towards “Knew the child little”');
  await storyteller.otherWay('Choose from a list instead');
  await page
    .locator('.tray')
    .getByLabel(/Family/)
    .check();
  await page
    .getByRole('group', { name: /^Family: Knew the child little/ })
    .getByLabel('Closer to: Knew the child well')
    .check();
  // One list of two is not a place yet.
  await storyteller.continue.click();
  await page.locator('.govuk-error-summary a', { hasText: 'Finish placing “Family”' }).click();
  await expect.poll(() => focusIs(page, '[name="around_the_child-family-y"]')).toBe(true);
  await page
    .getByRole('group', { name: /^Family: Did not work/ })
    .getByLabel('In the middle')
    .check();
  await storyteller.pressNext();
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  const { stones } = (sent[0]?.['answers'] as Answers)['around_the_child'] as {
    stones: Record<string, [number, number]>;
  };
  expect(Object.keys(stones).sort()).toEqual(['care', 'family', 'health', 'school']);
  expect(stones['school']?.[0]).toBeGreaterThan(0.85);
  expect(stones['school']?.[1]).toBeGreaterThan(0.85);
  expect(stones['health']).toEqual([0.3, 0.5]);
  expect(stones['care']).toEqual([0.2, 0.8]);
  expect(stones['family']).toEqual([0.7, 0.5]);
  await close();
});

test('every picture for a mark has a name and says its value', async () => {
  const { page, close } = await visit(browser, service.url, DESKTOP);
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await tell(storyteller);
  const handle = page.getByRole('slider', { name: 'Mark in the triangle' });
  expect(await handle.getAttribute('aria-valuetext')).toBe('Not placed yet');
  await handle.press('1');
  expect(await handle.getAttribute('aria-valuetext')).toBe(
    '100% What one person did, 0% How people worked together, 0% How things were organised',
  );
  expect(await page.getByRole('group', { name: /what made the difference/i }).count()).toBe(1);
  await storyteller.goTo('line');
  const line = page.getByRole('slider', { name: 'Mark on the line' });
  await line.press('2');
  expect(await line.getAttribute('aria-valuetext')).toContain('100% towards “Far too late”');
  await close();
});

test('the scanning order is the reading order, and nothing is reached twice', async () => {
  const { page, close } = await visit(browser, service.url, DESKTOP);
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await chooseWording(page, 'Easy read');
  await tell(storyteller);
  for (let pages = 0; pages < 3; pages += 1) {
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.locator('h1').focus();
    const stops: { top: number; name: string }[] = [];
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element?.closest('main')) return undefined;
        const { top } = element.getBoundingClientRect();
        return { top: top + window.scrollY, name: element.id || element.textContent.trim() };
      });
      if (!stop) break;
      stops.push(stop);
    }
    expect(stops.length).toBeGreaterThan(2);
    expect(new Set(stops.map(({ name }) => name)).size).toBe(stops.length);
    // Two in one row may differ by a part of a pixel.
    const tops = stops.map(({ top }) => top);
    const back = tops.filter((top, i) => top < (tops[i - 1] ?? 0) - 1);
    expect(back, JSON.stringify(stops)).toEqual([]);
    await storyteller.pressNext();
  }
  await close();
});

test('there is no time limit: after two hours everything is still there', async () => {
  const { page, close } = await visit(browser, service.url, DESKTOP);
  await page.clock.install();
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await tell(storyteller);
  await storyteller.tap(0.5, 0.6);
  await page.clock.fastForward('02:00:00');
  expect(await storyteller.mark.count()).toBe(1);
  await page.goBack();
  while ((await page.locator('#story-text').count()) === 0) await page.goBack();
  expect(await page.locator('#story-text').inputValue()).toBe('They rang.');
  await close();
});

/** What can be pressed and is smaller than 44 pixels. Links inside sentences are exempt. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets =
      'button, summary, select, textarea, input:not(.govuk-radios__input, .govuk-checkboxes__input, .card__input), .govuk-radios__input, .govuk-checkboxes__input, .card, .govuk-button';
    return [...document.querySelectorAll<HTMLElement>(targets)].flatMap((target) => {
      const { width, height } = target.getBoundingClientRect();
      const hidden = width === 0 || target.closest('.govuk-visually-hidden, [hidden]') !== null;
      if (hidden || (width >= 44 && height >= 44)) return [];
      return [`${target.id || target.textContent.trim()}: ${Math.round(width)} × ${Math.round(height)}`];
    });
  });
}

test.each(['Plain English', 'Easy read'])(
  'everything to press is 44 pixels wide and high, in %s',
  async (wording) => {
    const { page, close } = await visit(browser, service.url, PHONE);
    const storyteller = new Storyteller(page);
    await storyteller.arrive();
    await chooseWording(page, wording);
    expect(await tooSmall(page), 'start').toEqual([]);
    await tell(storyteller);
    await storyteller.throughAll(async (kind) => {
      if (['triad', 'line', 'square'].includes(kind)) await storyteller.tap(0.5, 0.6);
      if (kind === 'consent') await storyteller.agree();
      for (const folded of await page.locator('main details > summary').all()) await folded.click();
      expect(await tooSmall(page), await page.title()).toEqual([]);
    });
    await storyteller.sending.click();
    await storyteller.receipt();
    expect(await tooSmall(page), 'sent').toEqual([]);
    await close();
  },
);

test('at 400 % zoom nothing scrolls sideways, and nothing is cut off', async () => {
  // 1280 × 1024 at 400 %: what is left is 320 × 256.
  const { page, close } = await visit(browser, service.url, { viewport: { width: 320, height: 256 } });
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await chooseWording(page, 'Easy read');
  await page.locator('[name=audience]').nth(2).check();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await tell(storyteller);
  await storyteller.throughAll(async () => {
    expect(await overflow(page), await page.title()).toBeLessThanOrEqual(0);
    expect(await cutOff(page), await page.title()).toEqual([]);
  });
  await close();
});

/** Words that reach over the edge of the screen. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main :is(h1, h2, p, label, li, legend, button)')]
      .filter((element) => !element.closest('.govuk-visually-hidden'))
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => element.textContent.trim()),
  );
}

test('easy read and child wording have pictures, which screen readers skip', async () => {
  const { page, close } = await visit(browser, service.url, DESKTOP);
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await tell(storyteller);
  const pictures = page.locator('main .pictogram');
  expect(await pictures.count()).toBe(0);
  for (const wording of ['Easy read', 'For children']) {
    await page.getByRole('button', { name: wording }).click();
    await expect.poll(() => pictures.count()).toBeGreaterThan(2);
    expect(await page.locator('main .pictogram:not([aria-hidden=true])').count()).toBe(0);
    await expectAccessible(page, `triad with pictures, ${wording}`);
  }
  await page.getByRole('button', { name: 'Plain English' }).click();
  await expect.poll(() => pictures.count()).toBe(0);
  await close();
});

test('in forced colours pictures and chosen cards are drawn in the colours of the system', async () => {
  const { page, close } = await visit(browser, service.url, { ...DESKTOP, forcedColors: 'active' });
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await chooseWording(page, 'Easy read');
  await page.locator('.card .pictogram').first().waitFor();
  await page.locator('.pictogram path').first().waitFor({ state: 'attached' });
  const seen = await page.evaluate(() => {
    const colour = (name: string) => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.setProperty('color', name);
      const value = getComputedStyle(probe).color;
      probe.remove();
      return value;
    };
    const paths = [...document.querySelectorAll('.pictogram path')].map((path) => getComputedStyle(path));
    return {
      strokes: [...new Set(paths.map(({ stroke }) => stroke))],
      fills: [...new Set(paths.map(({ fill }) => fill))].sort(),
      text: colour('CanvasText'),
      canvas: colour('Canvas'),
    };
  });
  expect(seen.strokes).toEqual([seen.text]);
  for (const fill of seen.fills) expect(['none', seen.canvas, seen.text]).toContain(fill);
  await expectAccessible(page, 'start, easy read, forced colours');
  await close();
});

test('with reduced motion nothing moves', async () => {
  const { page, close } = await visit(browser, service.url, { ...PHONE, reducedMotion: 'reduce' });
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await chooseWording(page, 'For children');
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await tell(storyteller);
  await storyteller.tap(0.5, 0.6);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await close();
});

test('nothing on the start page moves when its later parts are loaded', async () => {
  const { page, close } = await visit(browser, service.url, PHONE);
  const manifest = JSON.parse(
    await readFile(new URL('../../frontend/dist/.vite/manifest.json', import.meta.url), 'utf8'),
  ) as Record<string, { file: string }>;
  const later = [
    'lib/pictures/all.ts',
    'lib/aloud/parts.ts',
    'storyteller/capture/media/fields.ts',
    'storyteller/offline/index.ts',
  ];
  const held = later.map((source) => manifest[`src/${source}`]?.file ?? '');
  expect(held).not.toContain('');
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route(
    (address) => held.includes(address.pathname.slice(1)),
    async (route) => {
      await released;
      await route.continue();
    },
  );
  const places = () =>
    page
      .locator('[name=audience], main button, h1, h2')
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
  await new Storyteller(page).arrive('/?language=en-x-easy');
  const before = await places();
  release();
  await page.locator('.pictogram path').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  expect(await places()).toEqual(before);
  await close();
});
