// Browser tests live in ../tests/browser and run the real binary in Chromium;
// their packages come from this folder, so they need no package.json of their own.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { FlakyTests } from './vitest.flaky.ts';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: fromHere('../tests/browser'),
  cacheDir: fromHere('./node_modules/.vite-browser'),
  resolve: {
    alias: {
      '@axe-core/playwright': fromHere('./node_modules/@axe-core/playwright/dist/index.mjs'),
      'playwright-core': fromHere('./node_modules/playwright-core/index.mjs'),
      vitest: fromHere('./node_modules/vitest/dist/index.js'),
    },
  },
  server: { fs: { strict: false } },
  test: {
    include: ['**/*.test.ts'],
    globalSetup: ['support/staff.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Files share nothing: each has its own browser, and services on ports and folders of their own.
    fileParallelism: true,
    maxWorkers: Number(process.env.BROWSER_WORKERS ?? Math.min(availableParallelism(), 2)),
    // A second attempt keeps one unlucky run from hiding the others. It is always reported: see vitest.flaky.ts.
    retry: Number(process.env.RETRY ?? 0),
    reporters: ['default', new FlakyTests()],
    // A page asked again and again may wait as long as one that is waited for; the default is a second.
    expect: { poll: { timeout: 20_000 } },
  },
});
