// One question by group: what the service's details of a comparison say of it, on one scale for all groups.
import type { Comparison, ComparedGroup, ComparisonResult, Dyad, Interval, Triad } from '../../../api/types';
import type { Choice, DifferenceOf, TableDifference } from '../../../api/types';
import { SMALLEST_SHOWN } from '../../selection/small';
import type { Lexicon } from '../../selection/lexicon';
import { answeredOf } from './forest';

export interface CloserGroup {
  id: string;
  label: string;
  /** Stories of it that answered. */
  n: number;
}

interface Base {
  /** The groups with ten answers or more. */
  groups: readonly CloserGroup[];
  /** The names of the others. */
  hidden: readonly string[];
}

export type Quantiles = readonly [p05: number, p25: number, p50: number, p75: number, p95: number];

export type Closer = Base &
  (
    | { kind: 'dyad'; dyad: Dyad; quantiles: Readonly<Record<string, Quantiles>> }
    | { kind: 'triad'; triad: Triad; shares: Shares }
    | { kind: 'choice'; choice: Choice; shares: Shares }
    | {
        kind: 'stones';
        pairs: readonly { between: string; effect: number; interval: Interval | undefined }[];
        places: readonly StonePlaces[];
      }
  );

/** Counts and shares by zone or option, then by group. */
export type Shares = Readonly<Record<string, Readonly<Record<string, { count: number; share: number }>>>>;

/** Where a group placed a stone. */
export interface StonePlaces {
  label: string;
  placed: number;
  /** Counts in nine cells, row by row from the bottom, each from the left. */
  cells: readonly number[];
  /** From the left, and from the bottom. */
  median: readonly [x: number, y: number] | undefined;
}

/** The question of a result by group; `undefined` when the service has no details of it. */
export function closerOf(
  result: ComparisonResult,
  comparison: Comparison,
  lexicon: Lexicon,
): Closer | undefined {
  const difference = comparison.details[result.signifier];
  if (!difference) return undefined;
  const all = comparison.groups.map((group) => ({
    ...group,
    answered: answeredOf(result, group.id, comparison),
  }));
  const mayBeShown = (group: ComparedGroup & { answered: number }) =>
    group.compared && group.answered >= SMALLEST_SHOWN;
  const groups = all
    .filter(mayBeShown)
    .map(({ id, label, answered }): CloserGroup => ({ id, label, n: answered }));
  const base: Base = { groups, hidden: all.filter((group) => !mayBeShown(group)).map(({ label }) => label) };
  switch (difference.kind) {
    case 'dyad': {
      const dyad = lexicon.find('dyad', result.signifier);
      return dyad && { ...base, kind: 'dyad', dyad, quantiles: quantilesOf(difference) };
    }
    case 'triad': {
      const triad = lexicon.find('triad', result.signifier);
      return triad && { ...base, kind: 'triad', triad, shares: sharesOf(difference.zones, groups) };
    }
    case 'choice': {
      const choice = lexicon.find('choice', result.signifier);
      return choice && { ...base, kind: 'choice', choice, shares: sharesOf(difference.table, groups) };
    }
    case 'stones':
      return {
        ...base,
        kind: 'stones',
        pairs: pairsOf(result, difference, groups),
        places: placesOf(result, difference, groups),
      };
  }
}

function quantilesOf({ quantiles }: DifferenceOf<'dyad'>): Record<string, Quantiles> {
  const found = Object.entries(quantiles).flatMap(([group, own]): [string, Quantiles][] => {
    const values = [own['0.05'], own['0.25'], own['0.5'], own['0.75'], own['0.95']];
    return values.every((value) => value != null) ? [[group, values as unknown as Quantiles]] : [];
  });
  return Object.fromEntries(found);
}

function sharesOf({ cells }: TableDifference, groups: readonly CloserGroup[]): Shares {
  const known = new Set(groups.map(({ id }) => id));
  return Object.fromEntries(
    Object.entries(cells).map(([name, own]) => [
      name,
      Object.fromEntries(
        own
          .filter(({ group }) => known.has(group))
          .map(({ group, count, share }) => [group, { count, share: share ?? 0 }]),
      ),
    ]),
  );
}

function pairsOf(
  { stone }: ComparisonResult,
  { stones }: DifferenceOf<'stones'>,
  groups: readonly CloserGroup[],
) {
  const label = (id: string) => groups.find((group) => group.id === id)?.label;
  return (stones[stone ?? '']?.pairs ?? []).flatMap(({ between, effect, interval }) => {
    const labels = between.map(label);
    if (effect == null || labels.includes(undefined)) return [];
    const [low, high] = interval ?? [];
    const range: Interval | undefined = low === undefined || high === undefined ? undefined : [low, high];
    return [{ between: labels.join(' / '), effect, interval: range }];
  });
}

function placesOf(
  { stone }: ComparisonResult,
  { stones }: DifferenceOf<'stones'>,
  groups: readonly CloserGroup[],
): StonePlaces[] {
  const own = stones[stone ?? ''];
  return groups.flatMap(({ id, label }) => {
    // A comparison of an earlier build, kept as a job, has neither cells nor medians.
    const { placed, cells, medians }: Partial<NonNullable<typeof own>> = own ?? {};
    const [n, counts, median] = [placed?.[id] ?? 0, cells?.[id], medians?.[id]];
    const [x, y] = median ?? [];
    const at = x === undefined || y === undefined ? undefined : ([x, y] as const);
    return n > 0 && counts ? [{ label, placed: n, cells: counts, median: at }] : [];
  });
}
