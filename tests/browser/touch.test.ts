// Fingers, mice and keys on the pictures: a scroll is no answer, what a pointer places is said, Home and End agree.
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './support/service';
import { Storyteller } from './support/storyteller';
import { DESKTOP, launch, PHONE, visit } from './support/visit';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

type Kind = 'triad' | 'line' | 'square';

/** A storyteller at the first question of a kind, with a finger. */
async function at(kind: Kind, options = PHONE) {
  const { page, close } = await visit(browser, service.url, options);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.goTo(kind);
  await page.locator('.picture').evaluate((picture) => picture.scrollIntoView({ block: 'center' }));
  return { page, storyteller, close, finger: new Finger(await page.context().newCDPSession(page)) };
}

class Finger {
  constructor(private readonly session: CDPSession) {}

  private send(type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) {
    return this.session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  }

  /** Moves in steps, as a finger does. */
  async drag(x: number, y: number, dx: number, dy: number): Promise<void> {
    await this.send('touchStart', [{ x, y }]);
    for (let step = 1; step <= 10; step += 1) {
      await this.send('touchMove', [{ x: x + (dx * step) / 10, y: y + (dy * step) / 10 }]);
    }
    await this.send('touchEnd', []);
  }
}

/** A point of the picture, by fractions of its width and height. */
async function pointOf(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await page.locator('.picture__drawing').boundingBox();
  if (!box) throw new Error('no picture');
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

const scrolled = (page: Page) => page.evaluate(() => window.scrollY);
const value = (page: Page) => page.locator('.picture__handle').getAttribute('aria-valuetext');

test('a page scrolled by a thumb that begins on a dyad leaves the dyad as it was', async () => {
  const { page, storyteller, finger, close } = await at('line');
  const scroll = async () => {
    const before = await scrolled(page);
    const { x, y } = await pointOf(page, 0.75, 0.5);
    await finger.drag(x, y, 3, -160);
    await expect.poll(() => scrolled(page)).toBeGreaterThan(before + 60);
    await page.locator('.picture').evaluate((picture) => picture.scrollIntoView({ block: 'center' }));
  };
  await scroll();
  expect(await value(page)).toBe('Not placed yet');
  expect(await storyteller.mark.count()).toBe(0);
  await storyteller.tap(0.9, 0.5);
  const placed = await value(page);
  expect(placed).toMatch(/% towards/);
  await page.locator('.picture').evaluate((picture) => picture.scrollIntoView({ block: 'center' }));
  await scroll();
  expect(await value(page)).toBe(placed);
  await close();
});

test('a sideways drag on a dyad still moves its mark', async () => {
  const { page, finger, close } = await at('line');
  const { x, y } = await pointOf(page, 0.3, 0.5);
  await finger.drag(x, y, 100, 0);
  expect(await value(page)).toMatch(/% towards “Far too late”/);
  await close();
});

test.each([0.04, 0.96])(
  'a scroll that begins beside the triangle, at %s, scrolls and places nothing',
  async (x) => {
    const { page, storyteller, finger, close } = await at('triad');
    const before = await scrolled(page);
    const from = await pointOf(page, x, 0.15);
    await finger.drag(from.x, from.y, 0, -120);
    await expect.poll(() => scrolled(page)).toBeGreaterThan(before + 40);
    expect(await storyteller.mark.count()).toBe(0);
    await close();
  },
);

test('a tap on the empty corner of the picture places nothing, and a tap right beside a corner does', async () => {
  const { page, storyteller, close } = await at('triad');
  await storyteller.tap(0.06, 0.1);
  expect(await storyteller.mark.count()).toBe(0);
  await storyteller.tap(0.5, 0.02);
  expect(await value(page)).toMatch(/^100%/);
  await close();
});

test.each(['triad', 'square'] as const)(
  'a finger drags the mark in any direction within the %s, and the page stays',
  async (kind) => {
    const { page, finger, close } = await at(kind);
    const before = await scrolled(page);
    const { x, y } = await pointOf(page, 0.5, 0.8);
    await finger.drag(x, y, 0, -60);
    expect(await scrolled(page)).toBe(before);
    const mark = await page.locator('.picture__mark, .picture__stone').last().boundingBox();
    expect((mark?.y ?? 0) + (mark?.height ?? 0) / 2).toBeCloseTo(y - 60, -1);
    await close();
  },
);

test('a pointer that is cancelled brings back the stones that were there, and the one that was chosen', async () => {
  const { page, storyteller, close } = await at('square', DESKTOP);
  await storyteller.tap(0.2, 0.2);
  const before = await value(page);
  const { x, y } = await pointOf(page, 0.8, 0.8);
  await page.locator('.picture__drawing').evaluate(
    (picture, at) => {
      const send = (type: string) =>
        picture.dispatchEvent(
          new PointerEvent(type, {
            pointerId: 1,
            isPrimary: true,
            pointerType: 'touch',
            clientX: at.x,
            clientY: at.y,
            bubbles: true,
          }),
        );
      // A made-up pointer cannot be captured.
      picture.setPointerCapture = () => undefined;
      send('pointerdown');
      send('pointercancel');
    },
    { x, y },
  );
  expect(await value(page)).toBe(before);
  await close();
});

test.each(['triad', 'line', 'square'] as const)(
  'what a pointer places on the %s is said once it is let go, and keys are left to the slider',
  async (kind) => {
    const { page, storyteller, close } = await at(kind, DESKTOP);
    const status = page.locator('fieldset [role=status]').filter({ hasText: /%|middle/ });
    expect(await status.count()).toBe(0);
    await storyteller.tap(0.5, 0.6);
    const said = await status.first().innerText();
    expect(said).toContain(await value(page));
    await page.locator('.picture__handle').press('ArrowLeft');
    await expect.poll(() => status.count()).toBe(0);
    await close();
  },
);

test.each(['triad', 'line', 'square'] as const)(
  'Home and End both put the mark of the %s in the middle, as the help says',
  async (kind) => {
    const { page, storyteller, close } = await at(kind, DESKTOP);
    const handle = page.locator('.picture__handle');
    await storyteller.tap(0.6, 0.7);
    await handle.press('Home');
    const middle = await value(page);
    await storyteller.tap(0.6, 0.7);
    expect(await value(page)).not.toBe(middle);
    await handle.press('End');
    expect(await value(page)).toBe(middle);
    expect(await page.locator('.keys').innerText()).toContain('Home or End is the middle');
    await close();
  },
);

/** Puts elements of its own in place of all texts, as the translators of browsers do. */
function translate(page: Page): Promise<void> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (node.textContent?.trim() && !parent?.closest('[translate=no], script, style, textarea'))
        texts.push(node as Text);
    }
    for (const text of texts) {
      const font = document.createElement('font');
      font.append(document.createElement('font'));
      font.firstElementChild?.append(`«${text.data.trim()}»`);
      text.replaceWith(font);
    }
  });
}

