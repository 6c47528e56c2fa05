// What one map is shown beside.
import type { Pattern } from '../../api/types';
import type { MapView } from './map-view';
import type { Beside } from './share-table';

type Of<Kind extends Pattern['kind']> = Extract<Pattern, { kind: Kind }>;

/** The patterns of everybody, and of what the selection is compared with, for one signifier. */
export function besideOf<Kind extends Pattern['kind']>(
  view: MapView,
  kind: Kind,
  id: string,
): Beside<Of<Kind>> {
  const of = (pattern: Pattern | undefined) => (pattern?.kind === kind ? (pattern as Of<Kind>) : undefined);
  const other = of(view.other?.signifiers[id]);
  return {
    against: view.drawnAgainst,
    other: view.drawnAgainst === 'nothing' ? undefined : other,
    everybody: of(view.everybody?.signifiers[id]),
  };
}

/** Whether a signifier is shown without its own part of the selection. */
export function isFreed({ selection, drawnAgainst }: MapView, id: string): boolean {
  const parts =
    drawnAgainst === 'pinned' ? [...selection.parts, ...(selection.pinned ?? [])] : selection.parts;
  return parts.some((part) => 'signifier' in part && part.signifier === id);
}
