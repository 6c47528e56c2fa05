// A guess of where the stories lie, made before it is shown, and how far it was off, in words.
import { pointOf, type Weights } from '../../lib/triad';
import type { Spot } from '../../api/types';
import { explore, format } from '../texts';

const words = explore.guess;

/** How near a guess was, by its distance as a share of the side of the picture. */
function nearness(distance: number): string {
  const [near = ''] = words.nearness.flatMap(({ to, text }) => (distance <= to ? [text] : []));
  return near || words.far;
}

const UNIT = [
  { x: 0.5, y: 0 },
  { x: 0, y: Math.sqrt(3) / 2 },
  { x: 1, y: Math.sqrt(3) / 2 },
] as const;

/** The distance of two places in a triangle with sides of 1. */
export function distanceIn(a: Weights, b: Weights): number {
  const [p, q] = [pointOf(a, UNIT), pointOf(b, UNIT)];
  return Math.hypot(p.x - q.x, p.y - q.y);
}

/** A guess of a triad's middle beside its geometric mean. */
export function triadVerdict(guess: Weights, found: Weights, corners: readonly string[]): string {
  const distance = distanceIn(guess, found);
  const leanings = found.map((weight, i) => weight - (guess[i] ?? 0));
  const most = Math.max(...leanings);
  const corner = corners[leanings.indexOf(most)] ?? '';
  const lean = most < 0.01 ? '' : ` ${words.more(corner, format.number(Math.round(most * 100)))}`;
  return `${nearness(distance)} ${words.distance(format.percent(distance))}${lean}`;
}

/** A guess of a dyad's median. */
export function dyadVerdict(guess: number, found: number, [left, right]: readonly [string, string]): string {
  const off = found - guess;
  const lean = Math.abs(off) < 0.01 ? '' : ` ${words.nearer(off < 0 ? left : right)}`;
  return `${nearness(Math.abs(off))} ${words.points(format.number(Math.round(Math.abs(off) * 100)))}${lean}`;
}

/** A guess of the middle of a stone's places. */
export function stoneVerdict(guess: Spot, found: Spot): string {
  const distance = Math.hypot(guess[0] - found[0], guess[1] - found[1]);
  return `${nearness(distance)} ${words.distance(format.percent(distance))}`;
}

/** A guess of the option that was chosen most. */
export function choiceVerdict(
  guess: string,
  rows: readonly {
    id: string;
    label: string;
    share?: { count: number; share?: number | null } | undefined;
  }[],
): string {
  const counts = [...rows].sort((a, b) => (b.share?.count ?? 0) - (a.share?.count ?? 0));
  const [first] = counts;
  const own = counts.find(({ id }) => id === guess);
  if (!first || !own) return '';
  const shareOf = (row: typeof own) => format.percent(row.share?.share ?? 0);
  if (own.share?.count === first.share?.count) return words.right(own.label, shareOf(own));
  const place = counts.findIndex(({ share }) => share?.count === own.share?.count) + 1;
  return words.placed(own.label, place, shareOf(own), first.label, shareOf(first));
}
