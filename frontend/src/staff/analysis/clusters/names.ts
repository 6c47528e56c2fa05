// Names that people give to clusters. Numbers change when stories come in, so a name belongs to the most typical story of its cluster.
// It is kept in the address, and goes where the link goes.
import type { Cluster } from '../../../api/types';
import { LONGEST_NAME } from '../../selection/naming';

export type Names = Readonly<Record<string, string>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isStory = (id: string): boolean => UUID.test(id);

/** The names at an address; `undefined` when they cannot be read. */
export function namesAt(query: string): Names | undefined {
  const text = new URLSearchParams(query).get('names');
  if (text === null) return {};
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
    const entries = Object.entries(given);
    const fits = ([id, name]: [string, unknown]) =>
      isStory(id) && typeof name === 'string' && name.trim() !== '' && name.length <= LONGEST_NAME;
    return entries.every(fits) ? (given as Names) : undefined;
  } catch {
    return undefined;
  }
}

export function parametersOf(names: Names): Record<string, string> {
  return Object.keys(names).length > 0 ? { names: JSON.stringify(names) } : {};
}

/** The name of a cluster: that of one of its typical stories. */
export function nameOf({ medoids }: Cluster, names: Names): string | undefined {
  const named = medoids.find(({ id }) => names[id] !== undefined);
  return named && names[named.id];
}

/** The names with another one for a cluster, or without one. A cluster without a readable story cannot be named. */
export function named({ medoids }: Cluster, name: string, names: Names): Names {
  const others = Object.entries(names).filter(([id]) => medoids.every((medoid) => medoid.id !== id));
  const [first] = medoids;
  const trimmed = name.trim().slice(0, LONGEST_NAME);
  return Object.fromEntries(first && trimmed ? [...others, [first.id, trimmed]] : others);
}

/** Names whose typical story is in no cluster any more. */
export function lostNames(clusters: readonly Cluster[], names: Names): string[] {
  const known = new Set(clusters.flatMap(({ medoids }) => medoids.map(({ id }) => id)));
  return Object.entries(names).flatMap(([id, name]) => (known.has(id) ? [] : [name]));
}
