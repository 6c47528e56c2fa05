// Starts the real binary on a free port with an empty data folder, and stops it as an operator would.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const BINARY = process.env.SENSING_BIN ?? resolve(HERE, '../../../target/debug/sensing');
const START_WITHIN = 30_000;
const STOP_WITHIN = 15_000;

export interface Service {
  url: string;
  /** Stops it with SIGTERM, and fails when it does not end well. */
  stop: () => Promise<void>;
}

/** The service under test. `SENSING_URL` names one that runs already. */
export async function startService(): Promise<Service> {
  const running = process.env.SENSING_URL;
  if (running) return { url: running, stop: async () => {} };

  const data = await mkdtemp(join(tmpdir(), 'sensing-browser-'));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(BINARY, ['serve', '--bind', address, '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // All tests come from one address, and send more than one client may.
    env: { ...process.env, SENSING_NO_LIMITS: 'true' },
  });
  let log = '';
  child.stdout.on('data', (chunk) => (log += chunk));
  child.stderr.on('data', (chunk) => (log += chunk));
  const ended = new Promise<number | null>((done) => {
    child.once('exit', done);
    child.once('error', (error) => {
      log += String(error);
      done(-1);
    });
  });

  const url = `http://${address}`;
  const early = await Promise.race([ended, ready(url)]);
  if (early !== true) {
    child.kill('SIGKILL');
    throw new Error(`${BINARY} did not become ready (${String(early)}):\n${log}`);
  }

  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      const code = await Promise.race([ended, pause(STOP_WITHIN).then(() => 'too slow' as const)]);
      if (code === 'too slow') child.kill('SIGKILL');
      await rm(data, { recursive: true, force: true });
      if (code !== 0) throw new Error(`the service ended with ${String(code)}:\n${log}`);
    },
  };
}

async function ready(url: string): Promise<true | 'timeout'> {
  const end = Date.now() + START_WITHIN;
  while (Date.now() < end) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return true;
    await pause(100);
  }
  return 'timeout';
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => done(port));
    });
  });
}
