import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import document from '../../../../../src/frameworks/sheffield-send.json';
import type { Result } from '../../../api/client';
import type { Comparison, ComparisonRequest, Patterns, SearchResults } from '../../../api/types';
import type { Framework } from '../../../lib/framework';
import { Comparing } from './comparing.svelte';
import { comparison } from './made-up';

const asked: ComparisonRequest[] = [];
let answer: () => Promise<Result<Comparison>>;
vi.mock('./job', () => ({
  runComparison: (request: ComparisonRequest, signal: AbortSignal) => {
    asked.push(request);
    const stopped = new Promise<never>((_, fail) =>
      signal.addEventListener('abort', () => fail(signal.reason as Error)),
    );
    return Promise.race([answer(), stopped]);
  },
}));
vi.mock('../../../api/staff', () => ({
  getFramework: async (_slug: string, version: number) => {
    versions.push(version);
    return {
      ok: true,
      value: { signifiers: version === 2 ? [{ id: 'weather', question: { en: 'Was it raining?' } }] : [] },
    };
  },
  getPatterns: async () => ({ ok: true, value: { matching: 120, signifiers: {} } as unknown as Patterns }),
  search: async () => ({ ok: true, value: { stories: [] } as unknown as SearchResults }),
}));

const versions: number[] = [];
let address: string;
let comparing: Comparing;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { pathname: '/compare' });
  vi.stubGlobal('history', {
    pushState: (_: unknown, __: string, to: string) => (address = to),
    replaceState: (_: unknown, __: string, to: string) => (address = to),
  });
  asked.length = 0;
  address = '';
  answer = async () => ({ ok: true, value: comparison });
  comparing = new Comparing(document as unknown as Framework, vi.fn());
});

afterEach(() => {
  comparing.stop();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(200);

test('an address opens the groups and the question', async () => {
  comparing.open('?s={"text":"bus"}&by=choice:locality&options=A,B&question=timing');
  await settle();
  expect(asked).toMatchObject([
    { selection: { text: 'bus' }, by: { signifier: 'locality', options: ['A', 'B'] }, seed: 1 },
  ]);
  expect([comparing.question, comparing.comparison?.change]).toEqual(['timing', 7]);
  expect(comparing.about?.selection).toBe('120 stories: about “bus”');
});

test('there are enough permutations for a difference that stands alone', async () => {
  comparing.open('');
  await settle();
  const questions = 30;
  expect(asked[0]?.permutations).toBeGreaterThanOrEqual(40 * questions - 1);
  expect(asked[0]?.permutations).toBeLessThanOrEqual(9_999);
});

test('pinning B compares A with it until B is removed', async () => {
  comparing.open('?s={"text":"bus"}');
  await settle();
  comparing.bench.selection.pin();
  await settle();
  expect(asked.at(-1)?.by).toMatchObject({ names: ['A', 'B'] });
  expect(comparing.about).toMatchObject({ selection: '80 stories: about “bus”', pinned: 'about “bus”' });
  comparing.group({ kind: 'pinned' });
  await settle();
  expect(address).toContain('by=pinned');
  comparing.bench.selection.unpin();
  await settle();
  expect(asked.at(-1)?.by).toMatchObject({ signifier: 'audience' });
  expect(comparing.grouping.kind).toBe('choice');
});

test('a cancelled comparison leaves the one before, until it is asked for again', async () => {
  comparing.open('');
  await settle();
  answer = () => new Promise(() => undefined);
  comparing.group({ kind: 'rounds' });
  await settle();
  expect(comparing.loader.busy).toBe(true);
  comparing.cancel();
  await settle();
  expect([comparing.loader.busy, comparing.cancelled, comparing.comparison]).toEqual([
    false,
    true,
    comparison,
  ]);
  expect(comparing.compared?.kind).toBe('choice');
  answer = async () => ({ ok: true, value: comparison });
  void comparing.loader.load();
  await settle();
  expect([comparing.cancelled, comparing.compared?.kind]).toEqual([false, 'rounds']);
});

test('looking at another question is an act of its own, and asks for nothing', async () => {
  comparing.open('');
  await settle();
  comparing.look('timing');
  await settle();
  expect([asked.length, address]).toEqual([1, expect.stringContaining('question=timing')]);
});

test('a question that only an earlier version has is named by its words', async () => {
  const results = [{ ...comparison.results[0], signifier: 'weather' }];
  answer = async () => ({ ok: true, value: { ...comparison, results } as Comparison });
  comparing = new Comparing({ ...document, version: 4 } as unknown as Framework, vi.fn());
  comparing.open('');
  await settle();
  expect(comparing.lexicon.question('weather')).toBe('Was it raining?');
  expect(versions).toEqual([3, 2]);
  expect(comparing.bench.selection.framework.version).toBe(4);
});

test('removing B takes the comparison with it out of the address', async () => {
  comparing.open('?b={}&by=pinned');
  await settle();
  expect(comparing.grouping.kind).toBe('pinned');
  comparing.bench.selection.unpin();
  await settle();
  expect(address).not.toContain('pinned');
  expect(comparing.grouping.kind).toBe('choice');
});

test('a few questions are asked for alone, with fewer permutations, and the address keeps them', async () => {
  comparing.open('?questions=timing,difference&question=timing');
  await settle();
  expect(asked[0]).toMatchObject({ signifiers: ['difference', 'timing'], permutations: 999 });
  expect([comparing.chosenOf, comparing.asked.length]).toEqual([comparing.choices.length, 2]);
  comparing.ask(['difference']);
  expect(address).toContain('questions=difference');
  expect(comparing.question).toBeUndefined();
  await settle();
  expect(asked.at(-1)?.signifiers).toEqual(['difference']);
});

test('all questions are no part of the address, and the one that makes the groups is not among them', async () => {
  comparing.open('?questions=timing,audience&by=choice:audience');
  await settle();
  expect(asked[0]?.signifiers).toEqual(['timing']);
  expect(comparing.choices.some(({ id }) => id === 'audience')).toBe(false);
  comparing.ask(comparing.choices.map(({ id }) => id));
  await settle();
  expect(address).not.toContain('questions=');
  expect(asked.at(-1)).not.toHaveProperty('signifiers');
  expect(comparing.chosenOf).toBeUndefined();
});
