// Draws every staff page in its states, to be looked at one by one: npm run every-state -- FOLDER [PART OF A NAME …]
// Widths, dark, forced colours, print, and stories and questions in Urdu; and sheets of several pictures each.
// The stories are made up. Nothing is compared with earlier pictures: what is wrong here, a person sees.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch, signedIn, startService } from './on-loopback.mjs';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error('Name a folder for the pictures.');

const TABLE = fileURLToPath(new URL('../../tests/imports/samples/table.csv', import.meta.url));
const WIDTHS = { wide: 1920, desk: 1280, tablet: 768, phone: 360 };
/** At most this much of a page is drawn, in its own pixels. */
const TALLEST = { wide: 1700, desk: 1900, tablet: 2200, phone: 3000 };
const SCHEMES = {
  light: {},
  dark: { colorScheme: 'dark' },
  forced: { forcedColors: 'active' },
  'forced-dark': { forcedColors: 'active', colorScheme: 'dark' },
  print: {},
};
const MAIN = [
  'desk',
  'phone',
  'wide',
  'tablet',
  'desk dark',
  'desk forced-dark',
  'phone forced',
  'desk print',
];
const SOME = ['desk', 'phone', 'desk dark'];
const STATE = ['desk', 'phone dark'];

const s = (selection) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const b = (selection) => `b=${encodeURIComponent(JSON.stringify(selection))}`;
const corner = (zone) => ({ triads: [{ signifier: 'difference', zones: [zone] }] });
const AGAINST = `${s(corner('person'))}&${b(corner('organised'))}`;
const EMPTY = s({ received: { to: '2001-01-01' } });
const URDU = s({ framework: 'urdu' });
/** Some questions of each kind, and few permutations: a build without optimisation takes minutes for all of it. */
const QUICK = {
  permutations: 99,
  signifiers: [
    'difference',
    'timing',
    'voice',
    'feelings',
    'around_the_child',
    'felt_supported',
    'information',
  ],
};

await mkdir(folder, { recursive: true });
const [service, browser] = await Promise.all([startService({ demo: 600 }), launch()]);
const cookies = {};
const drawn = [];
try {
  if (wanted.length === 0 || wanted.some((part) => part.includes('urdu'))) await tellInUrdu();
  const few = s(await fewStories());
  await post(
    '/views',
    { name: 'Waiting, as families tell it', page: 'explore', query: s(corner('organised')) },
    'analyst',
  ).catch(console.error);
  await post(
    '/exports',
    {
      selection: { framework: 'sheffield-send' },
      format: 'csv',
      texts: true,
      reason: 'Figures for a workshop that is made up',
    },
    'analyst',
  );
  await post(
    '/exports',
    {
      selection: { framework: 'sheffield-send', ...corner('person') },
      format: 'csv',
      texts: false,
      reason: 'انتظار کے بارے میں کہانیاں',
    },
    'analyst',
  );
  for (const look of looks(few)) await drawAll(look);
  await sheets();
} finally {
  await browser.close();
  await service.stop();
}

