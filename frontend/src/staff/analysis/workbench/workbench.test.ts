import { beforeEach, expect, test, vi } from 'vitest';
import document from '../../../../../src/frameworks/sheffield-send.json';
import type { Result } from '../../../api/client';
import { OFFLINE } from '../../../api/problem';
import type { Patterns, PatternsRequest, SearchResults } from '../../../api/types';
import type { Framework } from '../../../lib/framework';
import { Workbench } from './workbench.svelte';

const sent: PatternsRequest[] = [];
let answer: (request: PatternsRequest) => Result<Patterns>;
vi.mock('../../../api/staff', () => ({
  getPatterns: async (request: PatternsRequest) => {
    sent.push(request);
    return answer(request);
  },
  search: async () => ({ ok: true, value: { stories: [] } as unknown as SearchResults }),
}));

const patterns = (matching: number): Result<Patterns> => ({
  ok: true,
  value: { matching, signifiers: {} } as unknown as Patterns,
});

beforeEach(() => {
  vi.stubGlobal('location', { pathname: '/compare' });
  vi.stubGlobal('history', { pushState: vi.fn() });
  sent.length = 0;
  answer = () => patterns(120);
});

async function opened(query: string): Promise<Workbench> {
  const bench = new Workbench(document as unknown as Framework, vi.fn());
  bench.selection.open(query);
  await bench.loader.load();
  return bench;
}

test('without a page that wants more, only what the filters need is asked for', async () => {
  await opened('');
  expect(sent).toHaveLength(1);
  expect(sent[0]?.signifiers).toContain('audience');
  expect(sent[0]?.signifiers).not.toContain('difference');
});

test('B is counted beside the selection', async () => {
  answer = ({ selection }) => patterns(selection?.text === 'bus' ? 40 : 120);
  const bench = await opened('?s={}&b={"text":"bus"}');
  expect([bench.patterns?.matching, bench.pinned?.matching]).toEqual([120, 40]);
  expect(sent[1]).toMatchObject({ selection: { text: 'bus' }, signifiers: [] });
});

test.each([
  [0, false],
  [1, true],
  [9, true],
  [10, false],
])('of %i stories, whether they are too few to show figures: %s', async (matching, few) => {
  answer = () => patterns(matching);
  expect((await opened('')).few).toBe(few);
});

test('when B cannot be counted, nothing of the answer is shown', async () => {
  answer = ({ selection }) => (selection?.text ? { ok: false, failure: OFFLINE } : patterns(120));
  const bench = await opened('?b={"text":"bus"}');
  expect([bench.patterns, bench.loader.failure]).toEqual([undefined, OFFLINE]);
});
