// An analyst looks for clusters: what was found and what was left out, what a cluster has in common, its name, its way to other pages,
// and the walk from story to story.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Analyst, TIMING } from './support/analyst';
import { Office } from './support/office';
import { clearAll, tellStories, THIRD, TOLD } from './support/stories';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  await clearAll(office, await tellStories(office));
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const DIVISION = 'How the stories divide';
const s = (selection: object) => `s=${encodeURIComponent(JSON.stringify(selection))}`;
const BY = 'method=hdbscan&by=difference,timing';
const FOUND = `/clusters?${BY}`;

vi.setConfig({ testTimeout: 120_000 });

/** Fewer resamples than the page asks for: a build without optimisation takes long for all of them. */
const QUICK = { stability: { resamples: 10 } };

async function arrive(path: string, options = {}) {
  const { page, close } = await office.staff(browser, 'ana', '/sign-in', options);
  page.setDefaultTimeout(60_000);
  await page.route('**/api/v1/clusters?job=true', (route) => {
    const asked = route.request().postDataJSON() as { stability?: object };
    return route.continue({ postData: JSON.stringify({ ...asked, ...(asked.stability && QUICK) }) });
  });
  await page.goto(path);
  return { page, close, at: new Analyst(page) };
}

async function analyst(path = FOUND, options = {}) {
  const visit = await arrive(path, options);
  await visit.at.figure(DIVISION).waitFor();
  await visit.at.settled();
  return visit;
}

interface Found {
  matching: number;
  complete: number;
  noise: number | null;
  left_out: number | null;
  clusters: {
    id: number;
    size: number | null;
    share: number;
    stability: number;
    medoids: { id: string; title: string }[];
    description: {
      profile: Record<string, { cluster: { dyad?: number; triad?: number[] }; rest: { dyad?: number } }>;
    };
    near?: {
      selection: { triads?: { zones: string[] }[]; dyads?: object[] };
      covers: number;
      precision: number;
    };
    words: { term: string }[];
  }[];
}

const two = (value: number) => value.toFixed(2);
const card = (page: Page, title: string | RegExp) => page.getByRole('region', { name: title });

test('one press finds clusters, and the cards have the numbers of the service', async () => {
  const { page, close, at } = await arrive('/clusters');
  await page.locator('.selection[aria-busy=false]').waitFor();
  const asking = page.waitForRequest('**/api/v1/clusters?job=true');
  await page.getByRole('button', { name: 'Find clusters' }).click();
  const request = { ...((await asking).postDataJSON() as object), ...QUICK };
  await at.figure(DIVISION).waitFor();
  const answer = await office.post<Found>('/clusters', request, 'ana');
  const [, ...division] = await at.tableOf(DIVISION);
  const parts = [...answer.clusters.map(({ size }) => size), answer.noise, answer.left_out].filter(
    (n) => n !== null && n >= 10,
  );
  expect(division.map(([, count]) => Number(count)).filter((n) => !Number.isNaN(n))).toEqual(parts);
  expect(answer.clusters.length).toBeGreaterThan(1);
  for (const cluster of answer.clusters) {
    const own = card(page, `Cluster ${cluster.id}`);
    const sentence = await own.locator('.figure__sentence').first().innerText();
    // One that would give away how few are in no cluster has no size.
    expect(sentence).toContain(
      cluster.size === null
        ? 'How many stories is not shown.'
        : `${cluster.size} stories, ${Math.round(cluster.share * 100)}% of the ${answer.complete} compared.`,
    );
    expect(sentence).toContain(`Stability ${two(cluster.stability)}`);
    const rows = await at.tableOf(`Cluster ${cluster.id}`);
    const timing = cluster.description.profile.timing;
    expect(rows.find(([question]) => question === TIMING)?.slice(2, 4)).toEqual(
      [timing?.cluster.dyad, timing?.rest.dyad].map((value) => two(value ?? 0)),
    );
    expect(await own.locator('.mini').count()).toBe(3);
    expect(await own.locator('.cluster-card__story').innerText()).toBe(cluster.medoids[0]?.title);
    const words = await own.locator('.cluster-words__word').allInnerTexts();
    expect(words.map((word) => word.split(' ')[0])).toEqual(
      cluster.words.slice(0, 10).map(({ term }) => term.split(' ')[0]),
    );
  }
  expect(new URL(page.url()).searchParams.get('method')).toBe('hdbscan');
  await close();
});