/** Name, address, how, what is waited for, and what is done there before the picture. */
function looks(few) {
  const analysis = (name, path, how, before) => ({
    name,
    role: 'analyst',
    path,
    how,
    before,
    settle: settled,
  });
  const states = [];
  for (const [name, path, request, more = ''] of [
    ['maps', '/explore', 'patterns'],
    ['associations', '/explore', 'associations', '&show=associations'],
    ['compare', '/compare', 'compare'],
    ['change', '/change', 'trends'],
    ['clusters', '/clusters', 'clusters'],
    ['words', '/words', 'words'],
  ]) {
    states.push(
      analysis(`${name}-loading`, `${path}?${more}`, STATE, async (page) => {
        if (name === 'clusters') {
          await page.route(`**/api/v1/${request}*`, () => undefined);
          return page.getByRole('button', { name: 'Find clusters' }).click();
        }
        await page.route(new RegExp(`/api/v1/(${request}|jobs)`), () => undefined);
        await refine(page);
        await page.waitForTimeout(900);
      }),
      analysis(`${name}-empty`, `${path}?${EMPTY}${more}`, STATE),
      analysis(`${name}-few`, `${path}?${few}${more}`, STATE),
      analysis(`${name}-error`, `${path}?${more}`, STATE, async (page) => {
        await page.route(new RegExp(`/api/v1/${request}`), (route) => route.abort());
        if (name === 'clusters') await page.getByRole('button', { name: 'Find clusters' }).click();
        else await refine(page);
        await page.locator('.failure').first().waitFor();
      }),
    );
  }
  return [
    analysis('maps', '/explore', MAIN),
    analysis('maps-against-b', `/explore?${AGAINST}&against=pinned&layer=zones`, [...SOME, 'desk forced']),
    analysis('maps-tables', `/explore?${s(corner('person'))}&show=tables`, SOME),
    analysis('maps-density', '/explore?layer=density', SOME),
    analysis('maps-dots', `/explore?${s({ answers: { locality: ['D'], audience: ['family'] } })}`, SOME),
    analysis('maps-filters', '/explore', ['phone', 'phone dark'], async (page) =>
      page.getByRole('button', { name: 'Show filters' }).click(),
    ),
    analysis('maps-drawer', '/explore', [...SOME, 'phone dark'], async (page) => {
      await page.locator('.story__open').nth(1).click();
      await page.locator('.answers').first().waitFor();
    }),
    analysis('maps-urdu', `/explore?${URDU}`, [...SOME, 'wide', 'desk print'], async (page) => {
      const story = page.locator('.story__open');
      if ((await story.count()) > 0) await story.first().click();
    }),
    analysis('maps-larger', '/explore', SOME, async (page) =>
      page
        .getByRole('button', { name: /^Larger: / })
        .first()
        .click(),
    ),
    analysis('associations', '/explore?show=associations', MAIN),
    analysis('associations-pair', '/explore?show=associations&pair=difference%2Ctiming', [
      ...SOME,
      'desk forced',
    ]),
    analysis('associations-urdu', `/explore?${URDU}&show=associations`, SOME),
    analysis('compare', '/compare', MAIN),
    analysis('compare-b', `/compare?${AGAINST}`, SOME),
    analysis('compare-urdu', `/compare?${URDU}`, SOME),
    analysis('change', '/change', MAIN),
    analysis('change-rounds', '/change', SOME, async (page) => {
      await page.locator('.segments__item', { hasText: 'Round' }).first().click();
      await settled(page);
    }),
    analysis('change-urdu', `/change?${URDU}`, SOME),
    analysis('clusters', '/clusters', MAIN, async (page) => {
      await page.getByRole('button', { name: 'Find clusters' }).click();
      await page.locator('.cluster-card').first().waitFor();
    }),
    analysis('clusters-urdu', `/clusters?${URDU}`, SOME, async (page) => {
      await page.getByRole('button', { name: 'Find clusters' }).click();
      await page.locator('.cluster-card, .failure, .notice').first().waitFor();
    }),
    analysis('words', `/words?${s(corner('person'))}`, MAIN),
    analysis('words-context', `/words?${s(corner('organised'))}`, SOME, async (page) => {
      await page.locator('.term__word').first().click();
      await page.locator('.context__hit').first().waitFor();
    }),
    analysis('words-urdu', `/words?${s({ framework: 'urdu', answers: { audience: ['family'] } })}`, SOME),
    analysis('keys', '/explore', [...SOME, 'phone dark'], async (page) =>
      page.getByRole('button', { name: 'Keyboard shortcuts' }).click(),
    ),
    analysis('saved', '/compare', [...SOME, 'desk forced'], async (page) => {
      await page.getByRole('button', { name: 'Saved views' }).click();
      await page.locator('.saved__form').waitFor();
    }),
    analysis('bad-link', '/explore?s=%7B"text', STATE),
    {
      name: 'exports',
      role: 'analyst',
      path: `/exports?${s({ framework: 'sheffield-send', ...corner('person') })}`,
      how: [...SOME, 'tablet', 'phone dark', 'desk forced'],
      there: '.request',
    },
    {
      name: 'exports-faults',
      role: 'analyst',
      path: `/exports?${s({ framework: 'sheffield-send', ...corner('person') })}`,
      how: STATE,
      there: 'input[type=radio]',
      before: (page) => page.getByRole('button', { name: 'Make the export available' }).click(),
    },
    {
      name: 'exports-decide',
      role: 'administrator',
      path: '/exports',
      how: [...SOME, 'phone dark'],
      there: '.request',
      before: (page) =>
        page
          .getByRole('button', { name: /^Refuse: / })
          .first()
          .click(),
    },
    { name: 'imports-start', role: 'administrator', path: '/imports', how: SOME },
    {
      name: 'imports-columns',
      role: 'administrator',
      path: '/imports',
      how: [...SOME, 'phone dark'],
      before: importColumns,
    },
    {
      name: 'imports-report',
      role: 'administrator',
      path: '/imports',
      how: [...SOME, 'tablet', 'phone dark'],
      before: importReport,
      from: 'h2 >> nth=-2',
    },
    {
      name: 'frameworks',
      role: 'administrator',
      path: '/frameworks',
      there: '.frameworks__list',
      how: [...SOME, 'desk forced'],
    },
    {
      name: 'framework-editor',
      role: 'administrator',
      path: '/frameworks?slug=sheffield-send&version=5&from=4',
      how: [...SOME, 'phone dark'],
      before: async (page) => {
        await page.getByRole('button', { name: /what made the difference/ }).click();
        await page
          .getByText(/Can be read at about/)
          .first()
          .waitFor();
      },
    },
    { name: 'notices', role: 'administrator', path: '/notices', how: [...SOME, 'desk forced'] },
    {
      name: 'notice-editor',
      role: 'administrator',
      path: '/notices?kind=privacy&version=2',
      how: [...SOME, 'phone dark'],
      there: '.block',
    },
    {
      name: 'paper',
      role: 'facilitator',
      path: '/paper?audience=family',
      how: [...SOME, 'desk print'],
      there: '.copy .sheet',
    },
    {
      name: 'moderation',
      role: 'moderator',
      path: '/moderation',
      how: [...SOME, 'tablet', 'phone dark', 'desk forced'],
      there: 'article',
    },
    { name: 'collections', role: 'facilitator', path: '/collections', how: SOME },
    { name: 'collection-new', role: 'facilitator', path: '/collections?new=', how: STATE },
    { name: 'transcribe', role: 'facilitator', path: '/transcribe', how: SOME },
    {
      name: 'sign-in',
      path: '/sign-in',
      how: [...SOME, 'desk forced'],
      there: 'form',
      before: async (page) => {
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.locator('.govuk-error-summary').waitFor();
      },
    },
    {
      name: 'session-ends',
      role: 'moderator',
      path: '/moderation',
      how: [...SOME, 'phone dark'],
      there: 'article',
      before: async (page) => {
        await page.context().clearCookies();
        await page.getByRole('button', { name: 'Clear for reading' }).click();
        await page.locator('.sign-in-again').waitFor();
      },
    },
    { name: 'denied', role: 'facilitator', path: '/explore', how: STATE },
    ...states,
  ];
}

