// The capture page, from the start page to the receipt.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseWording } from './support/languages';
import { startService, type Service } from './support/service';
import { STORY, Storyteller, submissions } from './support/storyteller';
import { launch, overflow, PHONE, visit } from './support/visit';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Presses Tab until this element has the focus, as someone without a pointer would. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`no way to ${selector} by keyboard`);
}

test('the whole form can be filled in by keyboard alone', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  const press = (key: string) => page.keyboard.press(key);
  const go = async () => {
    const before = await storyteller.heading.innerText();
    await tabTo(page, 'main form button[type=submit]');
    await press('Enter');
    await expect.poll(() => storyteller.heading.innerText()).not.toBe(before);
    // Focus goes to the new question, so that it is read out.
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  };

  await storyteller.arrive();
  await tabTo(page, 'input[name=audience]');
  await press('Space');
  await press('ArrowDown');
  await tabTo(page, '.start__button');
  await press('Enter');
  await storyteller.continue.waitFor();
  await tabTo(page, 'input[name=prompt]');
  await press('Space');
  await go();
  await tabTo(page, '#story-text');
  await page.keyboard.type('They Had Time For Us.');
  await tabTo(page, '.also > summary');
  await press('Enter');
  await tabTo(page, '#story-title');
  await page.keyboard.type('The phone call');
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
      await press('ArrowDown');
    } else if (kind === 'square') {
      await tabTo(page, '.tray input');
      await press('ArrowDown');
      await tabTo(page, '.picture__handle');
      for (const key of ['ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowRight']) await press(key);
    } else if (kind === 'triad' || kind === 'line') {
      await tabTo(page, '.picture__handle');
      expect(await page.locator('.picture__mark').count()).toBe(0);
      for (const key of ['ArrowRight', 'Shift+ArrowRight', 'ArrowRight']) await press(key);
    } else {
      await tabTo(page, 'main input');
      await press('Space');
    }
    await go();
  }
  await tabTo(page, '.equals button');
  await press('Enter');
  expect(await storyteller.receipt()).toMatch(/^[0-9A-HJKMNP-TV-Z-]{32}$/);

  const story = sent[0] as {
    text: string;
    answers: Record<string, { input?: string; triad?: number[] }>;
  };
  expect(story.text).toBe('They Had Time For Us.');
  expect(story.answers['audience']).toEqual({ choice: ['family'] });
  expect(story.answers['difference']?.input).toBe('keyboard');
  expect(story.answers['difference']?.triad?.[2]).toBeGreaterThan(0.44);
  expect(story.answers['timing']).toEqual({ dyad: 0.62, input: 'keyboard' });
  expect(story.answers['around_the_child']).toEqual({
    stones: { health: [0.6, 0.6] },
    input: 'keyboard',
  });
  await close();
});

