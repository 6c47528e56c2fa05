// Walks through the capture page in the words that a person sees.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const STORY = 'The nursery rang.\nThey had time for us, and it changed the whole week.';

/** Said beside the receipt of a story that has not arrived yet. */
export const SAVED = 'Saved on this device; it will be sent by itself.';

export type Kind = 'triad' | 'line' | 'square' | 'radios' | 'checkboxes' | 'words' | 'consent' | 'check';

export class Storyteller {
  constructor(readonly page: Page) {}

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get continue(): Locator {
    // “Next” in the wording for children.
    return this.page.getByRole('button', { name: /^(Continue|Next)$/ });
  }

  /** The button of the check page that sends, in any language; and the one beside it, for further questions. */
  get sending(): Locator {
    return this.page.locator('main > div > .equals > button').first();
  }

  get more(): Locator {
    return this.page.locator('main > div > .equals > button').nth(1);
  }

  /** The picture of a triad, dyad or stones. */
  get picture(): Locator {
    return this.page.locator('.picture__drawing').first();
  }

  get mark(): Locator {
    return this.page.locator('.picture__mark');
  }

  async arrive(path = '/'): Promise<void> {
    await this.page.goto(path);
    await this.page.getByRole('button', { name: /^Start/ }).waitFor();
  }

  /** Leaves the start page for the first question. */
  async start(): Promise<void> {
    await this.page.locator('.start__button').click();
    await this.page.locator('main form button[type=submit]').filter({ visible: true }).waitFor();
  }

  /** Goes on, and waits until the next page is shown. */
  async next(): Promise<void> {
    const before = await this.position();
    await this.continue.click();
    await expect.poll(() => this.position()).not.toBe(before);
  }

  /** The same in every language. */
  async pressNext(): Promise<void> {
    const before = await this.position();
    await this.page.locator('main form button[type=submit]').click();
    await expect.poll(() => this.position()).not.toBe(before);
  }

  /** From the start to the first signifier, as a family member in plain English. */
  async tell(text = STORY, title = 'The phone call'): Promise<void> {
    await this.arrive();
    await this.page.getByLabel(/parent, carer/).check();
    await this.start();
    await this.page.getByRole('radio').first().check();
    await this.next();
    await this.write(text, title);
    await this.next();
  }

  /** Lets the device store the draft. */
  async remember(): Promise<void> {
    await this.unfold();
    await this.page.getByLabel('Remember this story on this device').check();
  }

  /** Shows what is folded below the text: title, picture, and whether the device stores the draft. */
  async unfold(): Promise<void> {
    const folded = this.page.locator('.also:not([open]) > summary');
    if ((await folded.count()) > 0) await folded.click();
  }

  /** Shows everything that is folded. */
  async unfoldAll(): Promise<void> {
    const folded = this.page.locator('main details:not([open]) > summary');
    while ((await folded.count()) > 0) await folded.first().click();
  }

  /** Opens a stored draft, and waits until its page is shown: Back before that leaves the form. */
  async carryOn(button: Locator): Promise<void> {
    await button.click();
    await this.page.locator('main form button[type=submit]').waitFor();
  }

  /** Back by the browser's own button, until the story is in front. */
  async backToStory(): Promise<void> {
    while ((await this.page.locator('#story-text').count()) === 0) {
      const before = await this.position();
      await this.page.goBack();
      await expect.poll(() => this.position()).not.toBe(before);
    }
  }

  async write(text: string, title: string): Promise<void> {
    await this.page.getByLabel('What happened?').fill(text);
    await this.unfold();
    await this.page.getByLabel(/optional|leave this out/).fill(title);
  }

  /** Leaves the other questions and goes to the check page, by way of consent where that was not asked yet. */
  async skipToCheck(): Promise<void> {
    await this.page.getByRole('button', { name: 'Stop here and send' }).click();
    await this.page.locator('#consent-analysis, main dl').first().waitFor();
    if ((await this.kind()) === 'consent') {
      await this.agree();
      await this.next();
    }
    await this.heading.filter({ hasText: 'Check and send' }).waitFor();
  }

  /** Answers the questions of consent. Quotation is asked only of a story that may be counted. */
  async agree(analysis = true, quotation = false): Promise<void> {
    const answer = (id: string, yes: boolean) => this.page.locator(yes ? `#${id}` : `#${id}-no`).check();
    await answer('consent-analysis', analysis);
    if (analysis) await answer('consent-quotation', quotation);
  }

  /** Answers in another way than the page offers at first. */
  async otherWay(name: string | RegExp): Promise<void> {
    const folded = this.page.locator('.ways:not([open]) > summary');
    if ((await folded.count()) > 0) await folded.click();
    await this.page.getByRole('button', { name }).click();
  }

  /** Goes on until a page asks for an answer of this kind, also beyond the core. */
  async goTo(kind: Kind): Promise<void> {
    while ((await this.kind()) !== kind) await this.onward();
  }

  /** To the next page; from the check page to a few more questions. */
  async onward(): Promise<void> {
    const kind = await this.kind();
    if (kind === 'consent') await this.agree();
    if (kind === 'check') await this.moreQuestions();
    else await this.pressNext();
  }

  /** Looks at every page from here on, with all questions after the core, until there is nothing to do but to send. */
  async throughAll(look: (kind: Kind) => Promise<void>): Promise<void> {
    for (;;) {
      const kind = await this.kind();
      await look(kind);
      if (kind === 'check' && (await this.more.count()) === 0) return;
      await this.onward();
    }
  }

  async moreQuestions(): Promise<void> {
    await this.more.click();
    await this.page.locator('main form').waitFor();
  }

  /** What the page in front asks for. */
  kind(): Promise<Kind> {
    return this.page.evaluate((): Kind => {
      const has = (selector: string) => document.querySelector(selector) !== null;
      if (has('main dl')) return 'check';
      if (has('#consent-analysis')) return 'consent';
      if (has('.picture--square')) return 'square';
      if (has('.picture--line')) return 'line';
      if (has('.picture')) return 'triad';
      if (has('.tray')) return 'words';
      return has('main input[type=radio]') ? 'radios' : 'checkboxes';
    });
  }

  async send(): Promise<void> {
    // The second where the page reminds that the story will not be counted.
    await this.page.getByRole('button', { name: /^Send (now|it anyway)$/ }).click();
  }

  /** The receipt's letters, once the story is acknowledged. */
  async receipt(): Promise<string> {
    const letters = await this.page.locator('.receipt__letters').innerText();
    return letters.replace(/\s/g, '');
  }

  /** Tells a short story and returns its receipt. */
  async tellShortly(text = STORY): Promise<string> {
    await this.tell(text);
    await this.skipToCheck();
    await this.send();
    return this.receipt();
  }

  /** Taps the picture at fractions of its width and height. */
  async tap(x: number, y: number): Promise<void> {
    await this.picture.scrollIntoViewIfNeeded();
    const box = await this.picture.boundingBox();
    if (!box) throw new Error('no picture');
    await this.picture.click({
      position: { x: box.width * x, y: box.height * y },
    });
  }

  private async position(): Promise<string> {
    const number = await this.page.locator('.left__minutes').allInnerTexts();
    const faults = await this.page.locator('.govuk-error-summary').allInnerTexts();
    return [...number, await this.heading.innerText(), ...faults].join(' | ');
  }
}

/** What was sent to the service, as it was sent. */
export function submissions(page: Page): Record<string, unknown>[] {
  const sent: Record<string, unknown>[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/stories')) {
      sent.push(request.postDataJSON() as Record<string, unknown>);
    }
  });
  return sent;
}