test('what is left out is told with its reason, and nothing that a link says is changed', async () => {
  const { page, close } = await analyst('/clusters?method=hdbscan&by=difference,shaped');
  await page
    .getByText(/Some of 111 stories are left out because they did not answer every chosen question/)
    .waitFor();
  const division = card(page, DIVISION);
  await division.getByText('Without an answer, by question').click();
  // Fewer than ten are in no cluster, and the number of those left out would tell how many.
  expect(await division.locator('.sentences').innerText()).toMatch(/“Who shaped.*”: not shown/);
  expect(await division.innerText()).toContain('Left out: without an answer to the chosen questions');
  await close();
});

test('a cluster is named, and the name goes with the link', async () => {
  const { page, close } = await analyst();
  const own = card(page, 'Cluster 1');
  await own.getByLabel('Name').fill('Somebody rang back');
  await own.getByRole('button', { name: 'Name it' }).click();
  await card(page, 'Somebody rang back').getByText('The name is in the address of this page').waitFor();
  const link = page.url();
  await close();
  const again = await analyst(link.slice(link.indexOf('/clusters')));
  await card(again.page, 'Somebody rang back').waitFor();
  expect(await card(again.page, DIVISION).locator('.division__label').first().innerText()).toBe(
    'Somebody rang back',
  );
  await again.page.goBack();
  await again.close();
});

test('a cluster is used as a selection, which says by how much it misses', async () => {
  const { page, close, at } = await analyst();
  const own = card(page, 'Cluster 1');
  await own.getByText('Use it as a selection').click();
  const said = await own.getByText('A selection that comes close').innerText();
  const [covers, precision] = [...said.matchAll(/(\d+)%/g)].map(([, share]) => Number(share));
  expect(covers).toBeGreaterThan(85);
  expect(precision).toBeGreaterThan(85);
  await own.getByRole('link', { name: 'Maps of these stories' }).click();
  await page.waitForURL(/\/explore\?s=/);
  await at.settled();
  const count = Number((await page.locator('.selection__count').innerText()).match(/\d+/)?.[0]);
  expect(Math.abs(count - THIRD)).toBeLessThanOrEqual(4);
  expect(await page.locator('.chip').count()).toBeGreaterThan(0);
  await close();
});

