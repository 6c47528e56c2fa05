// How far the colour scale reaches. All triangles share one scale and all stones another, so that equal colours mean
// equal things; stones lie closer together, and would leave the triangles pale.
import type { Pattern, Patterns } from '../../api/types';
import type { Layer } from './map-settings';
import { EVEN_TRIANGLE } from './raster';

interface Scales {
  /** The value at the dark end for triangles. */
  triads: number;
  /** The value at the dark end for stones. */
  stones: number;
}

let latest: { patterns: Patterns | undefined; layer: Layer; scales: Scales } | undefined;

/** The scales for these patterns. Every map asks for them, so the latest are remembered. */
export function scalesOf(patterns: Patterns | undefined, layer: Layer): Scales {
  if (!latest || latest.patterns !== patterns || latest.layer !== layer) {
    latest = { patterns, layer, scales: measured(patterns, layer) };
  }
  return latest.scales;
}

/** Hexagons count stories; zones and densities are multiples of even placement. */
function measured(patterns: Patterns | undefined, layer: Layer): Scales {
  const all = Object.values(patterns?.signifiers ?? {});
  const most = (values: (pattern: Pattern) => readonly number[]) => Math.max(...all.flatMap(values), 0);
  if (layer === 'hexagons') {
    return {
      triads: Math.max(
        1,
        most((p) => (p.kind === 'triad' ? (p.hexagons?.cells ?? []).map((cell) => cell.count) : [])),
      ),
      stones: Math.max(
        1,
        most((p) => (p.kind === 'stones' ? Object.values(p.stones).flatMap((s) => s.cells) : [])),
      ),
    };
  }
  const stonesOf = (p: Pattern) => (p.kind === 'stones' ? Object.values(p.stones) : []);
  if (layer === 'zones') {
    return {
      triads: niceAbove(
        most((p) => (p.kind === 'triad' ? Object.values(p.zones).map((zone) => zone.to_uniform ?? 0) : [])),
      ),
      stones: niceAbove(
        most((p) =>
          stonesOf(p).flatMap((s) => s.cells.map((count) => (s.placed ? (count / s.placed) * 9 : 0))),
        ),
      ),
    };
  }
  return {
    triads: niceAbove(most((p) => (p.kind === 'triad' ? (p.density?.values ?? []) : [])) / EVEN_TRIANGLE),
    stones: niceAbove(most((p) => stonesOf(p).map((stone) => Math.max(0, ...(stone.density?.values ?? []))))),
  };
}

/** The next round number: 2, 3, 4, 5, 6, 8, 10, 12, 15, 20 … */
export function niceAbove(value: number): number {
  const steps = [2, 3, 4, 5, 6, 8, 10, 12, 15];
  if (!Number.isFinite(value)) return 2;
  for (let power = 1; ; power *= 10) {
    const found = steps.find((step) => step * power >= value);
    if (found !== undefined) return found * power;
  }
}
