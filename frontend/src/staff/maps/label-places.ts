// Where the figures in the cells of a triangle are written: in the middle of a cell, or beside the marks of the centre that lie there.
import type { Point } from '../../lib/triad';
import type { Cell } from './triad-cells';

/** How near to a mark a figure would be hard to read, as a share of how far the cell reaches from its middle. */
const NEAR = 0.55;
/** How far from the middle a figure may move, as shares of the way to the edge. */
const STEPS = [0.4, 0.55, 0.7];
/** Figures are wider than they are high. */
const WIDE = 1.6;

/** The cells with their figures moved off the marks. */
export function besideMarks(cells: readonly Cell[], marks: readonly Point[]): Cell[] {
  return cells.map((cell) => (cell.label ? { ...cell, middle: placeIn(cell, marks) } : cell));
}

function placeIn({ middle, outline }: Cell, marks: readonly Point[]): Point {
  const off = (at: Point) =>
    Math.min(...marks.map((mark) => Math.hypot((mark.x - at.x) / WIDE, mark.y - at.y)));
  const edges = outline.flatMap((corner, i) => {
    const next = outline[(i + 1) % outline.length] ?? corner;
    return [corner, { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 }];
  });
  const reach = Math.min(...edges.map(({ x, y }) => Math.hypot(x - middle.x, y - middle.y)));
  if (marks.length === 0 || off(middle) >= NEAR * reach) return middle;
  const places = edges.flatMap(({ x, y }) =>
    STEPS.map((step) => ({ x: middle.x + (x - middle.x) * step, y: middle.y + (y - middle.y) * step })),
  );
  // The least move that is far enough; where none is, the one that is furthest from the marks.
  const moved = (at: Point) => Math.hypot(at.x - middle.x, at.y - middle.y);
  const enough = places.filter((at) => off(at) >= NEAR * reach).sort((a, b) => moved(a) - moved(b));
  return enough[0] ?? places.reduce((best, at) => (off(at) > off(best) ? at : best), middle);
}
