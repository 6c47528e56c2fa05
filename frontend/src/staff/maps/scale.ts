// How far the scales reach. Colours are multiples of even spread in every layer: all triangles share one scale and all stones
// another, so that equal colours mean equal things; stones lie closer together, and would leave the triangles pale.
import type { Pattern, Patterns, StonesPattern, TriadPattern } from '../../api/types';
import { expectedIn } from './hexagon';
import type { Layer } from './map-settings';
import { EVEN_TRIANGLE } from './raster';

interface Scales {
  /** The multiple at the dark end for triangles. */
  triads: number;
  /** The multiple at the dark end for stones. */
  stones: number;
  /** The share at the top of the axis of dyads. */
  dyads: number;
}

let latest: { patterns: Patterns | undefined; layer: Layer; scales: Scales } | undefined;

/** The scales for these patterns. Every map asks for them, so the latest are remembered. */
export function scalesOf(patterns: Patterns | undefined, layer: Layer): Scales {
  if (!latest || latest.patterns !== patterns || latest.layer !== layer) {
    latest = { patterns, layer, scales: measured(patterns, layer) };
  }
  return latest.scales;
}

function measured(patterns: Patterns | undefined, layer: Layer): Scales {
  const all: readonly Pattern[] = Object.values(patterns?.signifiers ?? {});
  const most = (values: (pattern: Pattern) => readonly number[]) => Math.max(...all.flatMap(values), 0);
  return {
    triads: niceAbove(most((p) => (p.kind === 'triad' ? multiplesOf(p, layer) : []))),
    stones: niceAbove(most((p) => (p.kind === 'stones' ? multiplesOfStones(p, layer) : []))),
    dyads: Math.min(
      1,
      niceAbove(
        100 * most((p) => (p.kind === 'dyad' ? p.histogram.map((n) => n / Math.max(1, p.answered)) : [])),
      ) / 100,
    ),
  };
}

/** Corner hexagons are a sixth of a whole one: one story more in them would stretch the scale. */
const SMALLEST = 0.4;

function multiplesOf(pattern: TriadPattern, layer: Layer): number[] {
  if (layer === 'density') return (pattern.density?.values ?? []).map((value) => value / EVEN_TRIANGLE);
  if (layer === 'zones') return Object.values(pattern.zones).map((zone) => zone.to_uniform ?? 0);
  const { hexagons, answered } = pattern;
  return (hexagons?.cells ?? []).flatMap(({ x, y, count }) => {
    const { share, whole } = expectedIn(x, y, hexagons?.across ?? 1);
    return whole < SMALLEST ? [] : [count / Math.max(1, answered) / share];
  });
}

function multiplesOfStones({ stones }: StonesPattern, layer: Layer): number[] {
  return Object.values(stones).flatMap((stone) =>
    layer === 'density'
      ? (stone.density?.values ?? [])
      : stone.cells.map((count) => (stone.placed ? (count / stone.placed) * 9 : 0)),
  );
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
