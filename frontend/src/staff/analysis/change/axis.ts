// Axes of charts: round ticks, and room for everything that is drawn.
import type { Interval } from '../../../api/types';
import type { Series } from './series';

export interface Axis {
  domain: Interval;
  ticks: readonly number[];
  step: number;
}

const ROUND = [1, 2, 2.5, 5, 10];

/**
 * An axis with about `count` ticks at round numbers, whose ends are ticks.
 *
 * @param ends Beyond these nothing is drawn.
 * @param least The smallest distance of ticks.
 */
export function axisOf(low: number, high: number, count: number, ends: Interval, least: number): Axis {
  const [from, to] = low < high ? [low, high] : [low - least, high + least];
  const rough = Math.max(least, (to - from) / Math.max(1, count));
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
  const factor = ROUND.find((round) => round * power >= rough - 1e-12) ?? 10;
  const step = Math.max(least, factor * power);
  const first = Math.floor(Math.max(from, ends[0]) / step + 1e-9);
  const last = Math.ceil(Math.min(to, ends[1]) / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return { domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1], ticks, step };
}

/** The axis of a series: values, limits within the scale, target and, where they are drawn, intervals. */
export function axisFor({ places, chart, unit }: Series, { intervals }: { intervals: boolean }): Axis {
  const values = places.flatMap(({ value, interval }) => [
    ...(value === undefined ? [] : [value]),
    ...(intervals ? (interval ?? []) : []),
  ]);
  const lines = chart.segments.flatMap(({ centre, limits }) => [
    ...(centre == null ? [] : [centre]),
    ...(limits ?? []),
  ]);
  const all = [...values, ...lines, ...(chart.target == null ? [] : [chart.target])];
  const within = all.map((value) => Math.min(unit.ends[1], Math.max(unit.ends[0], value)));
  if (within.length === 0) return axisOf(0, 1, 4, unit.ends, unit.least);
  return axisOf(Math.min(...within), Math.max(...within), 5, unit.ends, unit.least);
}
