// A comparison as rows of a forest plot. Effects of different measures are on different scales, so each has a panel of its own.
import type { Comparison, ComparisonResult, Interval, Measure } from '../../../api/types';
import type { Lexicon } from '../../selection/lexicon';
import { compare } from '../../texts';

/** Adjusted p-values below this are drawn as significant. */
export const SIGNIFICANT = 0.05;

const MEASURES: readonly Measure[] = ['cliffs_delta', 'energy', 'cramers_v'];

export interface ForestGroup {
  label: string;
  /** Stories of it that answered the question. */
  n: number;
}

export interface ForestRow {
  /** `signifier`, or `signifier/stone`. */
  key: string;
  result: ComparisonResult;
  question: string;
  /** The groups of the effect. */
  groups: readonly ForestGroup[];
  effect: number;
  interval: Interval | undefined;
  significant: boolean;
  /** What lies at both ends of the scale, where the measure has a direction. */
  ends: readonly [left: string, right: string] | undefined;
}

export interface ForestPanel {
  measure: Measure;
  /** The ends of the axis. */
  domain: Interval;
  ticks: readonly number[];
  rows: readonly ForestRow[];
}

const AXES: Readonly<Record<Measure, { domain: Interval; ticks: readonly number[] }>> = {
  cliffs_delta: { domain: [-1, 1], ticks: [-1, -0.5, 0, 0.5, 1] },
  energy: { domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] },
  cramers_v: { domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] },
};

export const keyOf = ({ signifier, stone }: ComparisonResult): string =>
  stone ? `${signifier}/${stone}` : signifier;

/** The panels that have rows, each in the service's order: the largest effect first. */
export function panelsOf(comparison: Comparison, lexicon: Lexicon): ForestPanel[] {
  return MEASURES.map((measure) => ({
    measure,
    ...AXES[measure],
    rows: comparison.results.flatMap((result) =>
      result.measure === measure && result.effect != null
        ? [rowOf(result, result.effect, comparison, lexicon)]
        : [],
    ),
  })).filter(({ rows }) => rows.length > 0);
}

/** What a row says of chance, in words. */
export function verdictOf({ significant, interval }: ForestRow): string {
  const words = compare.forest;
  if (significant) return words.significant;
  return interval && (interval[0] > 0 || interval[1] < 0) ? words.alone : words.notSignificant;
}

/** How many questions were tested; their p-values are adjusted together. */
export function testedIn({ results }: Comparison): number {
  return results.filter(({ p }) => p != null).length;
}

/** The questions that could not be compared. */
export function notCompared({ results }: Comparison): ComparisonResult[] {
  return results.filter(({ effect }) => effect == null);
}

/** A question as a result names it. */
export function questionOf({ signifier, stone }: ComparisonResult, lexicon: Lexicon): string {
  const question = lexicon.question(signifier);
  const stones = lexicon.find('stones', signifier);
  return stone && stones ? compare.stone(question, lexicon.stone(stones, stone)) : question;
}

function rowOf(
  result: ComparisonResult,
  effect: number,
  comparison: Comparison,
  lexicon: Lexicon,
): ForestRow {
  const groups = result.groups.map((id) => ({
    label: comparison.groups.find((group) => group.id === id)?.label ?? id,
    n: answeredOf(result, id, comparison),
  }));
  const dyad = lexicon.find('dyad', result.signifier);
  return {
    key: keyOf(result),
    result,
    question: questionOf(result, lexicon),
    groups,
    effect,
    interval: result.interval ?? undefined,
    significant: result.q != null && result.q < SIGNIFICANT,
    ends: result.measure === 'cliffs_delta' && dyad ? lexicon.ends(dyad) : undefined,
  };
}

/** How many stories of a group answered the question, or placed the stone. */
export function answeredOf(
  { signifier, stone }: ComparisonResult,
  group: string,
  { details }: Comparison,
): number {
  const difference = details[signifier];
  if (difference?.kind === 'stones' && stone) return difference.stones[stone]?.placed[group] ?? 0;
  return difference?.groups[group]?.answered ?? 0;
}
