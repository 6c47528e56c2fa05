// The present service on what an earlier build has left, and that build's own pages in front of it.
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { serve, type Running } from './support/serve';
import type { Profile } from './upgrade-profile';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = resolve(HERE, '../fixtures/upgrade');

/** The builds that there are fixtures of. */
export const BUILDS = (await readdir(ROOT)).filter((build) => existsSync(join(ROOT, build, 'browser')));

/** Whether the build's folder has that part: parts that have not changed since an earlier build are left out. */
export function has(build: string, part: 'printed'): boolean {
  return existsSync(join(ROOT, build, part));
}

interface Codes {
  open: string;
  kiosk: string;
  otherKiosk: string;
}

interface Slip {
  receipt: string;
  letters: string;
  link: string;
}

interface Printed {
  receipt: Slip;
  forms: (Slip & { stays: [string, string] })[];
  typedIn: string;
  posters: { join: string; kiosk: string };
}

/** A kept draft, as its teller would tell of it. */
export interface Unfinished {
  title: string;
  text: string;
  picture: boolean;
  /** The version of the framework it began with; folders before b5e9954 do not say it, and it is the first. */
  version?: number;
  /** The page on which its teller stopped. */
  at: 'story' | 'question';
  /** Its receipt, when it waits as well: it was finished, refused, and opened again. */
  waits?: string;
}

interface Made {
  codes: Codes;
  /** Whose stories wait sealed, by join code. */
  told: Record<string, { text: string; receipt: string }[]>;
  /** The one that waits though it has arrived. */
  arrived: string;
  /** The one that was changed last comes first. */
  unfinished: Unfinished[];
  /** A story that was told in the pages up to its receipt. */
  receipt: { receipt: string; text: string };
}

/** What the manifest of the first folder, 14ab68f, does not say yet. */
const UNSAID = {
  unfinished: [
    { title: 'Synthetic: half', text: 'Synthetic: half a story.', picture: true, at: 'question' },
  ] satisfies Unfinished[],
  receipt: 'Synthetic: told to print its receipt.',
};

export class Left {
  private constructor(
    readonly build: string,
    readonly phone: Profile,
    readonly tablet: Profile,
    readonly made: Made,
    readonly printed: Printed | undefined,
    readonly password: string,
    /** The pages in its worker's cache, by address. */
    readonly pages: Record<string, string>,
  ) {}

  static async by(build: string): Promise<Left> {
    const read = (name: string) => readFile(join(ROOT, build, name));
    const json = async (name: string) => JSON.parse((await read(name)).toString('utf8'));
    const { staff } = await json('sqlite/manifest.json');
    const printed: Printed | undefined = has(build, 'printed')
      ? await json('printed/manifest.json')
      : undefined;
    const { unfinished, ...said } = UNSAID;
    const receipt = { receipt: printed?.receipt.receipt, text: said.receipt };
    return new Left(
      build,
      await json('browser/phone.json'),
      await json('browser/tablet.json'),
      { unfinished, receipt, ...(await json('browser/manifest.json')) },
      printed,
      staff[0].password,
      JSON.parse(gunzipSync(await read('browser/pages.json.gz')).toString('utf8')),
    );
  }

  file(name: string): string {
    return join(ROOT, this.build, name);
  }
}

/** The present service on a copy of the data folder that the build has left. */
export class Upgraded {
  private cookies = new Map<string, string>();

  private constructor(
    private readonly left: Left,
    private readonly data: string,
    private readonly running: Running,
  ) {}

  static async from(left: Left): Promise<Upgraded> {
    const data = await mkdtemp(join(tmpdir(), 'sensing-upgrade-'));
    await cp(left.file('sqlite'), data, { recursive: true });
    return new Upgraded(left, data, await serve(data));
  }

  get url(): string {
    return this.running.url;
  }

  async close(): Promise<void> {
    await this.running.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  /** An answer that must go well; in the name of a member of staff of that time. */
  async ask<T>(method: string, path: string, body?: unknown, as?: string): Promise<T> {
    const { status, answer } = await this.try<T>(method, path, body, as);
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  async try<T>(
    method: string,
    path: string,
    body?: unknown,
    as?: string,
  ): Promise<{ status: number; answer: T }> {
    const cookie = as && (await this.cookieOf(as));
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-sensing': '1', ...(cookie && { cookie }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, answer: (text ? JSON.parse(text) : undefined) as T };
  }

  /** How many stories the collection of that code holds. */
  async storiesOf(code: string): Promise<number> {
    interface Listed {
      collections: { join_code: string; stories: number }[];
    }
    const { collections } = await this.ask<Listed>('GET', '/collections', undefined, 'upgrade-facilitator');
    return collections.find(({ join_code }) => join_code === code)?.stories ?? NaN;
  }

  /** How many stories wait for a moderator. */
  async held(): Promise<number> {
    const path = '/moderation/stories?limit=1';
    return (await this.ask<{ total: number }>('GET', path, undefined, 'upgrade-moderator')).total;
  }

  private async cookieOf(name: string): Promise<string> {
    const known = this.cookies.get(name);
    if (known) return known;
    const answer = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password: this.left.password }),
    });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (!cookie) throw new Error(`${name} cannot sign in: ${answer.status}`);
    this.cookies.set(name, cookie);
    return cookie;
  }
}

const KINDS: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
};

/** One address at which the earlier build's pages are served first, and the present service afterwards. */
export class Changeover {
  /** Whether the present service answers everything. */
  upgraded = false;

  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async to(service: Upgraded, pages: Record<string, string>): Promise<Changeover> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const changeover = new Changeover(`http://127.0.0.1:${port}`, server);
    server.on('request', (incoming, outgoing) => {
      const { url = '/', method, headers } = incoming;
      if (!changeover.upgraded) {
        const page = pages[url];
        if (page !== undefined) {
          const type = KINDS[url.split('.').at(-1) ?? ''] ?? 'text/html; charset=utf-8';
          outgoing.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(page);
          return;
        }
        // No connection is accepted before all have switched.
        if (method === 'POST') {
          incoming.resume();
          outgoing.writeHead(503).end();
          return;
        }
      }
      const asked = request(`${service.url}${url}`, { method, headers });
      asked.on('error', () => outgoing.destroy());
      asked.on('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(asked);
    });
    return changeover;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