test('the whole form can be filled in by touch on a screen 320 pixels wide', async () => {
  const { page, close } = await visit(browser, service.url, PHONE);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  const narrow = async () => expect(await overflow(page), await page.title()).toBeLessThanOrEqual(0);
  const go = async () => {
    await narrow();
    const before = await page.title();
    await storyteller.continue.tap();
    await expect.poll(() => page.title()).not.toBe(before);
  };
  const touch = async (x: number, y: number) => {
    await storyteller.picture.scrollIntoViewIfNeeded();
    const box = await storyteller.picture.boundingBox();
    if (box) await page.touchscreen.tap(box.x + box.width * x, box.y + box.height * y);
  };

  await storyteller.arrive();
  await narrow();
  await page.getByLabel(/Someone who works/).tap();
  await page.getByRole('button', { name: 'Start', exact: true }).tap();
  await storyteller.continue.waitFor();
  await page.getByRole('radio').first().tap();
  await go();
  await storyteller.write(STORY, '');
  await go();
  for (;;) {
    const kind = await storyteller.kind();
    if (kind === 'check') {
      await narrow();
      if ((await storyteller.more.count()) === 0) break;
      await storyteller.more.tap();
      await storyteller.continue.waitFor();
      continue;
    }
    if (kind === 'consent') {
      await page.locator('label[for=consent-analysis]').tap();
      await page.locator('label[for=consent-quotation]').tap();
    } else if (kind === 'square') {
      await page.getByLabel(/Family/).tap();
      await touch(0.8, 0.2);
    } else if (kind === 'triad') await touch(0.5, 0.2);
    else if (kind === 'line') await touch(0.9, 0.5);
    else await page.locator('main input').first().tap();
    await go();
  }
  await page.getByRole('button', { name: 'Send now' }).tap();
  await storyteller.receipt();
  await narrow();

  const story = sent[0] as {
    answers: Record<string, Record<string, unknown>>;
    consent: unknown;
  };
  expect(story).not.toHaveProperty('title');
  expect(story.consent).toEqual({ analysis: true, quotation: true });
  const triad = story.answers['difference']?.['triad'] as number[];
  expect(triad[0]).toBeGreaterThan(0.7);
  expect(triad.reduce((sum, weight) => sum + Math.round(weight * 10_000), 0)).toBe(10_000);
  expect(story.answers['difference']?.['input']).toBe('pointer');
  expect(story.answers['timing']?.['dyad']).toBeGreaterThan(0.9);
  const { family } = story.answers['around_the_child']?.['stones'] as {
    family: [number, number];
  };
  expect(family[0]).toBeGreaterThan(0.75);
  expect(family[1]).toBeGreaterThan(0.75);
  await close();
});

test('a question that is skipped is not sent, and one that does not fit says so', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  await storyteller.tell();
  await storyteller.tap(0.5, 0.5);
  await page.getByLabel('Does not fit', { exact: true }).check();
  expect(await storyteller.mark.count()).toBe(0);
  await storyteller.next();
  await storyteller.next();
  await storyteller.tap(0.5, 0.5);
  await page.getByRole('button', { name: 'Clear my answer' }).click();
  expect(await storyteller.mark.count()).toBe(0);
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]?.['answers']).toEqual({
    audience: { choice: ['family'] },
    difference: 'not_applicable',
  });
  expect(sent[0]?.['consent']).toEqual({ analysis: true, quotation: false });
  await close();
});

test('Easy read asks with lists of places, and is sent as easy read', async () => {
  const { page, close } = await visit(browser, service.url, PHONE);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  await storyteller.arrive();
  await chooseWording(page, 'Easy read');
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await page.getByLabel('What happened?').fill(STORY);
  await storyteller.next();

  expect(await page.getByRole('radio').count()).toBe(7);
  await page.getByRole('radio').nth(3).check();
  await storyteller.next();
  while ((await page.getByRole('radio').count()) === 7) await storyteller.next();
  expect(await page.getByRole('radio').count()).toBe(5);
  await page.getByRole('radio').nth(1).check();
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]?.['language']).toBe('en-x-easy');
  expect(sent[0]?.['answers']).toEqual({
    difference: { triad: [0.45, 0.45, 0.1], input: 'words' },
    timing: { dyad: 0.3, input: 'words' },
  });
  await close();
});

test('the wording can be switched on any page without losing an answer', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.tap(0.5, 0.15);
  await page.getByRole('button', { name: 'Easy read' }).click();
  expect(await page.getByRole('radio').first().isChecked()).toBe(true);
  await page.getByRole('button', { name: 'For children' }).click();
  await expect.poll(() => storyteller.mark.count()).toBe(1);
  await close();
});

test('sliders are linked, and no mark is placed before one is moved', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  await storyteller.tell();
  await storyteller.otherWay('Use sliders instead');
  const sliders = page.getByRole('slider');
  expect(await sliders.first().getAttribute('aria-valuetext')).toBe('Not placed yet');
  await sliders.first().fill('60');
  expect(await sliders.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toEqual([
    '60',
    '20',
    '20',
  ]);
  expect(await sliders.nth(1).getAttribute('aria-valuetext')).toMatch(/^60% .*, 20% .*, 20% /);
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]?.['answers']).toMatchObject({
    difference: { triad: [0.6, 0.2, 0.2], input: 'sliders' },
  });
  await close();
});

