// Starts the real binary on a data folder, and stops it as an operator would.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
export const BINARY = process.env.SENSING_BIN ?? resolve(HERE, '../../../target/debug/sensing');
const START_WITHIN = 30_000;
const STOP_WITHIN = 15_000;

export interface Running {
  url: string;
  /** Stops it with SIGTERM, and fails when it does not end well. */
  stop: () => Promise<void>;
}

/**
 * The service on a data folder, ready to answer.
 * @param address Where it listens. By default the system chooses a port, so that no two services can want the same.
 */
export async function serve(
  data: string,
  more: readonly string[] = [],
  address = '127.0.0.1:0',
): Promise<Running> {
  const child = spawn(BINARY, ['serve', '--bind', address, '--data', data, '--reserve', '0', ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // All tests come from one address, and send more than one client may.
    env: { ...process.env, SENSING_NO_LIMITS: 'true' },
  });
  let log = '';
  const ended = new Promise<number | null>((done) => {
    child.once('exit', done);
    child.once('error', (error) => {
      log += String(error);
      done(-1);
    });
  });
  const listening = new Promise<string>((done) => {
    const hear = (chunk: Buffer) => {
      log += chunk.toString();
      const url = /^Listening on (http:\S+)$/m.exec(log)?.[1];
      if (url) done(url);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });

  const started = await Promise.race([listening.then(ready), ended, pause(START_WITHIN)]);
  if (typeof started !== 'string') {
    child.kill('SIGKILL');
    throw new Error(`${BINARY} did not become ready (${String(started)}):\n${log}`);
  }
  return {
    url: started,
    async stop() {
      child.kill('SIGTERM');
      const code = await Promise.race([ended, pause(STOP_WITHIN).then(() => 'too slow' as const)]);
      if (code === 'too slow') child.kill('SIGKILL');
      if (code !== 0) throw new Error(`the service ended with ${String(code)}:\n${log}`);
    },
  };
}

async function ready(url: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return url;
    await pause(20);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
