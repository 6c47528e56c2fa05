// Stones with only one of two coordinates so far: they have no place, and are not stored.
import type { Stones, Text } from '../../../lib/framework';
import type { Spot } from '../../../lib/unit-interval';

/** The values of one stone's sliders or lists so far. */
export type Half = { x?: number; y?: number };
export type Axis = 'x' | 'y';

/** Both axes with their ends, the one at 0 first. */
export function axesOf({ x, y }: Stones): { axis: Axis; low: Text; high: Text }[] {
  return [
    { axis: 'x', low: x.left, high: x.right },
    { axis: 'y', low: y.bottom, high: y.top },
  ];
}

/** The coordinates of a stone, placed or half placed. */
export function coordinates(spot: Spot | undefined, half: Half | undefined): Half {
  return spot ? { x: spot[0], y: spot[1] } : (half ?? {});
}

/** The stone's place once both coordinates are known. */
export function whole({ x, y }: Half): Spot | undefined {
  return x === undefined || y === undefined ? undefined : [x, y];
}
