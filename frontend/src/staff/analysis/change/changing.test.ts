import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Result } from '../../../api/client';
import type { Patterns, SearchResults, Trends, TrendsRequest } from '../../../api/types';
import { Changing } from './changing.svelte';
import { framework, trends } from './made-up';

const asked: TrendsRequest[] = [];
let answer: () => Promise<Result<Trends>>;
vi.mock('../../../api/staff', () => ({
  getTrends: (request: TrendsRequest) => {
    asked.push(request);
    return answer();
  },
  getPatterns: async () => ({ ok: true, value: { matching: 412, signifiers: {} } as unknown as Patterns }),
  search: async () => ({ ok: true, value: { stories: [] } as unknown as SearchResults }),
}));

let address: string;
let changing: Changing;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { pathname: '/change' });
  vi.stubGlobal('history', { pushState: (_: unknown, __: string, to: string) => (address = to) });
  asked.length = 0;
  address = '';
  answer = async () => ({ ok: true, value: trends() });
  changing = new Changing(framework, vi.fn());
});

afterEach(() => {
  changing.stop();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(200);

test('an address opens the measure, the periods, the target and the steps', async () => {
  changing.open(
    '?s={"text":"bus"}&measure=zone:difference/person&by=week&target=0.4&steps=[["2025-08-20","A new line"]]',
  );
  await settle();
  expect(asked).toEqual([
    {
      selection: { framework: 'sheffield-send', text: 'bus' },
      by: 'week',
      figures: [{ figure: 'zone_share', signifier: 'difference', zone: 'person' }],
      targets: [0.4],
      drift: ['difference'],
      rebase: ['2025-08-20'],
    },
  ]);
  expect(changing.answered?.about).toMatchObject({
    selection: '412 stories: about “bus”',
    change: 7,
    seed: null,
  });
});

test('each setting is an act of its own in the address; a target belongs to its measure', async () => {
  changing.open('');
  await settle();
  changing.aim(20);
  expect(address).toBe('/change?s=%7B%22framework%22%3A%22sheffield-send%22%7D&target=20');
  changing.follow({ kind: 'median', signifier: 'timing' });
  expect(address).not.toContain('target');
  changing.addStep({ day: '2025-08-20', reason: 'A new line' });
  changing.divide('round');
  await settle();
  expect(asked.at(-1)).toMatchObject({
    by: 'round',
    figures: [{ figure: 'median', signifier: 'timing' }],
    targets: [null],
  });
  expect(asked.at(-1)).not.toHaveProperty('rebase');
  changing.divide('month');
  await settle();
  expect(asked.at(-1)?.rebase).toEqual(['2025-08-20']);
  changing.removeStep('2025-08-20');
  expect(address).not.toContain('steps');
});

test('“more and fewer” needs B: without it the number of stories is followed, and the address says so', async () => {
  const [s, b] = ['{"answers":{"locality":["A"]},"text":"bus"}', '{"answers":{"locality":["A"]}}'];
  changing.open(`?s=${s}&b=${b}&measure=more`);
  await settle();
  expect(asked.at(-1)).toMatchObject({
    selection: { answers: { locality: ['A'] } },
    figures: [{ figure: 'share_difference', more: { text: 'bus' }, fewer: {} }],
  });
  expect(changing.answered?.about.selection).toMatch(
    /^412 stories: .*; more like A: about “bus”; fewer like B: all$/,
  );
  changing.bench.selection.unpin();
  await settle();
  expect(asked.at(-1)?.figures).toEqual([{ figure: 'count' }]);
  expect(address).not.toContain('measure');
});

test('the last answer stays with what it was asked for when another fails', async () => {
  changing.open('');
  await settle();
  answer = async () => ({ ok: false, failure: { kind: 'offline' } as never });
  changing.divide('week');
  await settle();
  expect(changing.loader.failure).toBeDefined();
  expect(changing.answered?.settings.by).toBe('month');
});
