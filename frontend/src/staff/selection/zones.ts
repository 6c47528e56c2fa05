// The seven zones of a triad and their names in the API.
import type { Triad } from '../../api/types';
import { cornersOf, PLACES, type Place } from '../../lib/triad';

/** Zones in the service's order: corners, edges first+second, first+third, second+third, centre. */
const ORDER: readonly Place[] = ['0', '1', '2', '0+1', '0+2', '1+2', 'centre'];

/** What uniform placement would put into a zone: its share of the triangle's area. */
export function uniformShare(place: Place): number {
  return cornersOf(place).length === 2 ? 0.12 : 0.16;
}

/** A zone's name in the API: corner ids joined by `+`, or `centre`. */
export function zoneName(place: Place, corners: readonly string[]): string {
  return place === 'centre'
    ? place
    : cornersOf(place)
        .map((corner) => corners[corner] ?? '')
        .join('+');
}

/** The zones of a triad with the names that the API gives them. */
export function zonesOf(triad: Triad): { place: Place; name: string }[] {
  const corners = triad.corners.map((corner) => corner.id);
  return ORDER.map((place) => ({ place, name: zoneName(place, corners) }));
}

/** The place of that name; the ends of an edge may be in either order. */
export function placeNamed(name: string, corners: readonly string[]): Place | undefined {
  const turned = name.split('+').reverse().join('+');
  return PLACES.find((place) => [name, turned].includes(zoneName(place, corners)));
}
