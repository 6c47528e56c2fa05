// The outlines of the seven zones of a triad on the picture that storytellers know: first corner on top,
// second on the left, third on the right.
import { cornersOf, pointOf, type Corners, type Place, type Point, type Weights } from '../../lib/triad';

export const WIDTH = 1000;
export const HEIGHT = 870;
const SIDE = 980;
const MARGIN = (WIDTH - SIDE) / 2;

export const CORNERS: Corners = [
  { x: WIDTH / 2, y: MARGIN },
  { x: MARGIN, y: MARGIN + (SIDE * Math.sqrt(3)) / 2 },
  { x: WIDTH - MARGIN, y: MARGIN + (SIDE * Math.sqrt(3)) / 2 },
];

/** A zone's corner points as weights. Cuts: a corner from 60 %, an edge where the third has less than 20 %. */
export function outlineOf(place: Place): Weights[] {
  const named = cornersOf(place);
  const weights = (set: Partial<Record<number, number>>): Weights => [set[0] ?? 0, set[1] ?? 0, set[2] ?? 0];
  const [a, b] = named;
  if (place === 'centre' || a === undefined)
    return [0, 1, 2].map((i) => weights({ 0: 0.2, 1: 0.2, 2: 0.2, [i]: 0.6 }));
  const [other, third] = [0, 1, 2].filter((corner) => !named.includes(corner));
  if (b === undefined)
    return [
      weights({ [a]: 1 }),
      weights({ [a]: 0.6, [other ?? 0]: 0.4 }),
      weights({ [a]: 0.6, [third ?? 0]: 0.4 }),
    ];
  return [
    weights({ [a]: 0.6, [b]: 0.4 }),
    weights({ [a]: 0.4, [b]: 0.6 }),
    weights({ [a]: 0.2, [b]: 0.6, [other ?? 0]: 0.2 }),
    weights({ [a]: 0.6, [b]: 0.2, [other ?? 0]: 0.2 }),
  ];
}

/** Points as an SVG polygon's `points`. */
export function svgPoints(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
}

/** Weights as an SVG polygon's `points`. */
export function svgOutline(outline: readonly Weights[]): string {
  return svgPoints(outline.map((weights) => pointOf(weights, CORNERS)));
}

/** Where a zone's number is written. */
export function middleOf(place: Place): Point {
  const outline = outlineOf(place).map((weights) => pointOf(weights, CORNERS));
  const sum = outline.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / outline.length, y: sum.y / outline.length };
}

/** A point of the service's plane (first corner at the origin, second at (1, 0)) on the picture. */
export function fromPlane(x: number, y: number): Point {
  const c = (y * 2) / Math.sqrt(3);
  const b = x - c / 2;
  return pointOf([1 - b - c, b, c], CORNERS);
}

/** A hexagon with a point at the bottom and this centre; `size` is its side in sides of the triangle. */
export function hexagonAt(x: number, y: number, size: number): Point[] {
  const centre = fromPlane(x, y);
  return [0, 1, 2, 3, 4, 5].map((i) => {
    const angle = ((2 * i + 1) * Math.PI) / 6;
    return { x: centre.x + size * SIDE * Math.cos(angle), y: centre.y + size * SIDE * Math.sin(angle) };
  });
}

/** The outline of a zone on the picture. */
export function zoneAt(place: Place): Point[] {
  return outlineOf(place).map((weights) => pointOf(weights, CORNERS));
}
