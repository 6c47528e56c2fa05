// Differences with their intervals around zero, a row for each.
import type { Interval } from '../../../api/types';
import { axisOf } from './axis';
import { block, dot, line, text, type Picture, type Shape } from './shapes';
import type { Unit } from './units';

export interface DifferenceRow {
  label: string;
  value: number;
  interval: Interval | undefined;
}

const ROW = 34;
const AXIS = 26;
/** From this width on the labels are beside the rows. */
const WIDE = 560;

export function differenceChart(rows: readonly DifferenceRow[], unit: Unit, width: number): Picture {
  const wide = width >= WIDE;
  const all = [0, ...rows.flatMap(({ value, interval }) => [value, ...(interval ?? [])])];
  const axis = axisOf(Math.min(...all), Math.max(...all), wide ? 6 : 4, [-Infinity, Infinity], unit.least);
  const [left, right] = [wide ? width * 0.36 : 24, width - 24];
  const across = (value: number) =>
    left + ((value - axis.domain[0]) / (axis.domain[1] - axis.domain[0])) * (right - left);
  const shapes: Shape[] = [];
  let y = 0;
  const middles: number[] = [];
  for (const { label } of rows) {
    const own = block('text', label, [0, y + 6], wide ? left - 28 : width, 13);
    shapes.push(...own.shapes);
    const height = wide ? Math.max(ROW, own.height + 12) : own.height + ROW;
    middles.push(wide ? y + height / 2 : y + own.height + ROW / 2);
    y += height;
  }
  const grid = axis.ticks.flatMap((tick) => [
    line(tick === 0 ? 'centre' : 'grid', [across(tick), 0], [across(tick), y], tick === 0 ? 1.5 : 1),
    text('quiet', [across(tick), y + 17], unit.tick(tick, axis.step), { anchor: 'middle' }),
  ]);
  const marks = rows.flatMap(({ value, interval }, i): Shape[] => {
    const middle = middles[i] ?? 0;
    const reach = interval
      ? [line('interval', [across(interval[0]), middle], [across(interval[1]), middle], 2)]
      : [];
    return [...reach, dot('value', [across(value), middle], { radius: 6 })];
  });
  return { width, height: y + AXIS, shapes: [...grid, ...shapes, ...marks] };
}
