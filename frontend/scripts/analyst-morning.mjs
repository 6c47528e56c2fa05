// One morning of an analyst at 2,000 made-up stories, in Chromium with the real binary: npm run analyst-morning
// It says how many acts and seconds each step takes, and fails above 40 acts or when the pages do not show what is planted.
import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { contradictions, morning, MOST_ACTS } from './analyst-morning-steps.mjs';
import { binary, launch, startService } from './on-loopback.mjs';

const STORIES = 2_000;
const PATIENCE = 180_000;

const truth = JSON.parse(
  await readFile(new URL('../../src/exchange/demo/truth.json', import.meta.url), 'utf8'),
);
console.log(`${binary().split('/').at(-1)}; load of this machine ${loadavg()[0].toFixed(1)}`);
const [service, browser] = await Promise.all([startService({ demo: STORIES }), launch()]);
try {
  const context = await browser.newContext({
    baseURL: service.url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const [, password] = /demo-analyst with the password (\S+)/.exec(service.said) ?? [];
  await page.goto('/sign-in');
  await page.getByLabel('Name').fill('demo-analyst');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/explore');
  await page.locator('.card').first().waitFor();
  const framework = await (await fetch(`${service.url}/api/v1/frameworks/sheffield-send`)).json();
  const began = Date.now();
  const seen = await morning(page, framework, ({ name, acts, milliseconds }) =>
    console.log(
      `${String(acts).padStart(4)} acts  ${(milliseconds / 1000).toFixed(1).padStart(6)} s  ${name}`,
    ),
  );
  const seconds = (Date.now() - began) / 1000;
  console.log(
    `${String(seen.acts).padStart(4)} acts  ${seconds.toFixed(1).padStart(6)} s  in all (limit ${MOST_ACTS} acts)`,
  );
  const wrong = contradictions(seen, truth);
  for (const what of wrong) console.error(`Not as planted: ${what}`);
  if (wrong.length > 0 || seen.acts >= MOST_ACTS) process.exitCode = 1;
} finally {
  await browser.close();
  await service.stop();
}
