// Stones that have one coordinate and not yet the other: they are nowhere, and are not stored.
import type { Spot } from '../../lib/line';

/** What the sliders or lists of one stone say so far. */
export type Half = { x?: number; y?: number };
export type Axis = 'x' | 'y';

/** The coordinates of a stone, placed or half placed. */
export function coordinates(spot: Spot | undefined, half: Half | undefined): Half {
  return spot ? { x: spot[0], y: spot[1] } : (half ?? {});
}

/** The stone's place once both coordinates are known. */
export function whole({ x, y }: Half): Spot | undefined {
  return x === undefined || y === undefined ? undefined : [x, y];
}
