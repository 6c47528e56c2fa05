// The dark scheme of the storytellers' pages: words and marks are seen, pictures stay legible, and paper stays light.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseWording } from './support/languages';
import { startService, type Service } from './support/service';
import { Storyteller } from './support/storyteller';
import { expectAccessible, launch, PHONE, visit } from './support/visit';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const DARK = { ...PHONE, colorScheme: 'dark' } as const;
// Axe looks at some thirty states.
const PATIENCE = 400_000;

/** The contrast of a colour of the first match with a colour of the second, or of the page. */
function contrast(page: Page, selector: string, property: string, on: string, onProperty: string) {
  return page.evaluate(
    ([selector, property, on, onProperty]) => {
      const luminance = (element: Element | null, name: string) => {
        if (!element) throw new Error(`nothing for ${name}`);
        const colour = getComputedStyle(element).getPropertyValue(name);
        const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number).map((part) => {
          const share = part / 255;
          return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const one = luminance(document.querySelector(selector ?? ''), property ?? '');
      const two = luminance(document.querySelector(on ?? ''), onProperty ?? '');
      return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    },
    [selector, property, on, onProperty],
  );
}

test.each(['Plain English', 'Easy read'])(
  'in the dark axe finds nothing in the form, in %s',
  async (wording) => {
    const { page, close } = await visit(browser, service.url, DARK);
    const storyteller = new Storyteller(page);
    const look = (name: string) => expectAccessible(page, `dark, ${wording}, ${name}`);
    await storyteller.arrive();
    await chooseWording(page, wording);
    await look('start');
    await page.locator('.card').nth(1).click();
    await look('start, answered');
    await storyteller.start();
    await storyteller.continue.click();
    await look('prompt, none chosen');
    await page.getByRole('radio').first().check();
    await storyteller.next();
    await storyteller.continue.click();
    await look('story, nothing written');
    await storyteller.write('x'.repeat(5_001), 'A title');
    await page.getByLabel('I am worried').check();
    await look('story, too long, worried');
    await storyteller.write('Made up for testing.', 'A title');
    await storyteller.next();
    const seen = new Set<string>();
    await storyteller.throughAll(async (kind) => {
      if (seen.has(kind)) return;
      seen.add(kind);
      if (['triad', 'line', 'square'].includes(kind)) await storyteller.tap(0.5, 0.6);
      await look(kind);
      if ((await page.locator('.ways button', { hasText: /sliders/ }).count()) > 0) {
        await storyteller.otherWay(/sliders/);
        await look(`${kind}, sliders`);
        await storyteller.otherWay(wording === 'Easy read' ? /list/ : /picture/);
      }
      if (kind !== 'consent') return;
      await storyteller.continue.click();
      await look('consent, no answer');
      await storyteller.agree(false);
      await look('consent, not counted');
    });
    expect(seen.size).toBeGreaterThan(4);
    await storyteller.unfoldAll();
    await look('check, unfolded');
    await page.getByRole('button', { name: /^Change.*You agree/ }).click();
    await storyteller.agree(false);
    await storyteller.next();
    await look('check, not counted');
    await storyteller.sending.click();
    await storyteller.receipt();
    await page.getByRole('img').waitFor();
    await look('sent');
    await close();
  },
  PATIENCE,
);

test('marks, lines and stones stand out from what they lie on by 3 to 1, dark and light', async () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    const { page, close } = await visit(browser, service.url, { ...PHONE, colorScheme });
    const storyteller = new Storyteller(page);
    const seen = async (...args: [string, string, string, string]) =>
      expect(await contrast(page, ...args), `${colorScheme}: ${args.join(' ')}`).toBeGreaterThanOrEqual(3);
    await storyteller.tell();
    await seen('.picture__shape', 'stroke', 'body', 'background-color');
    await storyteller.tap(0.5, 0.6);
    await seen('.picture__mark', colorScheme === 'dark' ? 'fill' : 'stroke', '.picture__shape', 'fill');
    await seen('.picture__dot', 'fill', '.picture__mark', 'fill');
    await storyteller.goTo('line');
    await seen('.picture__line', 'stroke', 'body', 'background-color');
    await storyteller.goTo('square');
    await storyteller.tap(0.5, 0.6);
    await seen('.picture__number', 'fill', '.picture__stone', 'fill');
    await seen('.picture__stone', 'stroke', '.picture__shape', 'fill');
    await close();
  }
});

test('in the dark pictures are dark on a light tile, and the header keeps its white words', async () => {
  const { page, close } = await visit(browser, service.url, DARK);
  const storyteller = new Storyteller(page);
  await storyteller.arrive('/?language=en-x-easy');
  await page.locator('.pictogram path').first().waitFor();
  expect(await contrast(page, '.pictogram path', 'stroke', '.pictogram', 'background-color')).toBeGreaterThan(
    7,
  );
  expect(await contrast(page, '.header__name', 'color', 'header', 'background-color')).toBeGreaterThan(4.5);
  expect(await contrast(page, 'body', 'background-color', 'html', 'color')).toBeGreaterThan(1);
  await close();
});

test('what is printed from a dark screen is dark on light', async () => {
  const { page, close } = await visit(browser, service.url, DARK);
  const storyteller = new Storyteller(page);
  await storyteller.tellShortly();
  const colours = () =>
    page.evaluate(() => [
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.querySelector('h2') ?? document.body).color,
    ]);
  expect(await colours()).toEqual(['rgb(23, 30, 30)', 'rgb(238, 241, 238)']);
  await page.emulateMedia({ media: 'print' });
  expect(await colours()).toEqual(['rgb(255, 253, 250)', 'rgb(0, 0, 0)']);
  await close();
});

test('forced colours win over the dark scheme', async () => {
  const { page, close } = await visit(browser, service.url, { ...DARK, forcedColors: 'active' });
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.tap(0.5, 0.6);
  await expectAccessible(page, 'triad, dark and forced colours');
  const { stroke, text } = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.setProperty('color', 'CanvasText');
    const text = getComputedStyle(probe).color;
    const shape = document.querySelector('.picture__shape');
    return { text, stroke: shape ? getComputedStyle(shape).stroke : '' };
  });
  expect(stroke).toBe(text);
  await close();
});
