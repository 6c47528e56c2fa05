import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FigureTrend, TrendsRequest } from '../../../api/types';
import { chart, HIGH, lexicon, segment, trend, trends } from './made-up';
import { commonRounds, figureOf, measuresOf, rowOf, rowsOf, type OverviewRow } from './overview';
import { Overview } from './overview.svelte';
import { changeText, signalText } from './overview-words';

const asked: TrendsRequest[] = [];
vi.mock('../../../api/staff', () => ({
  getTrends: async (request: TrendsRequest) => {
    asked.push(request);
    const all = (request.figures ?? []).map(() => (request.by === 'round' ? byRound(0.2) : trend()));
    return { ok: true, value: { ...trends(), trends: all } };
  },
}));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function byRound(
  difference: number,
  interval: readonly [number, number] | null = [difference - 0.1, difference + 0.1],
) {
  const changes = [{ from: 'baseline', to: 'follow-up', difference, interval }];
  return trend(chart({ kind: 'rounds', segments: [], marks: [], variation: null, changes }));
}

const timing = { kind: 'median' as const, measure: { kind: 'median' as const, signifier: 'timing' } };
const row = (difference: number, interval?: readonly [number, number] | null, periods?: FigureTrend) =>
  rowOf(timing, byRound(difference, interval), periods ?? trend(chart({ segments: [segment()] })), 'month');

test('every zone, dyad and option is followed, and who told the stories is a list of its own', () => {
  const all = measuresOf(lexicon);
  const count = (kind: string) => all.filter((own) => own.kind === kind).length;
  expect(count('zone')).toBe(7 * lexicon.all('triad').length);
  expect(count('median')).toBe(lexicon.all('dyad').length);
  const options = lexicon.all('choice').reduce((sum, choice) => sum + choice.options.length, 0);
  expect(count('option') + count('storyteller')).toBe(options);
  expect(count('storyteller')).toBeGreaterThan(0);
  expect(figureOf(timing, 'sheffield-send')).toEqual({ figure: 'median', signifier: 'timing' });
});

test('what changed most at least is first, however large a difference of few stories seems', () => {
  const few = row(0.4, [-0.1, 0.9]);
  const sure = row(0.2, [0.15, 0.25]);
  const down = row(-0.3, [-0.4, -0.2]);
  const none = row(0.01, [-0.1, 0.12]);
  expect(rowsOf('median', [few, none, sure, down])).toEqual([down, sure, few, none]);
});

test('a change is told with its direction, its size and its interval, and one that may be chance as such', () => {
  expect(changeText(row(0.2), lexicon, undefined)).toBe(
    'towards “Far too late”: +20.0 points (+10.0 to +30.0), baseline to follow-up',
  );
  expect(changeText(row(-0.2), lexicon, undefined)).toMatch(/^towards “Far too early”: −20\.0 points/);
  expect(changeText(row(0.05), lexicon, undefined)).toMatch(/^may be chance: \+5\.0 points/);
  expect(changeText(row(0.2, null), lexicon, undefined)).toMatch(/^may be chance/);
  const zone = measuresOf(lexicon).find(({ kind }) => kind === 'zone');
  if (!zone) throw new Error('no zone');
  expect(changeText({ ...row(-0.2), ...zone }, lexicon, undefined)).toMatch(/^smaller share: /);
  const alone = rowOf(timing, trend(chart({ kind: 'rounds', segments: [], changes: [] })), trend(), 'month');
  expect(changeText(alone, lexicon, undefined)).toBe('no two rounds with ten stories or more');
});

test('rounds that the heading names are not said again in each row', () => {
  const rows = [
    row(0.2),
    row(0.1),
    { ...row(0.3), change: { from: 'start', to: 'end', difference: 0.3, interval: null } },
  ];
  const common = commonRounds(rows);
  expect(common).toMatchObject({ from: 'baseline', to: 'follow-up' });
  expect(rows.map((own) => /, \w+ to [\w-]+$/.test(changeText(own, lexicon, common)))).toEqual([
    false,
    false,
    true,
  ]);
  expect(commonRounds([])).toBeUndefined();
});

test('a signal of the latest value, an earlier one, none, and a chart without limits are told apart', () => {
  const says = (own: FigureTrend) => signalText(rowOf(timing, undefined, own, 'month').signal);
  expect(says(trend(chart({ segments: [HIGH] })))).toBe('signal now: higher');
  const routine = { nature: 'common_cause' as const, direction: null };
  expect(says(trend(chart({ segments: [HIGH], variation: routine })))).toBe(
    'earlier signal: higher, January 2026',
  );
  expect(says(trend(chart({ segments: [segment()], variation: routine })))).toBe('no signal');
  const run = segment({ statistic: 'median', limits: null, values: 8 });
  expect(says(trend(chart({ kind: 'run', segments: [run], variation: null })))).toBe(
    'fewer than 12 values, no signal',
  );
  expect(says(trend(chart({ kind: 'values', segments: [], variation: null })))).toBe(
    'no chart: too few values',
  );
});

test('it loads only while it is shown, by round and by period, and no more figures at once than the service takes', async () => {
  asked.length = 0;
  const overview = new Overview({
    selection: () => ({ framework: 'sheffield-send' }),
    framework: 'sheffield-send',
    lexicon: () => lexicon,
    by: () => 'month',
    rebase: () => [],
    onSignedOut: vi.fn(),
  });
  overview.changed();
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual([]);
  overview.turn(true);
  await vi.advanceTimersByTimeAsync(500);
  const all = measuresOf(lexicon).length;
  expect(overview.answered?.rows).toHaveLength(all);
  for (const by of ['round', 'month']) {
    const sizes = asked.filter((request) => request.by === by).map(({ figures }) => figures?.length ?? 0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(all);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(50);
  }
  const rows: readonly OverviewRow[] = overview.answered?.rows ?? [];
  expect(rows.every(({ change }) => change?.difference === 0.2)).toBe(true);
});
