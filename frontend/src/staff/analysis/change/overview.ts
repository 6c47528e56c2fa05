// Every measure of a framework side by side: how it changed from the first round to the last, and whether its control chart has a
// signal. All figures are the service's; only their order is made here.
import type { FigureTrend, PeriodChange, Step, TrendChart } from '../../../api/types';
import type { Lexicon } from '../../selection/lexicon';
import { partsFor, questionsFor, wantedBy, type Measure } from './measure';
import { labelOf } from './periods';

/** Measures of one kind. Shares and medians are no sizes of one list, and neither are what stories say and who told them. */
export type OverviewKind = 'zone' | 'median' | 'option' | 'storyteller';
export const OVERVIEW_KINDS: readonly OverviewKind[] = ['zone', 'median', 'option', 'storyteller'];

export interface Overviewed {
  kind: OverviewKind;
  measure: Measure;
}

/** What the control chart of a measure says: of the latest value, or, where that is routine, of an earlier one. */
export type Signal =
  | { kind: 'none' | 'few' | 'no_chart' }
  | { kind: 'latest' | 'earlier'; direction: 'higher' | 'lower'; when: string };

export interface OverviewRow extends Overviewed {
  /** From the first round with ten stories or more to the last. */
  change: PeriodChange | undefined;
  signal: Signal;
}

/** The two rounds of a change. */
export type Rounds = Pick<PeriodChange, 'from' | 'to'>;

/** The rounds between which most measures changed. */
export function commonRounds(rows: readonly OverviewRow[]): Rounds | undefined {
  const counts = new Map<string, { rounds: Rounds; count: number }>();
  for (const { change } of rows) {
    if (!change) continue;
    const key = JSON.stringify([change.from, change.to]);
    const { count } = counts.get(key) ?? { count: 0 };
    counts.set(key, { rounds: change, count: count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.rounds;
}

/** Everything that can be followed, except numbers of stories. */
export function measuresOf(lexicon: Lexicon): Overviewed[] {
  const zones = questionsFor('zone', lexicon).flatMap(({ id }) =>
    partsFor({ kind: 'zone', signifier: id, zone: '' }, lexicon).map((zone): Overviewed => ({
      kind: 'zone',
      measure: { kind: 'zone', signifier: id, zone: zone.id },
    })),
  );
  const medians = lexicon
    .all('dyad')
    .map(({ id }): Overviewed => ({ kind: 'median', measure: { kind: 'median', signifier: id } }));
  const options = lexicon.all('choice').flatMap((choice) =>
    choice.options.map((option): Overviewed => ({
      kind: choice.about === 'storyteller' ? 'storyteller' : 'option',
      measure: { kind: 'option', signifier: choice.id, option: option.id },
    })),
  );
  return [...zones, ...medians, ...options];
}

export const figureOf = ({ measure }: Overviewed, framework: string) =>
  wantedBy(measure, framework, [], []).figure;

/** A row of a measure, from its trend by round and its trend by periods. */
export function rowOf(
  own: Overviewed,
  rounds: FigureTrend | undefined,
  periods: FigureTrend | undefined,
  by: Step,
): OverviewRow {
  return { ...own, change: rounds?.chart?.changes.at(-1), signal: signalOf(periods, by) };
}

function signalOf(trend: FigureTrend | undefined, by: Step): Signal {
  const chart: TrendChart | null | undefined = trend?.chart;
  if (!trend || !chart || chart.segments.length === 0) return { kind: 'no_chart' };
  const signals = chart.segments.flatMap((segment) => segment.signals);
  const last = signals.at(-1);
  const hasLimits = chart.segments.some(({ limits }) => limits);
  if (!last) return { kind: hasLimits ? 'none' : 'few' };
  const at = last.points.at(-1) ?? 0;
  const isLatest = chart.variation?.direction != null;
  const when = labelOf(trend.points[at]?.period ?? '', by);
  return { kind: isLatest ? 'latest' : 'earlier', direction: last.direction, when };
}

/** By how much a measure changed at least: the end of its interval that lies nearer to no change; 0 where it holds that. */
export function leastChange({ change }: OverviewRow): number {
  const [low, high] = change?.interval ?? [0, 0];
  return low > 0 ? low : high < 0 ? -high : 0;
}

/** The rows of a kind: what changed most at least first, then what has a signal, then the largest difference. */
export function rowsOf(kind: OverviewKind, rows: readonly OverviewRow[]): OverviewRow[] {
  const signal = (row: OverviewRow) => ['earlier', 'latest'].indexOf(row.signal.kind);
  const size = ({ change }: OverviewRow) => Math.abs(change?.difference ?? 0);
  return rows
    .filter((row) => row.kind === kind)
    .sort((a, b) => leastChange(b) - leastChange(a) || signal(b) - signal(a) || size(b) - size(a));
}
