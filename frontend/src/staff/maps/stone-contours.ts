// The contours of a stone: around the smallest areas that hold a share of its placements, from the density that the service smoothed.
import type { Point } from '../../lib/triad';

/** The shares that contours enclose, as those of triads do. */
export const CONTOUR_SHARES = [0.5, 0.75, 0.95] as const;

export interface StoneContour {
  share: number;
  /** Its lines, from the left and from the bottom, 0 to 1. */
  lines: readonly [Point, Point][];
}

/**
 * The contours of a density on a grid, row by row from the bottom, each from the left.
 *
 * A contour's level is the density of the last cell that is needed when cells are taken by descending density until they hold
 * the share (Hyndman, 1996). Its line is found by marching squares between the middles of the cells.
 */
export function stoneContours(values: readonly number[], grid: number): StoneContour[] {
  const descending = [...values].sort((a, b) => b - a);
  const whole = descending.reduce((sum, value) => sum + value, 0);
  if (whole <= 0) return [];
  return CONTOUR_SHARES.map((share) => ({
    share,
    lines: linesAt(levelOf(descending, share * whole), values, grid),
  }));
}

function levelOf(descending: readonly number[], wanted: number): number {
  let held = 0;
  for (const value of descending) {
    held += value;
    if (held >= wanted - 1e-9) return value;
  }
  return descending.at(-1) ?? 0;
}

/** The middles around the grid lie outside of the square and hold nothing, so that every line is closed. */
function linesAt(level: number, values: readonly number[], grid: number): [Point, Point][] {
  const valueAt = (x: number, y: number) =>
    x < 0 || y < 0 || x >= grid || y >= grid ? 0 : (values[y * grid + x] ?? 0);
  const lines: [Point, Point][] = [];
  for (let y = -1; y < grid; y += 1) {
    for (let x = -1; x < grid; x += 1) {
      const corners = [
        { x, y },
        { x: x + 1, y },
        { x: x + 1, y: y + 1 },
        { x, y: y + 1 },
      ].map((at) => ({ ...at, value: valueAt(at.x, at.y) }));
      const cuts = corners.flatMap((from, i) => {
        const to = corners[(i + 1) % corners.length] ?? from;
        return from.value >= level === to.value >= level ? [] : [between(from, to, level, grid)];
      });
      for (let i = 0; i + 1 < cuts.length; i += 2) {
        const [from, to] = [cuts[i], cuts[i + 1]];
        if (from && to) lines.push([from, to]);
      }
    }
  }
  return lines;
}

type Corner = Point & { value: number };

function between(from: Corner, to: Corner, level: number, grid: number): Point {
  const share = (level - from.value) / (to.value - from.value);
  const along = (a: number, b: number) => Math.min(1, Math.max(0, (a + (b - a) * share + 0.5) / grid));
  return { x: along(from.x, to.x), y: along(from.y, to.y) };
}

/** Lines as an SVG path on a square with sides of `side`, its top row first. */
export function contourPath(lines: readonly [Point, Point][], side: number): string {
  const place = ({ x, y }: Point) => `${(x * side).toFixed(1)} ${((1 - y) * side).toFixed(1)}`;
  return lines.map(([from, to]) => `M${place(from)}L${place(to)}`).join('');
}
