// The analyst's morning of `npm run analyst-morning`, at the same demo stories: the pages show what is planted, in few acts.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contradictions, morning, MOST_ACTS } from '../../frontend/scripts/analyst-morning-steps.mjs';
import { signIn } from './support/office';
import { BINARY, serve, type Running } from './support/serve';
import { launch, visit } from './support/visit';

const STORIES = '2000';
const PATIENCE = 240_000;

let data: string;
let said: string;
let running: Running;
let browser: Browser;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'sensing-morning-'));
  said = execFileSync(BINARY, ['demo', '--stories', STORIES, '--seed', '1', '--data', data], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  [running, browser] = await Promise.all([serve(data), launch()]);
}, PATIENCE);

afterAll(async () => {
  await browser?.close();
  await running?.stop();
  await rm(data, { recursive: true, force: true });
});

test(
  'an analyst finds what is planted in the demo, with files of it, in fewer than 40 acts',
  async () => {
    const { page, close } = await visit(browser, running.url, { viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE / 2);
    // Fewer resamples than the page asks for: a build without optimisation takes long for all of them.
    await page.route('**/api/v1/clusters?job=true', (route) => {
      const asked = route.request().postDataJSON() as { stability?: object };
      return route.continue({
        postData: JSON.stringify({ ...asked, ...(asked.stability && { stability: { resamples: 10 } }) }),
      });
    });
    await page.goto('/sign-in');
    await signIn(page, 'demo-analyst', /demo-analyst with the password (\S+)/.exec(said)?.[1] ?? '');
    await page.locator('.card').first().waitFor();
    const framework: unknown = await (await fetch(`${running.url}/api/v1/frameworks/sheffield-send`)).json();
    const truth: unknown = JSON.parse(
      await readFile(new URL('../../src/exchange/demo/truth.json', import.meta.url), 'utf8'),
    );
    const seen = await morning(page, framework);
    expect(contradictions(seen, truth)).toEqual([]);
    expect(seen.acts).toBeLessThan(MOST_ACTS);
    await close();
  },
  2 * PATIENCE,
);