async function drawAll(look) {
  for (const how of look.how) {
    const [width, scheme = 'light'] = how.split(' ');
    const name = `${look.name}.${width}.${scheme}`;
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    const { page, close } = await visit(look, width, scheme);
    try {
      await page.goto(look.path);
      await page
        .locator(look.there ?? 'main h1')
        .first()
        .waitFor();
      await look.settle?.(page);
      await look.before?.(page);
      if (look.before && look.settle && !/loading|error|session/.test(look.name)) await look.settle(page);
    } catch (error) {
      console.error(`${name}: ${String(error).split('\n')[0]}`);
    }
    if (scheme === 'print') await page.emulateMedia({ media: 'print' });
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wide > 0) console.error(`${name}: ${wide} px wider than the screen`);
    await drawOne(page, look, name, width);
    await close();
  }
}

async function drawOne(page, look, name, width) {
  const top = look.from
    ? await page
        .locator(look.from)
        .evaluate((element) => element.getBoundingClientRect().top + scrollY - 20)
        .catch(() => 0)
    : 0;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const dialog = (await page.locator('dialog[open], .sign-in-again').count()) > 0;
  const shot = await page.screenshot({
    animations: 'disabled',
    ...(!dialog && {
      fullPage: true,
      clip: { x: 0, y: top, width: WIDTHS[width], height: Math.min(height - top, TALLEST[width]) },
    }),
  });
  await writeFile(`${folder}/${name}.png`, shot);
  drawn.push({ name, width, shot });
  console.log(name);
}