test('a stone is not placed by one slider alone', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  await storyteller.tell();
  await storyteller.goTo('square');
  await storyteller.otherWay('Use sliders instead');
  await page.getByRole('slider').nth(4).fill('30');
  await storyteller.continue.click();
  await page.getByRole('link', { name: /Finish placing “Social care”/ }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('around_the_child-care-y');
  await page.getByRole('slider').nth(5).fill('80');
  await storyteller.next();
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]?.['answers']).toMatchObject({
    around_the_child: { stones: { care: [0.3, 0.8] }, input: 'sliders' },
  });
  await close();
});

test('too many choices are named, and “none of these” rules the others out', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.goTo('checkboxes');
  for (const i of [0, 1, 2, 3]) await page.getByRole('checkbox').nth(i).check();
  await storyteller.continue.click();
  await page.getByRole('link', { name: 'Choose no more than 3' }).waitFor();
  expect(await page.title()).toMatch(/^Error: /);
  await page.getByRole('checkbox').nth(3).uncheck();
  await storyteller.next();
  while ((await page.locator('.govuk-checkboxes__divider').count()) === 0) await storyteller.onward();
  await page.getByRole('checkbox').first().check();
  await page.getByRole('checkbox').last().check();
  expect(await page.getByRole('checkbox').first().isChecked()).toBe(false);
  await close();
});

test('a missing story is asked for in a summary that has the focus', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.arrive();
  await storyteller.start();
  await storyteller.continue.click();
  const summary = page.locator('.govuk-error-summary');
  await expect.poll(() => summary.evaluate((box) => box === document.activeElement)).toBe(true);
  expect(await page.title()).toMatch(/^Error: /);
  await page.getByRole('link', { name: 'Choose what your story is about' }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('prompt-0');
  await page.keyboard.press('Space');
  await storyteller.next();
  await storyteller.continue.click();
  await page.getByRole('link', { name: /Write what happened/ }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('story-text');
  await close();
});

test('letters are counted near the limit, and a story over it is kept with an error', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.backToStory();
  await page.getByLabel('What happened?').fill('é'.repeat(4_990));
  await page.getByText('You have 10 characters left').first().waitFor();
  await page.getByLabel('What happened?').fill('é'.repeat(5_002));
  await storyteller.continue.click();
  await page
    .getByRole('link', {
      name: 'Your story is too long. Take out at least 2 characters.',
    })
    .waitFor();
  expect((await page.getByLabel('What happened?').inputValue()).length).toBe(5_002);
  await close();
});

test('the browser’s Back and Forward walk between the questions', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  const first = await storyteller.heading.innerText();
  await storyteller.next();
  await page.goBack();
  await expect.poll(() => storyteller.heading.innerText()).toBe(first);
  await storyteller.backToStory();
  expect(await page.getByLabel('What happened?').inputValue()).toBe(STORY);
  await page.goForward();
  await expect.poll(() => storyteller.heading.innerText()).toBe(first);
  const back = page.getByRole('button', { name: 'Back', exact: true });
  await back.click();
  await expect.poll(() => page.getByLabel('What happened?').inputValue()).toBe(STORY);
  await close();
});

test('Change leads to one question and Continue back to the check', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.skipToCheck();
  await page.getByRole('button', { name: /^Change.*Title/ }).click();
  await page.getByLabel(/title/).fill('Another name');
  await storyteller.next();
  await storyteller.heading.filter({ hasText: 'Check and send' }).waitFor();
  expect(await page.locator('main dl').first().innerText()).toContain('Another name');
  await close();
});

test('leaving asks on the story page, and not on the pages with questions', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  const leave = async () => {
    await page.reload();
    await storyteller.heading.filter({ hasText: 'Tell your story' }).waitFor();
  };
  await storyteller.tell();
  await storyteller.tap(0.5, 0.5);
  await leave();
  expect(asked).toEqual([]);
  await storyteller.tell();
  await storyteller.backToStory();
  await leave();
  expect(asked).toEqual(['beforeunload']);
  await storyteller.tell();
  await storyteller.skipToCheck();
  await leave();
  expect(asked).toEqual(['beforeunload', 'beforeunload']);
  await close();
});

