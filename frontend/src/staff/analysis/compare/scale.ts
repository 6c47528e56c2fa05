// The one colour scale of small triangles: multiples of even spread.
import { niceAbove } from '../../maps/scale';
import { uniformShare, zonesOf } from '../../selection/zones';
import type { Triad } from '../../../api/types';
import type { Shares } from './closer';

/** Each zone's share of a group as a multiple of even spread, with its place. */
export function multiplesOf(triad: Triad, shares: Shares, group: string) {
  return zonesOf(triad).map(({ place, name }) => {
    const share = shares[name]?.[group]?.share ?? 0;
    return { place, name, share, multiple: share / uniformShare(place) };
  });
}

/** The multiple at the dark end of the scale. */
export function mostOf(triad: Triad, shares: Shares, groups: readonly { id: string }[]): number {
  const all = groups.flatMap(({ id }) => multiplesOf(triad, shares, id).map(({ multiple }) => multiple));
  return niceAbove(Math.max(0, ...all));
}