test('a cluster that has a name keeps it as a selection, on every page, until its parts are changed', async () => {
  const { page, close, at } = await analyst();
  const name = 'Somebody rang back';
  await card(page, 'Cluster 1').getByLabel('Name').fill(name);
  await card(page, 'Cluster 1').getByRole('button', { name: 'Name it' }).click();
  await card(page, name).getByText('Use it as a selection').click();
  await card(page, name).getByRole('link', { name: 'Maps of these stories' }).click();
  await page.waitForURL(/\/explore\?s=/);
  await at.settled();
  const sentence = () => page.locator('.selection__count').innerText();
  expect(await sentence()).toMatch(/^\d+ stories: close to cluster “Somebody rang back” \(“/);
  expect(await page.locator('.chip--named').innerText()).toContain(`Close to cluster “${name}”`);
  await page.getByRole('button', { name: 'Pin as B' }).click();
  await at.settled();
  await page.route('**/api/v1/compare?job=true', (route) => {
    const asked = route.request().postDataJSON() as object;
    return route.continue({
      postData: JSON.stringify({ ...asked, permutations: 99, signifiers: ['timing'] }),
    });
  });
  await page.getByRole('navigation', { name: 'Analysis' }).getByRole('link', { name: 'Compare' }).click();
  await page.waitForURL(/\/compare\?s=/);
  await at.settled();
  expect(await sentence()).toContain(`close to cluster “${name}” (`);
  expect(await page.locator('.selection__sentence').innerText()).toContain(`close to cluster “${name}” (`);
  const whole = await page.locator('.chip').count();
  await page.locator('.chip:not(.chip--named) .chip__turn').first().click();
  await at.settled();
  expect(await sentence()).not.toContain('cluster');
  expect(await page.locator('.chip').count()).toBe(whole - 1);
  await page.goBack();
  await at.settled();
  await page.getByRole('button', { name: `Remove Close to cluster “${name}”` }).click();
  await at.settled();
  expect(await sentence()).toBe(`A ${TOLD} stories: all`);
  await close();
});

test('with keys alone: from a typical story to its neighbours, and onward; going back is one step back', async () => {
  const { page, close, at } = await analyst();
  await at.tabTo('.cluster-card .tool[aria-label^="Stories like it"]', 400);
  await page.keyboard.press('Enter');
  const walk = page.locator('.walk');
  await walk.getByText('Gower’s distance').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('walk');
  expect(await walk.locator('.walk__story').count()).toBe(8);
  expect(await walk.locator('.walk__why').first().innerText()).toMatch(/^Agrees on “.*”, “.*”\./);
  const before = await walk.getByRole('heading', { level: 3 }).innerText();
  await at.tabTo('.walk .tool[aria-label^="Stories like it"]', 40);
  await page.keyboard.press('Enter');
  await expect.poll(() => walk.getByRole('heading', { level: 3 }).innerText()).not.toBe(before);
  await page.goBack();
  await expect.poll(() => walk.getByRole('heading', { level: 3 }).innerText()).toBe(before);
  await page.goBack();
  await expect.poll(() => walk.count()).toBe(0);
  expect(await page.locator('.cluster-card').count()).toBeGreaterThan(1);
  await close();
});

test('the neighbours of a story are those of the service', async () => {
  const { page, close } = await arrive('/clusters');
  const asked = page.waitForRequest('**/api/v1/neighbours');
  await page.goto(FOUND);
  await page
    .getByRole('button', { name: /^Stories like it: / })
    .first()
    .click();
  const request = (await asked).postDataJSON() as object;
  const answer = await office.post<{ neighbours: { title: string; distance: number }[] }>(
    '/neighbours',
    request,
    'ana',
  );
  await page.locator('.walk__story').first().waitFor();
  const titles = await page.locator('.walk__title').allInnerTexts();
  expect(titles).toEqual(
    answer.neighbours.map(({ title, distance }) => `${title} distance ${two(distance)}`),
  );
  await close();
});

test('a search on its way says how far it is, and can be cancelled; what was found before stays', async () => {
  const { page, close, at } = await analyst();
  const ended: string[] = [];
  await page.route('**/api/v1/jobs/*', async (route) => {
    if (route.request().method() === 'DELETE') {
      ended.push(route.request().url());
      return route.continue();
    }
    const job = { id: 'x', kind: 'clusters', name: '', state: 'under_way', progress: 0.4, begun: '' };
    await route.fulfill({ json: job });
  });
  await page.getByRole('button', { name: 'Find clusters again' }).click();
  await page.getByText('Finding clusters: 40%').waitFor();
  expect(await page.getByRole('progressbar').getAttribute('value')).toBe('0.4');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled. Below are the clusters that were found before.').waitFor();
  await expect.poll(() => ended.length).toBe(1);
  expect(await at.figure('Cluster 1').count()).toBe(1);
  await close();
});

test('another selection leaves the clusters, and says that they are of the one before', async () => {
  const { page, close, at } = await analyst();
  await page.getByLabel('Search in the stories').fill('rang');
  await page.keyboard.press('Enter');
  await page.getByText('The selection has changed.').waitFor();
  await at.settled();
  await page.getByRole('button', { name: 'Find clusters again' }).click();
  await expect.poll(() => page.getByText('The selection has changed.').count()).toBe(0);
  await close();
});

test('k-medoids says which number fits best, and finds so many', async () => {
  const { page, close, at } = await arrive('/clusters');
  await page.locator('.selection[aria-busy=false]').waitFor();
  await page.getByLabel('Method').selectOption('k_medoids');
  await page.getByText('Questions: 4 chosen').click();
  const ticked = page.locator('.cluster-settings__questions input:checked');
  while ((await ticked.count()) > 0) await ticked.first().uncheck();
  await page.getByText('Choose at least one question.').waitFor();
  await page.locator('.cluster-settings__questions').getByLabel(TIMING).check();
  await page.getByRole('button', { name: 'Find clusters' }).click();
  await at.figure(DIVISION).waitFor();
  await page.getByText('3 clusters fit best.').waitFor();
  expect(await page.locator('.cluster-card').count()).toBe(3);
  await close();
});

test.each([
  ['/clusters?method=moon&by=timing', 'method=moon'],
  ['/clusters?method=hdbscan&by=moon', 'by=moon'],
  ['/clusters?method=k_medoids&by=timing&k=99', 'k=99'],
  [`${FOUND}&names=%7B`, 'names='],
  [`${FOUND}&named=%7B%22name%22%3A%22Waiting%22%7D`, 'named='],
  [`${FOUND}&walk=somewhere`, 'walk=somewhere'],
  [`/clusters?${s({ framework: 'elsewhere' })}`, 'no framework “elsewhere”'],
])('a broken link stops and explains: %s', async (path, said) => {
  const { page, close } = await arrive(path);
  await page.getByRole('heading', { name: 'This link cannot be opened' }).waitFor();
  expect(await page.locator('.bad-link').innerText()).toContain(said);
  expect(await page.locator('.figure, .cluster-settings').count()).toBe(0);
  await close();
});

test('of fewer than ten stories no clusters are looked for', async () => {
  const { page, close } = await arrive(
    `/clusters?${s({ text: 'taxi', answers: { locality: ['A'] } })}&${BY}`,
  );
  await page.locator('.few').waitFor();
  expect(await page.locator('.figure, .cluster-settings').count()).toBe(0);
  expect(await page.locator('main').innerText()).toContain('Fewer than 10 stories');
  await close();
});

test('a card is saved as SVG and CSV, which say what they show', async () => {
  const { close, at } = await analyst();
  const svg = (await at.download('SVG: Cluster 1')).content.toString('utf8');
  for (const line of [
    `Selection: ${TOLD} stories: all`,
    'Change number: ',
    'Seed: 1',
    'Date: ',
    'Diamond: the mean',
  ])
    expect(svg).toContain(line);
  const csv = (await at.download('CSV: Cluster 1')).content.toString('utf8');
  expect(csv).toContain(`${TIMING},"0 to 1, Far too late",`);
  const png = await at.download(`PNG: ${DIVISION}`);
  expect(png.content.subarray(1, 4).toString('latin1')).toBe('PNG');
  await close();
});

test.each([
  ['desktop', DESKTOP],
  ['dark', { ...DESKTOP, colorScheme: 'dark' }],
  ['phone', PHONE],
  ['forced colours', { ...DESKTOP, forcedColors: 'active' }],
] as const)(
  'axe finds nothing in any state, %s',
  async (name, options) => {
    const { page, close, at } = await analyst(FOUND, options);
    const look = (state: string) => expectAccessible(page, `${name}, clusters, ${state}`);
    await look('found');
    for (const summary of await page.locator('.figure__summary').all()) await summary.click();
    await look('tables and selections');
    await page
      .getByRole('button', { name: /^Read it: / })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^Stories like it: / })
      .first()
      .click();
    await page.locator('.walk__story').first().waitFor();
    await at.settled();
    await look('a walk');
    await close();
  },
  300_000,
);
