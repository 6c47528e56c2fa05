// What is drawn in a triangle, cell by cell, in the units of its picture. The page and the files draw the same.
import type { Triad } from '../../lib/framework';
import type { Point } from '../../lib/triad';
import type { TriadPattern } from '../../api/types';
import { format } from '../texts';
import { zonesOf } from '../selection/zones';
import { colourAt, divergingAt, isDark, isDarkDifference } from './colour';
import { differenceToAll, differenceToOther, type Counted, type Difference } from './difference';
import { expectedIn } from './hexagon';
import { clipped } from './lasso';
import type { Against, Layer } from './map-settings';
import { EVEN_TRIANGLE, nodeAt } from './raster';
import { CORNERS, hexagonAt, middleOf, zoneAt } from './zone-outlines';

export interface Cell {
  id: string;
  outline: readonly Point[];
  middle: Point;
  fill: string;
  /** Whether writing in it must be white. */
  dark: boolean;
  /** Whether it is a difference that may be due to chance. */
  hatched: boolean;
  /** What is written in it; empty for nothing. */
  label: string;
}

/** The difference in a place, by what the selection is compared with. */
export function differenceBy(against: Against, own: Counted, other: Counted): Difference | undefined {
  return against === 'everybody' ? differenceToAll(own, other) : differenceToOther(own, other);
}

/** The cells of a selection: shares as multiples of even spread, `most` at the dark end. */
export function cellsOf(triad: Triad, pattern: TriadPattern, layer: Layer, most: number): Cell[] {
  if (layer === 'zones')
    return zonesOf(triad).map(({ place, name }) => {
      const zone = pattern.zones[name];
      const share = (zone?.to_uniform ?? 0) / most;
      return {
        id: name,
        outline: zoneAt(place),
        middle: middleOf(place),
        fill: colourAt(share),
        dark: isDark(share),
        hatched: false,
        label: format.percent(zone?.share ?? 0),
      };
    });
  if (layer === 'density') return densityCells(pattern, most);
  const { hexagons, answered } = pattern;
  return (hexagons?.cells ?? []).map(({ x, y, count }) => {
    const multiple = count / Math.max(1, answered) / expectedIn(x, y, hexagons?.across ?? 1).share;
    return hexagon(x, y, hexagons?.size ?? 0, {
      fill: colourAt(multiple / most),
      dark: isDark(multiple / most),
      hatched: false,
      label: '',
    });
  });
}

/** A place where a selection is compared with other stories. */
interface Compared {
  id: string;
  difference: Difference | undefined;
  /** The difference over the whole area of a cell, for its colour. */
  value: number;
  cell: (style: Style) => Cell;
}

type Style = Pick<Cell, 'fill' | 'dark' | 'hatched' | 'label'>;

/** The places that a layer compares. */
export function comparedIn(
  triad: Triad,
  own: TriadPattern,
  other: TriadPattern,
  layer: Layer,
  against: Against,
): Compared[] {
  const [n, m] = [own.answered, other.answered];
  if (layer === 'zones')
    return zonesOf(triad).map(({ place, name }) => {
      const counted = (pattern: TriadPattern, n: number) => ({ count: pattern.zones[name]?.count ?? 0, n });
      const difference = differenceBy(against, counted(own, n), counted(other, m));
      const cell = (style: Style) => ({
        id: name,
        outline: zoneAt(place),
        middle: middleOf(place),
        ...style,
      });
      return { id: name, difference, value: difference?.value ?? 0, cell };
    });
  const keyOf = ({ x, y }: { x: number; y: number }) => `${x.toFixed(6)} ${y.toFixed(6)}`;
  const counts = new Map((own.hexagons?.cells ?? []).map((cell) => [keyOf(cell), cell.count]));
  const others = new Map((other.hexagons?.cells ?? []).map((cell) => [keyOf(cell), cell.count]));
  const places = new Map(
    [...(own.hexagons?.cells ?? []), ...(other.hexagons?.cells ?? [])].map((cell) => [keyOf(cell), cell]),
  );
  const { across = 1, size = 0 } = own.hexagons ?? {};
  return [...places].map(([id, { x, y }]) => {
    const difference = differenceBy(
      against,
      { count: counts.get(id) ?? 0, n },
      { count: others.get(id) ?? 0, n: m },
    );
    const { whole } = expectedIn(x, y, across);
    const cell = (style: Style) => hexagon(x, y, size, style);
    return { id, difference, value: (difference?.value ?? 0) / whole, cell };
  });
}

/** The cells of a difference; `most` is the difference at both ends of the scale. */
export function differenceCells(places: readonly Compared[], layer: Layer, most: number): Cell[] {
  return places.map(({ difference, value, cell }) => {
    const share = difference ? value / most : 0;
    const clear = difference?.clear ?? false;
    const sign = value < 0 ? '−' : '+';
    const label = layer === 'zones' && difference ? format.points(difference.value) : clear ? sign : '';
    return cell({ fill: divergingAt(share), dark: isDarkDifference(share), hatched: !clear, label });
  });
}

function hexagon(x: number, y: number, size: number, style: Style): Cell {
  const outline = clipped(hexagonAt(x, y, size), CORNERS);
  const sum = outline.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  const middle = { x: sum.x / Math.max(1, outline.length), y: sum.y / Math.max(1, outline.length) };
  return { id: `${x.toFixed(6)} ${y.toFixed(6)}`, outline, middle, ...style };
}

/** A density as hexagons around the nodes of its lattice, for files, which have no pixels. */
function densityCells({ density }: TriadPattern, most: number): Cell[] {
  if (!density) return [];
  const { lattice, values } = density;
  const size = 1.02 / (lattice * Math.sqrt(3));
  return Array.from({ length: lattice + 1 }, (_, i) =>
    Array.from({ length: lattice + 1 - i }, (_, j) => {
      const [x, y] = [(i + j / 2) / lattice, (j * Math.sqrt(3)) / 2 / lattice];
      const share = (values[nodeAt(i, j, lattice)] ?? 0) / EVEN_TRIANGLE / most;
      return hexagon(x, y, size, { fill: colourAt(share), dark: isDark(share), hatched: false, label: '' });
    }),
  ).flat();
}

/** Lines of a hatching within a convex outline, from corner to corner of the picture. */
export function hatching(outline: readonly Point[], step: number): [Point, Point][] {
  const along = outline.map(({ x, y }) => x + y);
  const lines: [Point, Point][] = [];
  for (let at = Math.ceil(Math.min(...along) / step) * step; at < Math.max(...along); at += step) {
    const [from, to] = outline.flatMap((p, i): Point[] => {
      const q = outline[(i + 1) % outline.length] ?? p;
      const [s, t] = [p.x + p.y - at, q.x + q.y - at];
      if (s < 0 === t < 0) return [];
      const share = s / (s - t);
      return [{ x: p.x + (q.x - p.x) * share, y: p.y + (q.y - p.y) * share }];
    });
    if (from && to) lines.push([from, to]);
  }
  return lines;
}

/** The largest difference of many, rounded up to whole points, for the ends of a scale. */
export function reachOf(values: readonly number[]): number {
  const most = Math.max(0, ...values.map(Math.abs));
  return [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75].find((step) => step >= most) ?? 1;
}
