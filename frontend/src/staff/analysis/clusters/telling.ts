// The questions on which a cluster differs most from the other stories of the selection.
//
// Each kind of question has a measure of its own, and these are never ranked together: of each kind the one with the largest difference
// comes first, then the second ones.
import type { Choice, Cluster, Dyad, Position, Spot, Stones, Triad, Weights } from '../../../api/types';
import type { Lexicon } from '../../selection/lexicon';
import { SMALLEST_SHOWN } from '../../selection/small';

export type Telling = { id: string; difference: number } & (
  | { kind: 'triad'; triad: Triad; own: Weights; rest: Weights | undefined }
  | { kind: 'dyad'; dyad: Dyad; own: number; rest: number | undefined }
  | { kind: 'stones'; stones: Stones; stone: string; own: Spot; rest: Spot | undefined }
  | { kind: 'choice'; choice: Choice; option: string; own: number; rest: number }
);

/** How many are shown of a cluster. */
const MOST = 3;
const ORDER: readonly Telling['kind'][] = ['triad', 'dyad', 'stones', 'choice'];

export function tellingOf(cluster: Cluster, lexicon: Lexicon): Telling[] {
  const all = [...positions(cluster, lexicon), ...shares(cluster, lexicon)];
  const byKind = ORDER.map((kind) => {
    const own = all.filter((one) => one.kind === kind && one.difference !== 0);
    return own.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  });
  const longest = Math.max(0, ...byKind.map(({ length }) => length));
  const rounds = Array.from({ length: longest }, (_, i) => byKind.flatMap((own) => own[i] ?? []));
  return rounds.flat().slice(0, MOST);
}

function positions({ description }: Cluster, lexicon: Lexicon): Telling[] {
  return Object.entries(description?.profile ?? {}).flatMap(([id, profile]): Telling[] => {
    const { answered, cluster, rest, difference } = profile;
    if (!cluster || difference == null || answered < SMALLEST_SHOWN) return [];
    const [triad, dyad] = [lexicon.find('triad', id), lexicon.find('dyad', id)];
    const [ownTriad, ownDyad] = [triadOf(cluster), dyadOf(cluster)];
    if (triad && ownTriad)
      return [{ kind: 'triad', id, difference, triad, own: ownTriad, rest: triadOf(rest) }];
    if (dyad && ownDyad !== undefined)
      return [{ kind: 'dyad', id, difference, dyad, own: ownDyad, rest: dyadOf(rest) }];
    const stones = lexicon.find('stones', id);
    const furthest = furthestStone(cluster, rest);
    return stones && furthest ? [{ kind: 'stones', id, difference, stones, ...furthest }] : [];
  });
}

/** The option of each choice whose share differs most. */
function shares({ description }: Cluster, lexicon: Lexicon): Telling[] {
  return Object.entries(description?.shares ?? {}).flatMap(([id, options]): Telling[] => {
    const choice = lexicon.find('choice', id);
    const told = Object.entries(options).flatMap(([option, { count, share, rest }]) => {
      const enough = share != null && rest != null && share > 0 && count / share >= SMALLEST_SHOWN - 0.5;
      return enough ? [{ option, own: share, rest, difference: share - rest }] : [];
    });
    if (!choice || told.length === 0) return [];
    const most = told.reduce((a, b) => (Math.abs(b.difference) > Math.abs(a.difference) ? b : a));
    return [{ kind: 'choice', id, choice, ...most }];
  });
}

export function triadOf(position: Position | null | undefined): Weights | undefined {
  return position && 'triad' in position ? (position.triad as unknown as Weights) : undefined;
}

export function dyadOf(position: Position | null | undefined): number | undefined {
  return position && 'dyad' in position ? position.dyad : undefined;
}

export function stonesOf(position: Position | null | undefined): Readonly<Record<string, Spot>> | undefined {
  return position && 'stones' in position
    ? (position.stones as unknown as Readonly<Record<string, Spot>>)
    : undefined;
}

function furthestStone(own: Position, rest: Position | null | undefined) {
  const others = stonesOf(rest) ?? {};
  const placed = Object.entries(stonesOf(own) ?? {}).map(([stone, spot]) => {
    const other = others[stone];
    return {
      stone,
      own: spot,
      rest: other,
      apart: other ? Math.hypot(spot[0] - other[0], spot[1] - other[1]) : -1,
    };
  });
  if (placed.length === 0) return undefined;
  const { stone, own: spot, rest: other } = placed.reduce((a, b) => (b.apart > a.apart ? b : a));
  return { stone, own: spot, rest: other };
}
