// From a line drawn over a triangle to a polygon of weights: made simpler, cut to the triangle, rounded.
import { closed } from '../../lib/fractions';
import { weightsAt, type Corners, type Point } from '../../lib/triad';
import type { Weights } from '../../api/types';

/** How far a point may be moved to make the line simpler, in the picture's units. */
const TOLERANCE = 4;
/** Below this area a line is a slip of the hand. */
const LEAST_AREA = 400;
/** Longer polygons cost the service time on every story. */
const MOST_POINTS = 120;

/** The region of the triangle that a closed line goes around; `undefined` when it goes around none. */
export function regionOf(line: readonly Point[], corners: Corners): Weights[] | undefined {
  let tolerance = TOLERANCE;
  let simple = simplified(line, tolerance);
  while (simple.length > MOST_POINTS) simple = simplified(line, (tolerance *= 2));
  const inside = clipped(simple, corners);
  if (inside.length < 3 || Math.abs(areaOf(inside)) < LEAST_AREA) return undefined;
  const weights = inside.map((point) => closed(weightsAt(point, corners)) as [number, number, number]);
  return weights.filter((point, i) => String(point) !== String(weights[(i + 1) % weights.length]));
}

/** The signed area of a polygon. */
export function areaOf(points: readonly Point[]): number {
  return points.reduce((sum, p, i) => {
    const q = points[(i + 1) % points.length] ?? p;
    return sum + (p.x * q.y - q.x * p.y) / 2;
  }, 0);
}

/** Leaves out points that lie within `tolerance` of the line without them (Ramer 1972, Douglas and Peucker 1973). */
export function simplified(line: readonly Point[], tolerance: number): Point[] {
  const [first, last] = [line[0], line[line.length - 1]];
  if (!first || !last || line.length < 3) return [...line];
  let furthest = 0;
  let distance = 0;
  line.forEach((point, i) => {
    const off = offLine(point, first, last);
    if (off > distance) [furthest, distance] = [i, off];
  });
  if (distance <= tolerance) return [first, last];
  return [
    ...simplified(line.slice(0, furthest + 1), tolerance).slice(0, -1),
    ...simplified(line.slice(furthest), tolerance),
  ];
}

function offLine(p: Point, from: Point, to: Point): number {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return Math.hypot(p.x - from.x, p.y - from.y);
  return Math.abs((to.x - from.x) * (from.y - p.y) - (from.x - p.x) * (to.y - from.y)) / length;
}

/** The part of a polygon within the triangle (Sutherland and Hodgman 1974). */
export function clipped(polygon: readonly Point[], [a, b, c]: Corners): Point[] {
  const sides: [Point, Point][] =
    areaOf([a, b, c]) > 0
      ? [
          [a, b],
          [b, c],
          [c, a],
        ]
      : [
          [b, a],
          [c, b],
          [a, c],
        ];
  return sides.reduce<Point[]>((points, [from, to]) => cut(points, from, to), [...polygon]);
}

function cut(points: readonly Point[], from: Point, to: Point): Point[] {
  const side = (p: Point) => (to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x);
  return points.flatMap((p, i) => {
    const before = points[(i + points.length - 1) % points.length] ?? p;
    const [s, t] = [side(before), side(p)];
    const crossing = {
      x: before.x + ((p.x - before.x) * s) / (s - t),
      y: before.y + ((p.y - before.y) * s) / (s - t),
    };
    if (t >= 0) return s < 0 ? [crossing, p] : [p];
    return s >= 0 && s !== t ? [crossing] : [];
  });
}