async function visit({ role, path }, width, scheme) {
  const context = await browser.newContext({
    baseURL: service.url,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    viewport: { width: WIDTHS[width], height: width === 'phone' ? 740 : 900 },
    ...(width === 'phone' && { hasTouch: true, isMobile: true }),
    ...SCHEMES[scheme],
  });
  if (role) {
    const [name, value] = (await cookieOf(role)).split('=');
    await context.addCookies([
      { name, value, domain: '127.0.0.1', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' },
    ]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  page.on('pageerror', (error) => console.error(`${path}: ${error}`));
  await page.route('**/api/v1/compare?job=true', (route) => {
    const body = route.request().postDataJSON();
    const quick = body.selection?.framework === 'urdu' ? { permutations: 99 } : QUICK;
    return route.continue({ postData: JSON.stringify({ ...body, ...quick }) });
  });
  return { page, close: () => context.close() };
}

/** Waits until a page of the workbench shows its selection. */
async function settled(page) {
  const there = page.locator('.card, .figure, .few, .comparison, .failure, .bad-link, form');
  await there.filter({ visible: true }).first().waitFor();
  await page.locator('.selection[aria-busy=false], .bad-link').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.comparison[aria-busy=true], progress'));
}

/** One filter more, as an analyst sets it. */
async function refine(page) {
  const button = page.getByRole('button', { name: 'Show filters' });
  if (await button.isVisible()) await button.click();
  await page.locator('.filters .option .tick__box:visible').first().click();
}

async function importColumns(page) {
  await page.getByLabel('The table', { exact: true }).setInputFiles(TABLE);
  await page.getByLabel('Short name of the framework').fill('street');
  await page.getByRole('button', { name: 'Look at the table', exact: true }).click();
  await page.getByRole('heading', { name: 'What each column becomes' }).waitFor();
}

async function importReport(page) {
  await importColumns(page);
  const analysis = page.getByRole('group', { name: 'That their answers count (analysis)' });
  await analysis.getByLabel('A column says it').check();
  await analysis.getByLabel('Yes', { exact: true }).check();
  await page.getByRole('button', { name: 'Show what it becomes', exact: true }).click();
  await page.getByText('stories of').first().waitFor();
  await page.getByRole('button', { name: 'Try it, store nothing', exact: true }).click();
  await page.getByRole('heading', { name: 'Tried, nothing was stored' }).waitFor();
}

/** A framework whose only language is Urdu, with 60 stories. */
async function tellInUrdu() {
  await post('/frameworks/sheffield-send/versions/4/publish?machine_drafts=allow', {}, 'administrator').catch(
    () => undefined,
  );
  const document = await get('/frameworks/sheffield-send/versions/4');
  const inUrdu = (value) => {
    if (Array.isArray(value)) return value.map(inUrdu);
    if (value === null || typeof value !== 'object') return value;
    if ('en' in value && 'ur' in value && typeof value.en === 'string') return { ur: value.ur };
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inUrdu(inner)]));
  };
  const doc = { ...inUrdu(document), slug: 'urdu', version: 1, languages: ['ur'], machine_drafts: ['ur'] };
  await put('/frameworks/urdu/versions/1', doc, 'administrator');
  await post('/frameworks/urdu/versions/1/publish?machine_drafts=allow', {}, 'administrator');
  const texts = [
    'یہ کہانی آزمائش کے لیے بنائی گئی ہے۔ ہم نے سات مہینے انتظار کیا، پھر اسکول نے فون کیا اور سب کچھ بدل گیا۔',
    'یہ کہانی آزمائش کے لیے بنائی گئی ہے۔ استاد نے میری بات سنی، اور میرے بیٹے کو مدد ملی۔',
    'یہ کہانی آزمائش کے لیے بنائی گئی ہے۔ فارم بہت مشکل تھا، اور کسی نے جواب نہیں دیا۔',
  ];
  for (let i = 0; i < 60; i += 1) {
    const at = (i * 37) % 100;
    const kind = i % 3;
    const answers = {
      audience: { choice: [['family', 'child', 'professional'][kind]] },
      locality: { choice: ['ABCDEFG'[i % 7]] },
      feelings: { choice: [kind ? 'worried' : 'relieved'] },
      timing: { dyad: at / 100 },
      voice: { dyad: 0.2 + at / 250 },
    };
    for (const [id, place] of [
      ['difference', kind],
      ['needed', (kind + 1) % 3],
      ['about', i % 2],
    ]) {
      const weights = [0.1, 0.1, 0.1];
      weights[place] = 0.8 - (at % 10) / 100;
      weights[(place + 1) % 3] += (at % 10) / 100;
      answers[id] = { triad: weights.map((weight) => Math.round(weight * 100) / 100) };
    }
    const told = await post('/stories', {
      framework: 'urdu',
      version: 1,
      language: 'ur',
      prompt: document.prompts[0].id,
      title: ['فون کی گھنٹی', 'میری بات سنی گئی', 'مشکل فارم'][kind],
      text: texts[kind],
      answers,
      consent: { analysis: true, quotation: i % 2 === 0 },
    });
    if (i < 45) {
      const { revision } = await get(`/moderation/stories/${told.id}`, 'moderator');
      await post(`/moderation/stories/${told.id}/clear`, { revision }, 'moderator');
    }
  }
}

