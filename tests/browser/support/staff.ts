// The staff of every office. Their accounts are made once for a run, on the command line as an operator would, and copied.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { BINARY, serve } from './serve';

export const PASSWORD = 'four words make passwords';

const STAFF = {
  ana: 'analyst',
  mo: 'moderator',
  bea: 'moderator',
  fay: 'facilitator',
  fred: 'facilitator',
  ada: 'administrator',
} as const;
export type Name = keyof typeof STAFF;

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data folder with the accounts of the staff, to be copied. */
    staffed: string;
  }
}

/** Makes the folder that offices are copied from; vitest calls this before all files, and what it returns after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'sensing-staffed-'));
  for (const [name, role] of Object.entries(STAFF)) {
    const args = ['staff', 'add', name, '--role', role, '--password-stdin', '--data', data];
    execFileSync(BINARY, args, { input: PASSWORD, stdio: ['pipe', 'ignore', 'inherit'] });
  }
  // What a first start makes is made once, too.
  const { stop } = await serve(data);
  await stop();
  project.provide('staffed', data);
  return () => rm(data, { recursive: true, force: true });
}
