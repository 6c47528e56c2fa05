// Works at the analysis pages in the words that an analyst sees.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const DIFFERENCE = 'In this story, what made the difference, for better or worse?';
export const NEEDED = 'What was needed most, whether or not it was there?';
export const TIMING = 'When did the help come?';

export class Analyst {
  constructor(readonly page: Page) {}

  /** Waits until the maps, the figures, or why there are none, show the selection in front. */
  async settled(): Promise<void> {
    await this.page.locator('.card, .figure, .few, .comparison, .failure').first().waitFor();
    await this.page.locator('.selection[aria-busy=false]').waitFor();
    await expect.poll(() => this.page.locator('.comparison[aria-busy=true]').count()).toBe(0);
  }

  /** How many stories match, as the page says: of fewer than ten, only that. */
  async expectMatching(count: number): Promise<void> {
    const said = count > 0 && count < 10 ? 'Fewer than 10 stories' : `${count} stor`;
    await expect
      .poll(() => this.page.locator('.selection__count').innerText())
      .toMatch(new RegExp(`^(A\\s+)?${said}`));
    await this.settled();
  }

  figure(title: string | RegExp): Locator {
    return this.page.getByRole('region', { name: title });
  }

  /** The table of a figure, cell by cell. */
  async tableOf(title: string | RegExp): Promise<string[][]> {
    const figure = this.figure(title).filter({ has: this.page.locator('.figure__table') });
    const table = figure.locator('.figures');
    if (!(await table.isVisible())) await figure.getByText('Table', { exact: true }).click();
    // All rows at once: a table of pairs has hundreds.
    return table
      .locator('tr')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll<HTMLElement>('th, td')].map((cell) => cell.innerText.trim()),
        ),
      );
  }

  /** Downloads a file of a figure, and returns its name and content. */
  async download(button: string): Promise<{ name: string; content: Buffer }> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: button }).click(),
    ]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
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
