// Every page and state, looked at by axe on a phone, and in forced colours.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseWording } from './support/languages';
import { startService, type Service } from './support/service';
import { Storyteller } from './support/storyteller';
import { DESKTOP, expectAccessible, launch, PHONE, visit } from './support/visit';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const forced = {
  ...DESKTOP,
  forcedColors: 'active',
  reducedMotion: 'reduce',
} as const;

// Axe looks at some forty states of each.
const PATIENCE = 400_000;

test.each([
  ['Plain English', PHONE],
  ['Easy read', PHONE],
  ['For children', DESKTOP],
  ['Plain English', forced],
] as const)(
  'axe finds nothing in the whole form, in %s',
  async (wording, options) => {
    const { page, close } = await visit(browser, service.url, options);
    const storyteller = new Storyteller(page);
    const look = (name: string) => expectAccessible(page, `${wording}, ${name}`);
    await storyteller.arrive();
    await look('start');
    await chooseWording(page, wording);
    await page.getByLabel(/carer/).check();
    await look('start, answered');
    await storyteller.start();
    await storyteller.continue.click();
    await look('prompt, none chosen');
    await page.getByRole('radio').first().check();
    await storyteller.next();
    await storyteller.continue.click();
    await look('story, nothing written');
    await storyteller.write('x'.repeat(4_900), 'A title');
    await look('story, near the limit');
    await storyteller.next();
    await look('may the device remember');

    const seen = new Set<string>();
    await storyteller.throughAll(async (kind) => {
      if (kind === 'consent') {
        await look('consent');
        await storyteller.agree();
        return look('consent, answered');
      }
      // One of each kind is looked at in all its states; the others as they are, on the phone.
      if (!seen.has(kind)) {
        seen.add(kind);
        await look(`${kind}, empty`);
        if (['triad', 'line', 'square'].includes(kind)) await storyteller.tap(0.5, 0.6);
        else if (kind === 'checkboxes' || kind === 'radios')
          await page.locator('main form input').first().check();
        else if (kind === 'words') await page.locator('.stone input').first().check();
        await look(`${kind}, answered`);
        for (const folded of await page.locator('main details > summary').all()) await folded.click();
        await look(`${kind}, unfolded`);
        for (const other of [/sliders/, /list/, /picture/]) {
          const button = page.locator('.ways').getByRole('button', { name: other });
          if ((await button.count()) === 0) continue;
          await button.click();
          await look(`${kind}, ${other.source}`);
        }
      } else if (options === PHONE) await look(await storyteller.heading.innerText());
    });
    await storyteller.sending.click();
    await storyteller.receipt();
    await page.getByRole('img').waitFor();
    await look('sent');
    await close();
  },
  PATIENCE,
);

test('too many choices and half a stone are accessible faults', async () => {
  const { page, close } = await visit(browser, service.url, PHONE);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.goTo('checkboxes');
  for (const i of [0, 1, 2, 3]) await page.getByRole('checkbox').nth(i).check();
  await storyteller.continue.click();
  await expectAccessible(page, 'choice, too many');
  await page.getByRole('checkbox').nth(3).uncheck();
  await storyteller.goTo('square');
  await storyteller.otherWay('Use sliders instead');
  await page.getByRole('slider').first().fill('30');
  await storyteller.continue.click();
  await expectAccessible(page, 'stones, half placed');
  await close();
});

test('axe finds nothing on the receipt’s pages', async () => {
  const { page, close } = await visit(browser, service.url, PHONE);
  const receipt = await new Storyteller(page).tellShortly();
  await page.goto('/receipt');
  await expectAccessible(page, 'receipt, empty');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expectAccessible(page, 'receipt, nothing entered');
  await page.getByLabel('Receipt letters').fill(receipt);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('heading', { name: 'Your story', exact: true }).waitFor();
  await expectAccessible(page, 'receipt, opened');
  await page.getByRole('button', { name: 'Correct my story' }).click();
  await expectAccessible(page, 'receipt, correct');
  await page.goBack();
  await page.getByRole('button', { name: 'Withdraw my story' }).click();
  await expectAccessible(page, 'receipt, withdraw');
  await page.getByRole('button', { name: 'Yes, withdraw it' }).click();
  await page.getByRole('heading', { name: 'Your story is withdrawn' }).waitFor();
  await expectAccessible(page, 'receipt, withdrawn');
  await close();
});

test('everything to press is at least 44 pixels high', async () => {
  const { page, close } = await visit(browser, service.url, PHONE);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.tap(0.5, 0.6);
  for (let pages = 0; pages < 4; pages += 1) {
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main button, main input, header button')]
        .map((target) => ({
          name: target.textContent || target.id,
          height: target.getBoundingClientRect().height,
        }))
        .filter(({ height }) => height < 44),
    );
    expect(small).toEqual([]);
    await storyteller.next();
  }
  await close();
});
