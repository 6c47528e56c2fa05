// Places as SVG writes them.
import type { Place } from '../../figures/drawing';

export function points(places: readonly Place[]): string {
  return places.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
}
