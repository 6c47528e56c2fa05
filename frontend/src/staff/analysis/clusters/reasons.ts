// Why a story is near another one: the questions on which they agree.
import type { Neighbours } from '../../../api/types';

/** Up to this distance, 0 to 1, two answers agree. */
export const ALIKE = 0.1;

export type Neighbour = Neighbours['neighbours'][number];

/** The questions on which two stories agree, and how far they are apart on the others; nearest first. */
export function reasons({ apart }: Neighbour): {
  alike: string[];
  other: { id: string; distance: number }[];
  unanswered: string[];
} {
  const all = Object.entries(apart);
  const told = all.flatMap(([id, distance]) => (distance == null ? [] : [{ id, distance }]));
  told.sort((a, b) => a.distance - b.distance);
  return {
    alike: told.filter(({ distance }) => distance <= ALIKE).map(({ id }) => id),
    other: told.filter(({ distance }) => distance > ALIKE),
    unanswered: all.flatMap(([id, distance]) => (distance == null ? [id] : [])),
  };
}
