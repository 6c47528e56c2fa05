// How long an analyst waits from a filter to the picture, in Chromium with the real binary: npm run filter-speed [STORIES …]
// On /explore a filter is ticked, and the time taken until the maps of the new selection are drawn, the debounce included.
// Beside it: the longest time from a press to the next frame, and long tasks.
import { loadavg } from 'node:os';
import { binary, launch, signedIn, startService } from './on-loopback.mjs';

/** Stories, and the limit of the median in milliseconds. */
const LIMITS = new Map([
  [2_000, 250],
  [100_000, 400],
  [1_000_000, 700],
]);
const TIMES = 15;
const PAINT = 200;
const LONG_TASK = 200;

const sizes = process.argv.slice(2).map(Number);
console.log(`${binary().split('/').at(-1)}; load of this machine ${loadavg()[0].toFixed(1)}`);
for (const stories of sizes.length > 0 ? sizes : LIMITS.keys()) await measure(stories, LIMITS.get(stories));

async function measure(stories, limit) {
  const [service, browser] = await Promise.all([startService({ demo: stories }), launch()]);
  try {
    const context = await browser.newContext({
      baseURL: service.url,
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
    });
    await context.addCookies([await cookieOf(service)]);
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto('/explore');
    await page.locator('.card').first().waitFor({ timeout: 60_000 });
    await page.locator('.selection[aria-busy=false]').waitFor();
    const boxes = page.locator('.filters .option .tick__box:visible');
    const waits = [];
    for (let i = 0; i < TIMES; i += 1) {
      const box = boxes.nth(i % Math.min(6, await boxes.count()));
      await page.evaluate(() => globalThis.filterSpeed.begin());
      await box.click();
      waits.push(await page.evaluate(() => globalThis.filterSpeed.drawn()));
    }
    const { presses, tasks } = await page.evaluate(() => globalThis.filterSpeed.seen());
    tell(stories, limit, waits, presses, tasks);
    await context.close();
  } finally {
    await browser.close();
    await service.stop();
  }
}

/** Runs in the page: takes the time from a press until the selection is settled and a frame of it was drawn. */
function watch() {
  const [presses, tasks] = [[], []];
  new PerformanceObserver((list) => {
    for (const { duration, interactionId } of list.getEntries()) if (interactionId) presses.push(duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries()) tasks.push({ duration, startTime });
  }).observe({ type: 'longtask', buffered: true });
  let pressed;
  let settled;
  globalThis.filterSpeed = {
    begin() {
      pressed = undefined;
      addEventListener('pointerdown', ({ timeStamp }) => (pressed = timeStamp), {
        once: true,
        capture: true,
      });
      settled = new Promise((done) => {
        const bar = document.querySelector('.selection');
        let busy = false;
        const look = () => {
          if (bar.getAttribute('aria-busy') === 'true') busy = true;
          else if (busy) {
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => done(performance.now())));
          }
        };
        const observer = new MutationObserver(look);
        observer.observe(bar, { attributes: true });
        look();
      });
    },
    drawn: async () => (await settled) - pressed,
    // What loading the page takes is measured elsewhere.
    seen: () => ({
      presses,
      tasks: tasks.filter(({ startTime }) => startTime > 3_000).map((task) => task.duration),
    }),
  };
}

async function cookieOf(service) {
  const [name, value] = (await signedIn(service, 'analyst')).split('=');
  return { name, value, domain: '127.0.0.1', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' };
}

function tell(stories, limit, waits, presses, tasks) {
  const sorted = (values) => values.toSorted((a, b) => a - b);
  const at = (values, p) => Math.round(sorted(values)[Math.ceil(values.length * p) - 1] ?? 0);
  const median = at(waits, 0.5);
  const paint = at(presses, 0.98);
  const longest = Math.round(Math.max(0, ...tasks));
  const fails = [limit && median > limit, paint > PAINT, longest > LONG_TASK];
  console.log(
    `${String(stories).padStart(9)} stories: filter to picture ${median} ms median, ${at(waits, 1)} ms worst of ${TIMES}` +
      `${limit ? ` (limit ${limit})` : ''}; press to next frame ${paint} ms p98 (limit ${PAINT}); longest task ${longest} ms (limit ${LONG_TASK})`,
  );
  if (fails.some(Boolean)) process.exitCode = 1;
}
