// A storyteller's phone or a shared tablet whose pages work without a network, and the service it belongs to.
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { CHROMIUM, FLAGS } from './visit';
import { Storyteller } from './storyteller';

export const PHONE_WITH_WORKER = {
  viewport: { width: 390, height: 844 },
  serviceWorkers: 'allow',
} as const;

export const TABLET_WITH_WORKER = {
  viewport: { width: 1024, height: 768 },
  serviceWorkers: 'allow',
} as const;

/** Waits until the pages and the questions of a framework are on the device. */
export async function settledIn(page: Page, framework = 'sheffield-send'): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async (slug) => {
          if (!navigator.serviceWorker.controller) return 'no worker';
          const questions = await caches.match(`/api/v1/frameworks/${slug}`);
          return questions ? 'settled' : 'no questions';
        }, framework),
      { timeout: 60_000 },
    )
    .toBe('settled');
}

/** Tells the page that the network is there again; Playwright keeps Chromium from saying so itself. */
export async function networkBack(page: Page): Promise<void> {
  await page.context().setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
}

/** How many drafts or queued stories are stored on the device. */
export function storedRows(page: Page, store: 'draft' | 'waiting'): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((done) => {
        const opening = indexedDB.open('sensing');
        opening.onsuccess = () => {
          const counting = opening.result.transaction(name).objectStore(name).count();
          counting.onsuccess = () => done(counting.result);
          opening.result.close();
        };
      }),
    store,
  );
}

/** Everything that is stored on the device, in letters: databases, caches, storage and the addresses of history. */
export function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const readable = (value: unknown): unknown => {
      if (value instanceof Uint8Array) return new TextDecoder().decode(value);
      if (Array.isArray(value)) return value.map(readable);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, readable(inner)]));
    };
    const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }, history.state, location.href];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((done) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => done(asked.result);
      });
      for (const store of db.objectStoreNames) {
        const rows = await new Promise((done) => {
          const asked = db.transaction(store).objectStore(store).getAll();
          asked.onsuccess = () => done(asked.result);
        });
        kept.push(readable(rows));
      }
      db.close();
    }
    for (const name of await caches.keys()) {
      if (name.startsWith('pages-')) continue;
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        kept.push(request.url, await (await cache.match(request))?.text());
      }
    }
    return JSON.stringify(kept);
  });
}

/** A tablet with a disk: it can be switched off and on again. */
export class SharedTablet {
  private context: BrowserContext | undefined;
  private current: Page | undefined;

  constructor(
    private readonly folder: string,
    private readonly url: string,
  ) {}

  get page(): Page {
    if (!this.current) throw new Error('the tablet is switched off');
    return this.current;
  }

  async switchOn(online: boolean): Promise<void> {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath: CHROMIUM,
      args: FLAGS,
      baseURL: this.url,
      locale: 'en-GB',
      offline: !online,
      ...TABLET_WITH_WORKER,
    });
    this.current = this.context.pages()[0] ?? (await this.context.newPage());
    this.current.setDefaultTimeout(30_000);
  }

  async switchOff(): Promise<void> {
    await this.context?.close();
    this.current = undefined;
  }

  /** Opens the shared tablet's page, and hands it to the first person. */
  async join(code: string): Promise<void> {
    await this.page.goto('/kiosk');
    await this.page.getByLabel('Join code').fill(code);
    await this.page.getByRole('button', { name: 'Continue' }).click();
    await this.page.getByText('This tablet is ready').waitFor();
    await this.page.getByRole('button', { name: 'Hand the tablet to the first person' }).click();
  }

  /** One person's story, and the receipt they take along. */
  async tell(text: string): Promise<string> {
    const storyteller = new Storyteller(this.page);
    await storyteller.start();
    await this.page.getByRole('radio').first().check();
    await storyteller.next();
    await this.page.getByLabel('What happened?').fill(text);
    await storyteller.next();
    await storyteller.skipToCheck();
    await storyteller.send();
    const receipt = await storyteller.receipt();
    await this.handOver();
    return receipt;
  }

  async handOver(): Promise<void> {
    await this.page.getByRole('button', { name: 'Hand over to the next person' }).click();
    await this.page.getByRole('button', { name: /^Start/ }).waitFor();
  }

  /** How many stories wait, as the header says. */
  async waiting(): Promise<string> {
    return this.page.locator('.tablet-bar__count').innerText();
  }
}
