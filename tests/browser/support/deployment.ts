// A deployment of a newer build in front of the service: the same pages under a new name, as the service worker sees it.
import { createServer, request, type Server } from 'node:http';

export class Deployment {
  /** What the build's name gets behind it. */
  suffix = '';

  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async inFrontOf(service: string): Promise<Deployment> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const deployment = new Deployment(`http://127.0.0.1:${port}`, server);
    server.on('request', (incoming, outgoing) => {
      const { url = '/', method, headers } = incoming;
      const asked = request(`${service}${url}`, {
        method,
        headers: { ...headers, 'accept-encoding': 'identity' },
      });
      asked.on('error', () => outgoing.destroy());
      asked.on('response', (answer) => {
        if (url !== '/sw.js') {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
          return;
        }
        let script = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (script += chunk));
        answer.on('end', () => {
          const named = script.replace(/(version:[`'"][0-9a-f]{16})/, `$1${deployment.suffix}`);
          outgoing.writeHead(answer.statusCode ?? 502, {
            ...answer.headers,
            'content-length': Buffer.byteLength(named),
          });
          outgoing.end(named);
        });
      });
      incoming.pipe(asked);
    });
    return deployment;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
