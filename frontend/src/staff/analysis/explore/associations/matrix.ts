// Every pair of signifiers as a matrix, in an order that puts what goes together side by side.
import type { Association, Associations } from '../../../../api/types';
import type { Lexicon } from '../../../selection/lexicon';
import { compare } from '../../../texts';

/** A pair that fewer stories have in common is drawn small: its effect may be chance. */
export const FEW_IN_COMMON = 30;
/** Cramér’s V at the dark end of the colours: the same for every selection. */
export const STRONGEST = 0.6;

export type PairIds = readonly [first: string, second: string];

export interface Matrix {
  /** The signifiers and stones in the order of rows and columns. */
  items: readonly { id: string; label: string }[];
  /** What is known of the pair of a row and a column; nothing for the diagonal. */
  at: (row: number, column: number) => Association | undefined;
}

export function matrixOf({ signifiers, pairs }: Associations, lexicon: Lexicon): Matrix {
  const found = new Map(pairs.map((pair) => [keyOf(pairOf(pair)), pair]));
  const between = (a: string, b: string) => found.get(keyOf([a, b]));
  const similarity = (a: string, b: string) => {
    const pair = between(a, b);
    return (pair?.n ?? 0) < FEW_IN_COMMON ? 0 : (pair?.cramers_v ?? 0);
  };
  const order = sideBySide(
    signifiers.map(({ id }) => id),
    similarity,
  );
  return {
    items: order.map((id) => ({ id, label: labelOf(id, lexicon) })),
    at: (row, column) => between(order[row] ?? '', order[column] ?? ''),
  };
}

export const pairOf = ({ pair: [first = '', second = ''] }: Association): PairIds => [first, second];

/** A pair as one word, whichever of the two comes first. */
export const keyOf = (pair: PairIds): string => [...pair].sort().join(',');

/** A signifier or stone in words. */
export function labelOf(id: string, lexicon: Lexicon): string {
  const [signifier = id, stone] = id.split('/');
  const stones = lexicon.find('stones', signifier);
  const question = lexicon.question(signifier);
  return stones && stone !== undefined ? compare.stone(question, lexicon.stone(stones, stone)) : question;
}

/** Whether more on one goes with more (1) or less (−1) on the other, where both are dyads and it is not chance. */
export function signOf({ n, rank_correlation: rho }: Association): 1 | -1 | undefined {
  if (rho == null || n == null || n < 2 || Math.abs(rho) < 1.96 / Math.sqrt(n - 1)) return undefined;
  return rho > 0 ? 1 : -1;
}

/** The pairs that can be estimated, the strongest first; those with few common stories after all others. */
export function strongestFirst(pairs: readonly Association[]): Association[] {
  const told = pairs.filter(({ cramers_v }) => cramers_v != null);
  const isFew = ({ n }: Association) => (n ?? 0) < FEW_IN_COMMON;
  return [...told.filter((pair) => !isFew(pair)), ...told.filter(isFew)];
}

/**
 * Puts what is similar side by side: the two most similar groups are joined until one is left, each turned so that their nearest
 * ends meet (average linkage). The half that goes together more comes first.
 */
export function sideBySide(ids: readonly string[], similarity: (a: string, b: string) => number): string[] {
  let groups = ids.map((id) => [id]);
  const size = ids.length;
  const place = new Map(ids.map((id, i) => [id, i]));
  // Sums of similarities between groups, by the first place of each.
  const sums = ids.map((a) => ids.map((b) => (a === b ? 0 : similarity(a, b))));
  const first = (group: readonly string[]) => place.get(group[0] ?? '') ?? 0;
  const heads = new Map(groups.map((group) => [group, first(group)]));
  const sum = (a: number, b: number) => sums[a]?.[b] ?? 0;
  while (groups.length > 1) {
    let best = { value: -1, i: 0, j: 1 };
    groups.forEach((one, i) => {
      for (let j = i + 1; j < groups.length; j += 1) {
        const other = groups[j] ?? [];
        const value =
          sum(heads.get(one) ?? 0, heads.get(other) ?? 0) / Math.max(1, one.length * other.length);
        if (value > best.value) best = { value, i, j };
      }
    });
    const [one, other] = [groups[best.i] ?? [], groups[best.j] ?? []];
    const [a, b] = [heads.get(one) ?? 0, heads.get(other) ?? 0];
    for (let k = 0; k < size; k += 1) {
      const value = sum(a, k) + sum(b, k);
      const [ofA, ofK] = [sums[a], sums[k]];
      if (ofA) ofA[k] = value;
      if (ofK) ofK[a] = value;
    }
    const joined = endToEnd(one, other, similarity);
    heads.set(joined, a);
    groups = [...groups.filter((group) => group !== one && group !== other), joined];
  }
  const [order = []] = groups;
  const half = Math.floor(size / 2);
  const within = (part: readonly string[]) =>
    part.reduce((sum, a, i) => sum + part.slice(i + 1).reduce((own, b) => own + similarity(a, b), 0), 0);
  return within(order.slice(-half)) > within(order.slice(0, half)) ? order.reverse() : order;
}

function endToEnd(
  one: readonly string[],
  other: readonly string[],
  similarity: (a: string, b: string) => number,
): string[] {
  const turns = [
    [one, other],
    [one, [...other].reverse()],
    [[...one].reverse(), other],
    [[...one].reverse(), [...other].reverse()],
  ] as const;
  const meeting = turns.map(([a, b]) => similarity(a.at(-1) ?? '', b[0] ?? ''));
  const [a, b] = turns[meeting.indexOf(Math.max(...meeting))] ?? turns[0];
  return [...a, ...b];
}