test('on a translated page the count of letters, the shares and the help change all the same', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.tell('é'.repeat(4_990));
  await storyteller.backToStory();
  await page.getByText('You have 10 characters left').first().waitFor();
  await translate(page);
  await page.locator('#story-text').fill('é'.repeat(5_003));
  await expect.poll(() => page.locator('.count').innerText()).toBe('You have 3 characters too many');
  await page.locator('#story-text').fill('They rang.');
  await page.locator('main form button[type=submit]').click();
  await page.locator('.picture').waitFor();
  await translate(page);
  await storyteller.otherWay(/sliders/);
  await expect.poll(() => page.locator('#difference-how').innerText()).toContain('Move a slider.');
  await translate(page);
  await page.getByRole('slider').first().fill('60');
  expect(await page.locator('.slider__share').allInnerTexts()).toEqual(['60%', '20%', '20%']);
  await close();
});

test('on a translated page another wording is shown, and what was answered stays', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.tap(0.5, 0.6);
  await translate(page);
  await page.locator('.switch__item').nth(2).click();
  await expect.poll(() => storyteller.heading.innerText()).toMatch(/^[^«]*$/);
  expect(await page.getByRole('button', { name: 'Next', exact: true }).count()).toBe(1);
  expect(await storyteller.mark.count()).toBe(1);
  await close();
});
