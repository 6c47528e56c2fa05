import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Result } from '../../../api/client';
import type {
  Clusters,
  ClustersRequest,
  Job,
  NeighboursRequest,
  Patterns,
  SearchResults,
} from '../../../api/types';
import { Clustering } from './clustering.svelte';
import { clusters, FIRST, framework, SECOND } from './made-up';

const asked: ClustersRequest[] = [];
const walked: NeighboursRequest[] = [];
let answers: (() => Promise<Result<Clusters>>)[];
vi.mock('../workbench/job', () => ({
  runJob: async (begin: () => Promise<Result<Job>>, _field: string, signal: AbortSignal) => {
    await begin();
    const stopped = new Promise<never>((_, fail) =>
      signal.addEventListener('abort', () => fail(signal.reason as Error)),
    );
    const answer = answers.shift() ?? (async () => ({ ok: true, value: clusters }));
    return Promise.race([answer(), stopped]);
  },
}));
vi.mock('../../../api/staff', () => ({
  beginClusters: async (request: ClustersRequest) => asked.push(request),
  getNeighbours: async (request: NeighboursRequest) => {
    walked.push(request);
    return { ok: true, value: { story: { id: request.story, title: '' }, neighbours: [] } };
  },
  getFramework: async () => ({ ok: true, value: { signifiers: [] } }),
  getPatterns: async () => ({ ok: true, value: { matching: 120, signifiers: {} } as unknown as Patterns }),
  search: async () => ({ ok: true, value: { stories: [] } as unknown as SearchResults }),
}));

let address: string;
let clustering: Clustering;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { pathname: '/clusters' });
  vi.stubGlobal('history', { pushState: (_: unknown, __: string, to: string) => (address = to) });
  asked.length = walked.length = 0;
  address = '';
  answers = [];
  clustering = new Clustering(framework, vi.fn());
});

afterEach(() => {
  clustering.stop();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(200);
const BY = 'method=hdbscan&by=timing,voice';

test('nothing is looked for until somebody asks, and then the address says what was asked for', async () => {
  clustering.open('');
  await settle();
  expect([asked.length, clustering.loader.busy]).toEqual([0, false]);
  clustering.find();
  await settle();
  expect(asked).toMatchObject([{ method: 'hdbscan', describe: true, seed: 1 }]);
  expect(new URLSearchParams(address.split('?')[1]).get('by')?.split(',')).toEqual(asked[0]?.signifiers);
  expect([clustering.clusters, clustering.about?.selection]).toEqual([clusters, '120 stories: all']);
});

test('an address opens what it says, and going back to it asks for nothing again', async () => {
  const query = `?${BY}&walk=${FIRST}&names=${encodeURIComponent(JSON.stringify({ [FIRST]: 'Waiting' }))}`;
  clustering.open(query);
  await settle();
  expect(asked).toMatchObject([{ signifiers: ['timing', 'voice'] }]);
  expect(walked).toMatchObject([{ story: FIRST, signifiers: ['timing', 'voice'] }]);
  expect(clustering.names).toEqual({ [FIRST]: 'Waiting' });
  clustering.walk(SECOND);
  await settle();
  expect(address).toContain(`walk=${SECOND}`);
  clustering.open(query);
  await settle();
  expect([asked.length, walked.length]).toEqual([1, 3]);
});

test('a name is an act of its own, and asks for nothing', async () => {
  clustering.open(`?${BY}`);
  await settle();
  const [first] = clustering.clusters?.clusters ?? [];
  if (!first) throw new Error('no cluster');
  clustering.name(first, 'Waiting');
  await settle();
  expect([asked.length, JSON.parse(new URLSearchParams(address.split('?')[1]).get('names') ?? '')]).toEqual([
    1,
    { [FIRST]: 'Waiting' },
  ]);
});

test('another selection stops the search, and marks what was found before; pinning does neither', async () => {
  clustering.open(`?${BY}`);
  await settle();
  clustering.bench.selection.pin();
  await settle();
  expect(clustering.stale).toBe(false);
  answers = [() => new Promise(() => undefined)];
  clustering.find();
  await settle();
  clustering.bench.selection.pin();
  expect(clustering.loader.busy).toBe(true);
  clustering.bench.selection.select([{ not: false, kind: 'text', text: 'bus' }]);
  await settle();
  expect([clustering.loader.busy, clustering.stale, clustering.clusters]).toEqual([false, true, clusters]);
  clustering.find();
  await settle();
  expect([clustering.stale, asked.at(-1)?.selection]).toMatchObject([false, { text: 'bus' }]);
});

test('k-medoids without a number asks twice', async () => {
  const suggestion = { k: 3, silhouettes: [] };
  answers = [async () => ({ ok: true, value: { ...clusters, clusters: [], suggestion } as Clusters })];
  clustering.open('?method=k_medoids&by=timing');
  await settle();
  expect(asked.map(({ k, stability }) => [k, stability?.resamples])).toEqual([
    [undefined, undefined],
    [3, 100],
  ]);
  expect(clustering.suggestion).toEqual(suggestion);
});

test('a cancelled search leaves what was found before', async () => {
  clustering.open(`?${BY}`);
  await settle();
  answers = [() => new Promise(() => undefined)];
  clustering.find();
  await settle();
  clustering.cancel();
  await settle();
  expect([clustering.loader.busy, clustering.cancelled, clustering.clusters]).toEqual([
    false,
    true,
    clusters,
  ]);
});
