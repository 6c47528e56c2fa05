// Runs the real binary on a free port of this machine, with a data folder that is gone afterwards; for scripts that look
// at its pages.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const TARGET = fileURLToPath(new URL('../../target/', import.meta.url));

/** `SENSING_BIN`, else the release build, else the debug build. */
export function binary() {
  const built = [`${TARGET}release/sensing`, `${TARGET}debug/sensing`].find((path) => existsSync(path));
  const found = process.env.SENSING_BIN ?? built;
  if (!found) throw new Error('There is no binary: build it, or name it in SENSING_BIN.');
  return found;
}

/** Starts the service; `demo` asks for that many made-up stories. `say` is what `sensing demo` said. */
export async function startService({ demo = 0 } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'sensing-script-'));
  const said = demo
    ? execFileSync(binary(), ['demo', '--stories', String(demo), '--seed', '1', '--data', data], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    : '';
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(binary(), ['serve', '--bind', address, '--data', data], { stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', done));
  const url = `http://${address}`;
  for (let tries = 0; !(await isReady(url)); tries += 1) {
    if (tries > 300 || child.exitCode !== null) throw new Error(`${binary()} did not become ready`);
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    url,
    said,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** The session cookie of one of the accounts that `sensing demo` made, as `name=value`. */
export async function signedIn({ url, said }, role) {
  const [, password] = new RegExp(`demo-${role} with the password (\\S+)`).exec(said) ?? [];
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: `demo-${role}`, password }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`demo-${role} cannot sign in: ${answer.status}`);
  return cookie;
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

async function isReady(url) {
  const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
  return answer?.ok === true;
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