test('Exit this page wipes the story, by button and by pressing Shift three times', async () => {
  for (const leave of ['button', 'keys'] as const) {
    const { page, close } = await visit(browser, service.url);
    const storyteller = new Storyteller(page);
    await storyteller.tell();
    await storyteller.backToStory();
    if (leave === 'button') await page.locator('.govuk-exit-this-page__button').click();
    else for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift');
    await page.waitForURL('https://www.bbc.co.uk/weather');
    await page.goBack();
    await page.getByRole('button', { name: /^Start/ }).waitFor();
    await expect.poll(() => page.locator('body').innerText()).not.toContain('nursery');
    await close();
  }
});

test('capital letters and Shift with an arrow do not leave the page', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await page.locator('.picture__handle').focus();
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('Shift+ArrowLeft');
  await storyteller.backToStory();
  await page.getByLabel('What happened?').pressSequentially(' A B C D');
  for (const letter of 'ABCD') await page.keyboard.press(`Shift+${letter}`);
  expect(page.url()).toBe(`${service.url}/`);
  expect(await page.getByLabel('What happened?').inputValue()).toContain('A B C D');
  await close();
});

test('after sending, Back does not show the story again, and the receipt can still be shown', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  const receipt = await storyteller.tellShortly();
  await page.goBack();
  await page.getByText('You have not kept your receipt yet.').waitFor();
  await page.goBack();
  await page.getByText('Your last story was sent.').waitFor();
  await page.getByRole('button', { name: 'Show my receipt again' }).click();
  expect(await storyteller.receipt()).toBe(receipt);
  await page.getByRole('button', { name: 'Tell another story', exact: true }).click();
  expect(await page.locator('[name=audience]:checked').count()).toBe(0);
  await storyteller.start();
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  await close();
});

test('the receipt can be copied and saved, and its picture is drawn', async () => {
  const { page, close } = await visit(browser, service.url, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const storyteller = new Storyteller(page);
  const receipt = await storyteller.tellShortly();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied', { exact: true }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(`${receipt}\n${service.url}/receipt#${receipt.replaceAll('-', '')}`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('receipt.txt');
  await close();
});

test('a join code goes with the story', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  // The collection is made up: what counts here is what the page shows and sends.
  const joined = {
    join_code: 'PARK-7',
    name: 'Youth group in the park',
    framework: 'sheffield-send',
    audiences: [],
    signifiers: [],
    kiosk: false,
    open: true,
  };
  await page.route('**/api/v1/collections/*', (route) => route.fulfill({ json: joined }));
  await page.route('**/api/v1/stories', (route) => {
    const { receipt } = route.request().postDataJSON() as { receipt: string };
    return route.fulfill({ status: 201, json: { id: '1', receipt, state: 'held' } });
  });
  const sent = submissions(page);
  for (const path of ['/?join=park-7', '/join/park-7']) {
    await storyteller.arrive(path);
    await page.getByText('Youth group in the park').waitFor();
    await storyteller.start();
    await page.getByRole('radio').first().check();
    await storyteller.next();
    await storyteller.write(STORY, '');
    await storyteller.next();
    await storyteller.skipToCheck();
    await storyteller.send();
    await storyteller.receipt();
  }
  expect(sent.map((story) => story['collection'])).toEqual(['PARK-7', 'PARK-7']);
  await close();
});

test('a wrong join code is reported on the start page, and does not prevent a story', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  await storyteller.arrive('/?join=NO-SUCH-CODE');
  await page.getByText('We do not know the code “NO-SUCH-CODE”').waitFor();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write(STORY, '');
  await storyteller.next();
  await storyteller.skipToCheck();
  await storyteller.send();
  await storyteller.receipt();
  expect(sent[0]).not.toHaveProperty('collection');
  await close();
});
