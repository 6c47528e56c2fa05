// Whether a collection is planned, open or closed, and its links.
import type { Collection } from '../../api/types';

export type State = 'soon' | 'open' | 'closed';

/** Whether people can join, could not yet, or can no more. `today` is an ISO day. */
export function stateOf(collection: Collection, today: string): State {
  if (collection.open) return 'open';
  const closed = Boolean(collection.closes && collection.closes < today);
  return !closed && collection.opens && collection.opens > today ? 'soon' : 'closed';
}

/** Open ones first, then those to come, then closed ones; each with the newest first. */
export function inOrder(collections: readonly Collection[], today: string): Collection[] {
  const rank: Record<State, number> = { open: 0, soon: 1, closed: 2 };
  const last = ({ opens, closes }: Collection) => opens ?? closes ?? '';
  return [...collections].sort(
    (a, b) =>
      rank[stateOf(a, today)] - rank[stateOf(b, today)] ||
      last(b).localeCompare(last(a)) ||
      a.name.localeCompare(b.name),
  );
}

/** The address of the form for those who join, in a language if one is named. */
export function joinAddress(origin: string, code: string, language?: string): string {
  const query = language ? `?language=${encodeURIComponent(language)}` : '';
  return `${origin}/join/${encodeURIComponent(code)}${query}`;
}

export function kioskAddress(origin: string, code: string): string {
  return `${origin}/kiosk/${encodeURIComponent(code)}`;
}
