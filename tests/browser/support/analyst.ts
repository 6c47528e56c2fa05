// Works at the explore page in the words that an analyst sees.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const DIFFERENCE = 'In this story, what made the difference, for better or worse?';
export const NEEDED = 'What was needed most, whether or not it was there?';
export const TIMING = 'When did the help come?';

export class Analyst {
  constructor(readonly page: Page) {}

  /** Waits until the maps are there and show the selection in front. */
  async settled(): Promise<void> {
    await this.page.locator('.card').first().waitFor();
    await this.page.locator('.selection[aria-busy=false]').waitFor();
  }

  /** How many stories match, as the page says. */
  async expectMatching(count: number): Promise<void> {
    await expect
      .poll(() => this.page.locator('.selection__count').innerText())
      .toMatch(new RegExp(`^${count} stor`));
    await this.settled();
  }

  card(question: string): Locator {
    return this.page.getByRole('region', { name: question, exact: true });
  }

  /** A card's n. */
  async answered(question: string): Promise<string> {
    return this.card(question).locator('.counts-line strong').innerText();
  }

  picture(question: string): Locator {
    return this.card(question).locator('.map__picture').first();
  }

  chip(what: string): Locator {
    return this.page.locator('.chip').filter({ hasText: what });
  }

  get stories(): Locator {
    return this.page.locator('.story');
  }

  /** Clicks at a place given in shares of a picture's width and height. */
  async click(picture: Locator, x: number, y: number): Promise<void> {
    await picture.scrollIntoViewIfNeeded();
    const box = await boxOf(picture);
    await this.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  }

  /** Drags over a picture from place to place. */
  async drag(picture: Locator, places: [number, number][]): Promise<void> {
    await picture.scrollIntoViewIfNeeded();
    const box = await boxOf(picture);
    const [first, ...rest] = places.map(([x, y]) => [box.x + box.width * x, box.y + box.height * y] as const);
    if (!first) return;
    await this.page.mouse.move(...first);
    await this.page.mouse.down();
    for (const place of rest) await this.page.mouse.move(...place, { steps: 8 });
    await this.page.mouse.up();
  }

  /** Presses Tab until the thing in focus is the one that is looked for. */
  async tabTo(selector: string, most = 120): Promise<void> {
    for (let i = 0; i < most; i += 1) {
      await this.page.keyboard.press('Tab');
      if (await this.page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`${selector} is not reached with Tab`);
  }
}

async function boxOf(picture: Locator) {
  const box = await picture.boundingBox();
  if (!box) throw new Error('no picture');
  return box;
}
