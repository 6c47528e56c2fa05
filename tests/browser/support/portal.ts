// Something between a phone and the service that answers in its place, such as a captive portal or a proxy.
// What it lets through reaches the real service, so that it can be counted there.
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What it says instead of the service. */
export interface Says {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly location?: string;
}

const PAGE = '<!doctype html><title>Welcome</title><h1>Welcome to the Wi-Fi of the hall</h1>';

/** Answers of real captive portals and proxies. */
export const ANSWERS = {
  '200 {}': { status: 200, type: 'application/json', body: '{}' },
  '200 without a body': { status: 200 },
  '204': { status: 204 },
  '200 with other JSON': {
    status: 200,
    type: 'application/json',
    body: '{"ok":true,"id":"1","state":"held"}',
  },
  '201 {}': { status: 201, type: 'application/json', body: '{}' },
  '200 HTML': { status: 200, type: 'text/html', body: PAGE },
  '409 without our document': { status: 409, type: 'application/json', body: '{"error":"conflict"}' },
  '404 HTML': { status: 404, type: 'text/html', body: PAGE },
  'a redirect to its own page': { status: 302, location: '/hotspot/welcome' },
} satisfies Record<string, Says>;

export type Answer = keyof typeof ANSWERS;

export class Portal {
  /** What it answers instead of the service; nothing while it lets everything through. */
  private says: Says | undefined;
  private over: (method: string, path: string) => boolean = () => false;
  /** How many requests it answered. */
  answered = 0;

  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async inFrontOf(service: string): Promise<Portal> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const portal = new Portal(`http://127.0.0.1:${port}`, server);
    server.on('request', (incoming, outgoing) => portal.answer(service, incoming, outgoing));
    return portal;
  }

  /** From now on it answers in the place of the service, at addresses that match. */
  stand(says: Says, at: RegExp): void {
    this.says = says;
    this.over = (method, path) => at.test(`${method} ${path}`);
    this.answered = 0;
  }

  /** A person has accepted its terms: it lets everything through. */
  letThrough(): void {
    this.says = undefined;
  }

  private answer(service: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { url = '/', method = 'GET', headers } = incoming;
    const { says } = this;
    if (says && this.over(method, url)) {
      this.answered += 1;
      incoming.resume();
      incoming.on('end', () => {
        outgoing.writeHead(says.status, {
          ...(says.type && { 'content-type': says.type }),
          ...(says.location && { location: says.location }),
        });
        outgoing.end(says.body ?? '');
      });
      return;
    }
    const asked = request(`${service}${url}`, { method, headers });
    asked.on('error', () => outgoing.destroy());
    asked.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(asked);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
