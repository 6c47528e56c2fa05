// The path of a triad's centre: a dot for each period, and an arrow from the first to the last that is wholly covered.
import type { Drift, Step } from '../../../api/types';
import { pointOf } from '../../../lib/triad';
import { SMALLEST_SHOWN } from '../../selection/small';
import { CORNERS, HEIGHT, WIDTH } from '../../maps/zone-outlines';
import type { Place } from '../../figures/drawing';
import { labelOf } from './periods';
import { block, COLOURS, dot, line, text, type Picture, type Shape } from './shapes';

const TOP = 34;
const BELOW = 46;
const WIDEST = 460;

export interface PathPlace {
  label: string;
  n: number | undefined;
  weights: readonly [number, number, number] | undefined;
  partial: boolean;
}

/** The path as the page tells it; a period with few answers has no centre. */
export function pathOf({ path }: Drift, by: Step): PathPlace[] {
  return path.map(({ period, answered, geometric, partial }) => {
    const few = answered == null || (answered > 0 && answered < SMALLEST_SHOWN);
    const [a, b, c] = geometric ?? [];
    const known = !few && a !== undefined && b !== undefined && c !== undefined;
    return {
      label: labelOf(period, by),
      n: few ? undefined : answered,
      weights: known ? ([a, b, c] as const) : undefined,
      partial,
    };
  });
}

export function driftChart(path: readonly PathPlace[], corners: readonly string[], wide: number): Picture {
  const width = Math.min(wide, WIDEST);
  const scale = width / WIDTH;
  const at = (weights: readonly [number, number, number]): Place => {
    const { x, y } = pointOf([...weights], CORNERS);
    return [x * scale, TOP + y * scale];
  };
  const [top, left, right] = CORNERS.map(({ x, y }): Place => [x * scale, TOP + y * scale]);
  const bottom = TOP + HEIGHT * scale;
  const shapes: Shape[] = [];
  if (top && left && right)
    shapes.push(line('axis', top, left, 1.5), line('axis', left, right, 1.5), line('axis', right, top, 1.5));
  shapes.push(
    text('text', [width / 2, 20], corners[0] ?? '', { size: 13, anchor: 'middle' }),
    ...block('text', corners[1] ?? '', [0, bottom + 4], width / 2 - 12, 13).shapes,
    ...endBlock(corners[2] ?? '', width, bottom + 4, width / 2 - 12),
  );
  const known = path.flatMap((place) => (place.weights ? [{ ...place, weights: place.weights }] : []));
  const whole = known.filter(({ partial }) => !partial);
  whole.slice(1).forEach((place, i) => {
    const before = whole[i];
    if (before) shapes.push(line('series', at(before.weights), at(place.weights), 1.5));
  });
  known.forEach((place) => {
    shapes.push(
      dot(place.partial ? 'hollow' : 'value', at(place.weights), { hollow: place.partial, radius: 4 }),
    );
  });
  const [first, last] = [whole[0], whole.at(-1)];
  if (first && last && first !== last) shapes.push(...arrow(at(first.weights), at(last.weights)));
  return { width, height: bottom + BELOW, shapes };
}

/** Lines of text that end at the right. */
function endBlock(words: string, x: number, y: number, width: number): Shape[] {
  return block('text', words, [x, y], width, 13).shapes.map(({ role, mark }) => ({
    role,
    mark: mark.kind === 'text' ? { ...mark, anchor: 'end' as const } : mark,
  }));
}

/** From the first centre to the last; none where they are as good as one. */
export function arrow([x1, y1]: Place, [x2, y2]: Place): Shape[] {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < 6) return [];
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const head = Math.min(12, length / 2);
  const back = (side: number): Place => [
    x2 - head * dx + side * head * 0.55 * dy,
    y2 - head * dy - side * head * 0.55 * dx,
  ];
  return [
    line('arrow', [x1, y1], [x2 - head * dx, y2 - head * dy], 3),
    {
      role: 'arrow',
      mark: { kind: 'polygon', points: [[x2, y2], back(1), back(-1)], fill: COLOURS.arrow },
    },
  ];
}
