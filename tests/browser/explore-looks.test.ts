// Every state of the explore page, checked by axe on a desktop and on a phone.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Analyst, DIFFERENCE, NEEDED, TIMING } from './support/analyst';
import { Office } from './support/office';
import { tellStories } from './support/stories';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  await tellStories(office);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const SELECTION = encodeURIComponent(
  JSON.stringify({
    triads: [{ signifier: 'difference', zones: ['person'] }],
    not: { answers: { audience: ['professional'] } },
  }),
);

async function analyst(path: string, options = {}) {
  const { page, close } = await office.staff(browser, 'ana', path, options);
  const at = new Analyst(page);
  await at.settled();
  return { page, close, at };
}

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
] as const)(
  'axe finds nothing in any state, %s',
  async (name, options) => {
    const { page, close, at } = await analyst('/explore', options);
    const look = (state: string) => expectAccessible(page, `${name}, ${state}`);
    await look('hexagons');
    for (const layer of ['Density', 'Zones']) {
      await page.getByRole('radio', { name: layer }).check();
      await at.settled();
      await look(layer);
    }
    await page.getByRole('radio', { name: 'Tables' }).check();
    await look('tables');
    await page.goto(`/explore?s=${SELECTION}`);
    await at.settled();
    await page.locator('.story__open').first().click();
    await page.locator('.answers').waitFor();
    await look('selection, with a story open');
    await page.getByRole('button', { name: `Draw a region: ${DIFFERENCE}` }).click();
    await look('drawing');
    await page.keyboard.press('Escape');
    for (const question of [NEEDED, TIMING]) {
      await page.getByRole('button', { name: `Larger: ${question}` }).click();
      await look(`larger: ${question}`);
      await page.keyboard.press('Escape');
    }
    await page.goto(`/explore?s=${encodeURIComponent('{"received":{"to":"2001-01-01"}}')}`);
    await at.expectMatching(0);
    await page
      .getByRole('button', { name: /^Remove Received/ })
      .first()
      .waitFor();
    await look('nothing found');
    await page.route('**/api/v1/search', (route) => route.abort());
    await page.goto('/explore');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await look('service not reached');
    await close();
  },
  300_000,
);

test('every control is large enough for a thumb', async () => {
  const { page, close } = await analyst('/explore', PHONE);
  await page.getByRole('button', { name: 'Show filters' }).click();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main button, main summary, main .tick, main .segments__item')]
      .filter((target) => target.getClientRects().length > 0)
      .map((target) => ({
        name: target.textContent,
        height: target.getBoundingClientRect().height,
      }))
      .filter(({ height }) => height > 0 && height < 23.5),
  );
  expect(small).toEqual([]);
  await close();
});

test('density is drawn from the lattice: dark where stories are', async () => {
  const { page, close, at } = await analyst('/explore?layer=density');
  const [corner, other] = await at
    .card(DIFFERENCE)
    .locator('canvas')
    .evaluate((canvas) => {
      const element = canvas as HTMLCanvasElement;
      const context = element.getContext('2d');
      const light = (x: number, y: number) =>
        [...(context?.getImageData(element.width * x, element.height * y, 1, 1).data ?? [])]
          .slice(0, 3)
          .reduce((sum, value) => sum + value, 0);
      return [light(0.5, 0.22), light(0.5, 0.66)];
    });
  expect(corner).toBeLessThan(other ?? 0);
  expect(page.url()).toContain('layer=density');
  await close();
});
