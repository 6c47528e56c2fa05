// Walks the form as a person does and counts what that takes: pages, screens, taps, words, and minutes by a formula.
// The writing of the story is not counted, nor is what a page has above its content, or folded.
import type { Locator, Page } from 'playwright-core';
import { Storyteller } from './storyteller';

export const SCREEN = { width: 360, height: 740 };

export interface Seen {
  name: string;
  taps: number;
  words: number;
  screens: number;
}

export interface Total extends Omit<Seen, 'name'> {
  pages: number;
  minutes: number;
}

const WORDS_A_MINUTE: Record<string, number> = { easy: 100, child: 120 };

export class Walk {
  readonly seen: Seen[] = [];
  private taps = 0;
  private readonly storyteller: Storyteller;

  constructor(
    private readonly page: Page,
    /** `plain`, `easy` or `child`. */
    private readonly wording: string,
  ) {
    this.storyteller = new Storyteller(page);
  }

  /** From the start page to the check page; an audience of `undefined` is not said. */
  async toCheck(audience: number | undefined): Promise<void> {
    const cards = this.page.locator('[name=audience]');
    if (audience !== undefined && (await cards.count()) > 0) await this.tap(cards.nth(audience));
    await this.leave('start', this.page.locator('.start__button'));
    while ((await this.page.locator('main dl').count()) === 0) await this.onePage();
  }

  /** Sends the story, and looks at the page with the receipt. */
  async send(): Promise<void> {
    await this.leave('check', this.storyteller.sending, '.receipt__letters');
    await this.look('receipt');
  }

  /** What all pages up to sending take. */
  get total(): Total {
    const pages = this.seen.filter(({ name }) => name !== 'receipt');
    const sum = (of: keyof Omit<Seen, 'name'>) => pages.reduce((all, page) => all + page[of], 0);
    const [words, taps] = [sum('words'), sum('taps')];
    const minutes = words / (WORDS_A_MINUTE[this.wording] ?? 200) + taps / 20;
    return { pages: pages.length, screens: sum('screens'), taps, words, minutes };
  }

  private async onePage(): Promise<void> {
    const name = await this.answer();
    await this.leave(name, this.page.locator('main form button[type=submit]'));
  }

  /** Answers all that is on the page, and says what it is. */
  private async answer(): Promise<string> {
    const { page } = this;
    const text = page.locator('#story-text');
    if ((await text.count()) > 0) {
      // Putting the pen to the paper is part of the writing.
      await text.fill('The nursery rang, and had time.');
      return 'story';
    }
    const consent = page.locator('#consent-analysis');
    if ((await consent.count()) > 0) {
      await this.tap(consent);
      await this.tap(page.locator('#consent-quotation'));
      // The second question is there once the first is answered.
      this.lastLook = Promise.resolve(await this.measured());
      return 'consent';
    }
    for (const picture of await page.locator('.picture__drawing').all()) await this.tap(picture);
    const radios = page.locator('main fieldset :is(input[type=radio], input[type=checkbox])');
    for (const group of await this.groupsOf(radios)) await this.tap(group);
    return (await page.locator('h1').innerText()).replace(/\s+/g, ' ').slice(0, 40);
  }

  /** The second choice of each group of choices, as one is rarely the first; of boxes to tick, two. */
  private async groupsOf(choices: Locator): Promise<Locator[]> {
    const groups = new Map<string, Locator[]>();
    for (const choice of await choices.all()) {
      const name = `${await choice.getAttribute('type')} ${(await choice.getAttribute('name')) ?? ''}`;
      groups.set(name, [...(groups.get(name) ?? []), choice]);
    }
    return [...groups].flatMap(([name, [first, second = first]]) =>
      [name.startsWith('checkbox') && first !== second ? first : undefined, second].filter(
        (choice) => choice !== undefined,
      ),
    );
  }

  private async leave(name: string, button: Locator, following?: string): Promise<void> {
    const before = await this.where();
    await this.tap(button);
    const seen = await this.lastLook;
    if (following) await this.page.locator(following).waitFor();
    else await this.page.waitForFunction((was) => document.querySelector('h1')?.innerText !== was, before);
    this.seen.push({ ...seen, name, taps: this.taps });
    this.taps = 0;
  }

  private lastLook: Promise<Omit<Seen, 'name' | 'taps'>> = Promise.resolve({ words: 0, screens: 0 });

  private async look(name: string): Promise<void> {
    this.seen.push({ ...(await this.measured()), name, taps: 0 });
  }

  /** The page is measured as it is when it is read, before it is answered. */
  private async tap(target: Locator): Promise<void> {
    if (this.taps === 0) this.lastLook = Promise.resolve(await this.measured());
    this.taps += 1;
    const label = this.page.locator(`label[for="${(await target.getAttribute('id')) ?? ''}"]`);
    await ((await label.count()) === 1 &&
    (await target.evaluate((one) => one.matches('[type=radio], [type=checkbox]')))
      ? label.tap()
      : target.tap());
  }

  private where(): Promise<string> {
    return this.storyteller.heading.innerText();
  }

  private measured(): Promise<Omit<Seen, 'name' | 'taps'>> {
    return this.page.evaluate((height) => {
      const segments = new Intl.Segmenter(document.documentElement.lang, { granularity: 'word' });
      const main = document.querySelector('main');
      if (!main) throw new Error('no page');
      let text = '';
      const nodes = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      while (nodes.nextNode()) {
        const element = nodes.currentNode.parentElement;
        const folded = element?.closest('details:not([open]) > :not(summary)');
        if (!element || folded || !element.checkVisibility({ visibilityProperty: true })) continue;
        const hidden = element.closest('.govuk-visually-hidden');
        const { width, height: tall } = element.getBoundingClientRect();
        if (!hidden && width > 1 && tall > 1) text += `${nodes.currentNode.textContent ?? ''} `;
      }
      const words = [...segments.segment(text)].filter(({ isWordLike }) => isWordLike).length;
      return { words, screens: Math.ceil(document.documentElement.scrollHeight / height) };
    }, SCREEN.height);
  }
}
