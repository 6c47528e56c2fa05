// In Urdu the page runs from right to left, and the pictures do not: a tap beside a label stores that label.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './support/service';
import { Storyteller, submissions } from './support/storyteller';
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

/** Gives every text of the real framework an Urdu wording that still tells which text it is. */
async function speakUrdu(page: Page): Promise<void> {
  await page.route('**/api/v1/frameworks/*', async (route) => {
    const answer = await route.fetch();
    const framework = (await answer.json()) as { languages: string[] };
    addUrdu(framework);
    framework.languages = ['en', 'ur'];
    await route.fulfill({ response: answer, json: framework });
  });
  await page.route('**/api/v1/stories', (route) => route.fulfill({ status: 201, json: {} }));
}

function addUrdu(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('en' in node && typeof node.en === 'string') Object.assign(node, { ur: `کہانی ${node.en}` });
  else Object.values(node).forEach(addUrdu);
}

/** The middle of the label that says this, moved towards the picture. */
async function tapBeside(page: Page, label: RegExp): Promise<void> {
  await page.locator('.picture__drawing').scrollIntoViewIfNeeded();
  const words = await page.locator('.picture').getByText(label).first().boundingBox();
  const picture = await page.locator('.picture__drawing').boundingBox();
  if (!words || !picture) throw new Error('no picture');
  const x = Math.min(Math.max(words.x + words.width / 2, picture.x + 2), picture.x + picture.width - 2);
  const y = Math.min(Math.max(words.y, picture.y + 4), picture.y + picture.height - 4);
  await page.touchscreen.tap(x, y);
}

test('a tap beside a label stores that label', async () => {
  const { page, close } = await visit(browser, service.url, PHONE);
  const teller = new Storyteller(page);
  const sent = submissions(page);
  await speakUrdu(page);
  await teller.arrive();
  await page.getByRole('button', { name: 'اردو' }).click();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  await expectAccessible(page, 'start in Urdu');
  await teller.start();
  await page.getByRole('radio').first().check();
  await teller.next();
  await page.getByLabel('What happened?').fill('ایک کہانی');
  await teller.next();

  const labels: Record<string, RegExp> = {
    difference: /worked together/,
    needed: /practical help/,
    timing: /too late/,
    voice: /ignored/,
  };
  for (;;) {
    const kind = await teller.kind();
    if (kind === 'consent') break;
    const id =
      (await page.locator('fieldset .govuk-hint').first().getAttribute('id'))?.replace(/-how$/, '') ?? '';
    const label = labels[id];
    if (label) {
      await tapBeside(page, label);
      await expectAccessible(page, `${id} in Urdu`);
    }
    if (kind === 'square') {
      await tapBeside(page, /Knew the child little/);
      await expectAccessible(page, 'stones in Urdu');
    }
    await teller.next();
  }
  await teller.next();
  await teller.send();
  await teller.receipt();

  const answers = sent[0]?.['answers'] as {
    difference: { triad: number[] };
    needed: { triad: number[] };
    timing: { dyad: number };
    voice: { dyad: number };
    around_the_child: { stones: { school: [number, number] } };
  };
  expect(sent[0]?.['language']).toBe('ur');
  expect(answers.difference.triad[1]).toBeGreaterThan(0.7);
  expect(answers.needed.triad[2]).toBeGreaterThan(0.7);
  expect(answers.timing.dyad).toBeGreaterThan(0.7);
  expect(answers.voice.dyad).toBeLessThan(0.3);
  expect(answers.around_the_child.stones.school[0]).toBeLessThan(0.4);
  await close();
});

test('the right arrow leads to the right end, in Urdu too', async () => {
  const { page, close } = await visit(browser, service.url, PHONE);
  const teller = new Storyteller(page);
  await speakUrdu(page);
  await teller.arrive();
  await page.getByRole('button', { name: 'اردو' }).click();
  await teller.start();
  await page.getByRole('radio').first().check();
  await teller.next();
  await page.getByLabel('What happened?').fill('ایک کہانی');
  await teller.next();
  while ((await teller.kind()) !== 'line') await teller.next();
  await page.locator('.picture__handle').focus();
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Shift+ArrowRight');
  const mark = await teller.mark.boundingBox();
  const late = await page.locator('.picture__right').boundingBox();
  expect((mark?.x ?? 0) + 10).toBeGreaterThan(late?.x ?? Infinity);
  expect(await page.locator('.picture__handle').getAttribute('aria-valuetext')).toContain('late');
  await close();
});
