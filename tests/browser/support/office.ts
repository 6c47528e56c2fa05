// A service with staff in it, on a data folder of its own.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import { serve, type Running } from './serve';
import { PASSWORD, type Name } from './staff';
import { visit, type Visit } from './visit';

/** Pages from this folder rather than the binary's own: for work on them without building the binary again. */
const DIST = process.env.SENSING_DIST;
export { PASSWORD };

export interface OwnStory {
  text: string;
  collection?: string;
  attachments: { kind: string }[];
}

export interface Told {
  id: string;
  receipt: string;
}

export class Office {
  private cookies = new Map<Name, Promise<string>>();

  private constructor(
    readonly url: string,
    private running: Running,
    private readonly data: string,
    private readonly more: readonly string[],
  ) {}

  /**
   * @param more Options of `serve`.
   * @param prepare What an operator does with the data folder before the service starts.
   */
  static async open(
    more: readonly string[] = [],
    prepare: (data: string) => Promise<void> = async () => undefined,
  ): Promise<Office> {
    const data = await mkdtemp(join(tmpdir(), 'sensing-office-'));
    await cp(inject('staffed'), data, { recursive: true });
    await prepare(data);
    const running = await serve(data, more);
    return new Office(running.url, running, data, more);
  }

  async close(): Promise<void> {
    await this.running.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  /** Ends the service as an operator would; what it holds stays. */
  async shut(): Promise<void> {
    await this.running.stop();
  }

  /** Starts it again at the same address. */
  async reopen(): Promise<void> {
    this.running = await serve(this.data, this.more, new URL(this.url).host);
  }

  async get<T>(path: string, as?: Name): Promise<T> {
    const cookie = as && (await this.cookieOf(as));
    const answer = await fetch(`${this.url}/api/v1${path}`, { headers: { ...(cookie && { cookie }) } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** Sends a story in. The text says that it is made up. */
  async tell(story: Record<string, unknown>): Promise<Told> {
    const body = {
      framework: 'sheffield-send',
      version: 1,
      language: 'en',
      prompt: 'moment',
      answers: {},
      consent: { analysis: true, quotation: false },
      ...story,
    };
    return this.post<Told>('/stories', body);
  }

  async clear(id: string, redaction: object = {}, as: Name = 'mo'): Promise<void> {
    await this.decide(id, 'clear', redaction, as);
  }

  /** Decides on a story as it is now. */
  async decide(id: string, decision: 'clear' | 'withhold', body: object, as: Name): Promise<void> {
    const path = `/moderation/stories/${id}`;
    const { revision } = await this.get<{ revision: string }>(path, as);
    await this.post(`${path}/${decision}`, { ...body, revision }, as);
  }

  async withdraw(receipt: string): Promise<void> {
    await this.post('/receipts/withdraw', { receipt });
  }

  async post<T>(path: string, body: unknown, as?: Name): Promise<T> {
    const cookie = as && (await this.cookieOf(as));
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-sensing': '1',
        ...(cookie && { cookie }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }

  /** The story of a receipt, as its storyteller sees it. */
  ownStory(receipt: string): Promise<OwnStory> {
    return this.post('/receipts/open', { receipt });
  }

  /** Makes a collection and returns its join code. */
  async makeCollection(more: object): Promise<string> {
    const wanted = {
      name: 'Youth group in the park',
      framework: 'sheffield-send',
      signifiers: ['difference', 'timing', 'feelings'],
      ...more,
    };
    return (await this.post<{ join_code: string }>('/collections', wanted, 'fay')).join_code;
  }

  /** A fresh visitor's browser. */
  async visit(browser: Browser, options?: BrowserContextOptions): Promise<Visit> {
    const guest = await visit(browser, this.url, options);
    if (DIST) await pagesFrom(DIST, guest.page);
    return guest;
  }

  /** A member of staff's browser on that page, signed in without the form. */
  async staff(browser: Browser, name: Name, path: string, options?: BrowserContextOptions): Promise<Visit> {
    const guest = await this.visit(browser, options);
    const [cookie = ''] = (await this.cookieOf(name)).split(';');
    const [key = '', value = ''] = cookie.split('=');
    const { hostname } = new URL(this.url);
    await guest.page.context().addCookies([
      {
        name: key,
        value,
        domain: hostname,
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
      },
    ]);
    await guest.page.goto(path);
    return guest;
  }

  private cookieOf(name: Name): Promise<string> {
    const known = this.cookies.get(name) ?? this.newCookie(name);
    this.cookies.set(name, known);
    return known;
  }

  private async newCookie(name: Name): Promise<string> {
    const answer = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password: PASSWORD }),
    });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (!cookie) throw new Error(`${name} cannot sign in: ${answer.status}`);
    return cookie;
  }
}

/** Types name and password into the sign-in page in front. */
export async function signIn(page: Page, name: string, password = PASSWORD) {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Ends the session of a page, as the service does after some hours. */
export async function endSession(page: Page): Promise<void> {
  await page.context().clearCookies();
}

/** Signs in over the page on which a session ended. */
export async function signInAgain(page: Page, name: string, password = PASSWORD): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function pagesFrom(dist: string, page: Page): Promise<void> {
  const kinds: Record<string, string> = {
    js: 'text/javascript',
    css: 'text/css',
    svg: 'image/svg+xml',
    html: 'text/html',
  };
  await page
    .context()
    .route(
      /^http:\/\/127\.0\.0\.1:\d+\/(sign-in|explore|compare|change|clusters|words|moderation|collections|paper|transcribe|frameworks|preview|assets\/[^?]+)(\?.*)?$/,
      async (route) => {
        const path = new URL(route.request().url()).pathname.slice(1);
        const file = path.startsWith('assets/') ? path : `${path}.html`;
        const kind = kinds[file.split('.').at(-1) ?? ''] ?? 'text/plain';
        await route.fulfill({
          contentType: kind,
          body: await readFile(join(dist, file)),
        });
      },
    );
}
