// A region of a triangle that is drawn point by point, with a pointer or with keys.
import { afterKey, CENTRE, pointOf, type Point, type Weights } from '../../lib/triad';
import { CORNERS } from './zone-outlines';

export interface Pencil {
  points: readonly Point[];
  /** Where keys have taken the cross. */
  cursor: Weights;
}

export const NEW_PENCIL: Pencil = { points: [], cursor: CENTRE };

/** What a key does: arrows move the cross, Enter and Space set a point, Backspace takes one back. Nothing for any other key. */
export function afterPencilKey(pencil: Pencil, key: string, shift: boolean): Pencil | undefined {
  if (key === 'Enter' || key === ' ')
    return { ...pencil, points: [...pencil.points, pointOf(pencil.cursor, CORNERS)] };
  if (key === 'Backspace') return { ...pencil, points: pencil.points.slice(0, -1) };
  const cursor = afterKey(key, shift, pencil.cursor);
  return cursor && { ...pencil, cursor };
}

/** Whether setting a point where the cross is closes the region: it is back at the first of three points or more. */
export function closes({ points: [first, ...rest] }: Pencil, at: Point, near: number): boolean {
  return rest.length >= 2 && first !== undefined && Math.hypot(first.x - at.x, first.y - at.y) < near;
}
