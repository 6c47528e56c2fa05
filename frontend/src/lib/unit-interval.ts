// A position from 0 to 1 between two ends: a dyad's answer, or one coordinate of a stone.
import type { Spot } from '../api/types';
import { between } from './fractions';

export const STEP = 0.02;
export const BIG_STEP = 0.1;

/** The five places a position can be given in words, from the first end to the second. */
export const FIFTHS = [0.1, 0.3, 0.5, 0.7, 0.9] as const;

/** Which fifth a position lies in, 0 to 4. */
export function fifthOf(at: number): number {
  return between(0, Math.floor(at * 5), 4);
}

/** Home and End are the same in every picture, as they are in the triangle, which has no ends. */
const isMiddle = (key: string) => key === 'Home' || key === 'End' || key === ' ';

/** Where a key takes a dyad's marker; `undefined` for any other key. */
export function afterKey(key: string, shift: boolean, at: number | undefined): number | undefined {
  if (isMiddle(key)) return 0.5;
  if (key === '1') return 0;
  if (key === '2') return 1;
  const direction =
    key === 'ArrowLeft' || key === 'ArrowDown' ? -1 : key === 'ArrowRight' || key === 'ArrowUp' ? 1 : 0;
  if (direction === 0) return undefined;
  if (at === undefined) return 0.5;
  return between(0, at + direction * (shift ? BIG_STEP : STEP), 1);
}

export type { Spot };

const ARROWS: Record<string, Spot> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** Where a key takes a stone in its square; y grows upwards. */
export function stoneAfterKey(key: string, shift: boolean, at: Spot | undefined): Spot | undefined {
  if (isMiddle(key)) return [0.5, 0.5];
  const arrow = ARROWS[key];
  if (!arrow) return undefined;
  if (!at) return [0.5, 0.5];
  const step = shift ? BIG_STEP : STEP;
  return [between(0, at[0] + arrow[0] * step, 1), between(0, at[1] + arrow[1] * step, 1)];
}
