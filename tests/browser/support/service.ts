// The service with an empty data folder of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type Running } from './serve';

export type Service = Running;

/** The service under test. `SENSING_URL` names one that runs already. */
export async function startService(): Promise<Service> {
  const running = process.env.SENSING_URL;
  if (running) return { url: running, stop: async () => {} };

  const data = await mkdtemp(join(tmpdir(), 'sensing-browser-'));
  const { url, stop } = await serve(data);
  return {
    url,
    async stop() {
      await stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
