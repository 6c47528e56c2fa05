// How long a storyteller waits on a slow phone, measured with the real binary: npm run first-question
// Seven cold loads of the tell page as Lighthouse would slow them down, and what Lighthouse would look at besides.
import AxeBuilder from '@axe-core/playwright';
import { loadavg } from 'node:os';
import { binary, launch, startService } from './on-loopback.mjs';

const LOADS = 7;
const LIMIT = 2_000;
/** Lighthouse's slow 4G: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up; and a processor a quarter as fast. */
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: (1_600 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
const SLOWER = 4;
const PHONE = { viewport: { width: 412, height: 823 }, hasTouch: true, isMobile: true, locale: 'en-GB' };
/** Goes on from the start page to the first question. */
const START = 'main button.govuk-button';
const TAP = 44;
const LONGEST_TASK = 200;
const MOST_SHIFT = 0.1;

const [service, browser] = await Promise.all([startService(), launch()]);
try {
  const loads = [];
  for (let i = 0; i < LOADS; i += 1) loads.push(await coldLoad());
  const median = tell(loads);
  const checks = await allChecks();
  for (const { name, fault } of checks)
    console.log(`${fault ? 'FAILS' : '   ok'}  ${name}${fault ? `: ${fault}` : ''}`);
  if (median > LIMIT || checks.some(({ fault }) => fault)) process.exitCode = 1;
} finally {
  await browser.close();
  await service.stop();
}

/** One visit with nothing kept from before. */
async function coldLoad() {
  const context = await browser.newContext({ ...PHONE, baseURL: service.url, serviceWorkers: 'allow' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const requests = new Map();
  devtools.on('Network.requestWillBeSent', ({ requestId, request, timestamp }) =>
    requests.set(requestId, { path: request.url.replace(service.url, ''), sent: timestamp }),
  );
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength, timestamp }) =>
    Object.assign(requests.get(requestId) ?? {}, { bytes: encodedDataLength, done: timestamp }),
  );
  await page.addInitScript(noteWhenUsable, START);
  await page.goto('/', { waitUntil: 'commit' });
  await page.waitForFunction(
    () => window.usable !== undefined && performance.getEntriesByName('first-contentful-paint').length > 0,
  );
  const { usable, painted } = await page.evaluate(() => ({
    usable: window.usable,
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  }));
  const [first] = requests.values();
  const before = [...requests.values()]
    .filter(({ done }) => done && (done - first.sent) * 1000 <= usable)
    .map(({ path, sent, done, bytes }) => ({
      path,
      bytes,
      from: (sent - first.sent) * 1000,
      to: (done - first.sent) * 1000,
    }));
  await context.close();
  return { usable, painted, before, bytes: before.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Runs in the page: notes the first frame in which the button stands there and can be pressed. */
function noteWhenUsable(selector) {
  const look = () => {
    const button = document.querySelector(selector);
    const box = button?.getBoundingClientRect();
    if (box?.width && !button.disabled && button.getAttribute('aria-disabled') !== 'true') {
      window.usable = performance.now();
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function tell(loads) {
  const sorted = (of) => loads.map(of).sort((a, b) => a - b);
  const middle = (values) => values[Math.floor(values.length / 2)];
  const row = (name, values, unit) =>
    console.log(`${name.padEnd(30)}${number(middle(values))} ${unit}${number(values.at(-1))} ${unit}`);
  const number = (value) => String(Math.round(value)).padStart(9);
  console.log(
    `${LOADS} cold loads of / by ${binary().split('/').at(-1)}; load of this machine ${loadavg()[0].toFixed(1)}`,
  );
  console.log(`${''.padEnd(30)}   median       worst`);
  row(
    'first contentful paint',
    sorted(({ painted }) => painted),
    'ms',
  );
  row(
    'first question can be answered',
    sorted(({ usable }) => usable),
    'ms',
  );
  row(
    'fetched until then',
    sorted(({ bytes }) => bytes),
    'B ',
  );
  const usable = middle(sorted((load) => load.usable));
  const typical = loads.find((load) => load.usable === usable);
  console.log('\nWhat the median load waited for:');
  for (const { path, bytes, from, to } of typical.before) {
    console.log(`${number(from)} to ${number(to).trim().padStart(5)} ms${number(bytes)} B  ${path}`);
  }
  console.log(
    usable > LIMIT ? `FAILS  the median is over ${LIMIT} ms\n` : `   ok  the median is within ${LIMIT} ms\n`,
  );
  return usable;
}

/** One visit at full speed, and everything there is to find wrong with it. */
async function allChecks() {
  const context = await browser.newContext({ ...PHONE, baseURL: service.url });
  const page = await context.newPage();
  const complaints = [];
  const answers = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('response', (answer) => answers.push(answer));
  await page.addInitScript(watchThePage);
  await page.goto('/');
  await page.locator(START).last().waitFor();
  await page.waitForLoadState('networkidle');
  const seen = await page.evaluate(lookAround, TAP);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const heard = await Promise.all(
    answers.map(async (one) => ({ path: path(one), headers: await one.allHeaders() })),
  );
  await context.close();
  const text = heard.filter(({ headers }) => /text|json|javascript|svg/.test(headers['content-type'] ?? ''));
  const assets = heard.filter(({ path: of }) => of.startsWith('/assets/'));
  const contrast = violations.filter(({ id }) => id === 'color-contrast');
  const list = (some, say) => some.map(say).join(', ');
  return [
    ['document title', seen.title ? '' : 'there is none'],
    ['language of the document', seen.lang ? '' : 'none is named'],
    ['viewport', /width=device-width/.test(seen.viewport) ? '' : `it says “${seen.viewport}”`],
    ['no errors in the console', complaints.join(' | ')],
    ['every image has an alternative', seen.withoutAlt.join(', ')],
    [`targets of ${TAP} px or more`, seen.small.join(', ')],
    [
      'contrast, by axe',
      list(
        contrast.flatMap(({ nodes }) => nodes),
        ({ html }) => html,
      ),
    ],
    [
      'nothing else that axe finds',
      list(
        violations.filter(({ id }) => id !== 'color-contrast'),
        ({ id }) => id,
      ),
    ],
    [
      'text is compressed',
      list(
        text.filter(
          ({ headers }) => !headers['content-encoding'] && !(Number(headers['content-length']) < 1_000),
        ),
        ({ path: of }) => of,
      ),
    ],
    [
      'hashed assets are immutable',
      assets.length === 0
        ? 'none was fetched'
        : list(
            assets.filter(({ headers }) => !/immutable/.test(headers['cache-control'] ?? '')),
            ({ path: of }) => of,
          ),
    ],
    ['Content-Security-Policy', heard[0]?.headers['content-security-policy'] ? '' : 'there is none'],
    [
      `layout shift of ${MOST_SHIFT} or less`,
      seen.shift > MOST_SHIFT ? `${seen.shift.toFixed(3)} (${seen.moved.join(', ')})` : '',
    ],
    [
      `no task longer than ${LONGEST_TASK} ms`,
      list(
        seen.long.filter((ms) => ms > LONGEST_TASK),
        (ms) => `${Math.round(ms)} ms`,
      ),
    ],
  ].map(([name, fault]) => ({ name, fault }));
}

function path(answer) {
  return new URL(answer.url()).pathname;
}

/** Runs in the page, before anything else of it. */
function watchThePage() {
  window.shift = 0;
  window.moved = [];
  window.long = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.shift += entry.value;
      for (const { node } of entry.sources) window.moved.push(node?.className || node?.nodeName || '');
    }
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.long.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}

/**
 * Runs in the page. Links within a sentence may be small, as WCAG says, and what shows only when the keyboard comes to it;
 * a box and its label are one target.
 */
function lookAround(least) {
  const name = (element) =>
    (element.textContent || element.getAttribute('aria-label') || element.id).trim().slice(0, 40);
  const inSentence = (element) =>
    element.matches('a') &&
    getComputedStyle(element).display === 'inline' &&
    name(element.parentElement) !== name(element);
  const sizeOf = (element) => {
    const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
    const span = (from, to) =>
      Math.max(...boxes.map((box) => box[to])) - Math.min(...boxes.map((box) => box[from]));
    return [span('left', 'right'), span('top', 'bottom')];
  };
  const targets = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(
    (element) =>
      element.checkVisibility() && element.getBoundingClientRect().bottom > 0 && !inSentence(element),
  );
  const small = targets.filter((element) => {
    const sides = sizeOf(element);
    return sides.some((side) => side > 1) && sides.some((side) => side < least - 0.5);
  });
  return {
    title: document.title,
    lang: document.documentElement.lang,
    viewport: document.querySelector('meta[name=viewport]')?.content ?? '',
    withoutAlt: [...document.querySelectorAll('img:not([alt])')].map(({ src }) => src),
    small: small.map((element) => `${name(element)} (${sizeOf(element).map(Math.round).join(' × ')})`),
    shift: window.shift,
    moved: window.moved,
    long: window.long,
  };
}