/** A selection of fewer than ten stories. */
async function fewStories() {
  for (const locality of 'ABCDEFG')
    for (const zone of ['person', 'organised', 'together']) {
      const selection = { ...corner(zone), answers: { audience: ['professional'], locality: [locality] } };
      const { matching, fewer_than } = await post(
        '/search',
        { selection: { framework: 'sheffield-send', ...selection } },
        'analyst',
      );
      if (matching === null && fewer_than) return selection;
    }
  throw new Error('There is no small selection.');
}

/** Pictures of one width beside each other. */
async function sheets() {
  const PER = { wide: [2, 900], desk: [2, 900], tablet: [3, 600], phone: [5, 360] };
  for (const width of Object.keys(WIDTHS)) {
    const own = drawn.filter((picture) => picture.width === width);
    const [count, across] = PER[width];
    for (let i = 0; i < own.length; i += count) {
      const page = await browser.newPage({ viewport: { width: count * (across + 12), height: 600 } });
      const images = own
        .slice(i, i + count)
        .map(
          ({ name, shot }) =>
            `<figure style="margin:0;width:${across}px"><figcaption style="font:bold 18px sans-serif">${name}</figcaption><img style="width:100%;border:1px solid #c0c" src="data:image/png;base64,${shot.toString('base64')}"></figure>`,
        );
      await page.setContent(
        `<body style="display:flex;gap:8px;margin:4px;background:#ddd;align-items:start">${images.join('')}</body>`,
      );
      await writeFile(
        `${folder}/sheet-${width}-${String(i / count).padStart(2, '0')}.png`,
        await page.screenshot({ fullPage: true }),
      );
      await page.close();
    }
  }
}

// The means

function get(path, role) {
  return send('GET', path, undefined, role);
}

function put(path, body, role) {
  return send('PUT', path, body, role);
}

function post(path, body, role) {
  return send('POST', path, body, role);
}

async function send(method, path, body, role) {
  const answer = await fetch(`${service.url}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-sensing': '1',
      ...(role && { cookie: await cookieOf(role) }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

async function cookieOf(role) {
  cookies[role] ??= await signedIn(service, role);
  return cookies[role];
}
