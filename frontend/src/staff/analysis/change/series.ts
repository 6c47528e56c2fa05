// A trend as the page draws and tells it: places on the axis of time with their values, and the parts with one centre line each.
import type { Interval, Nature, Step, Trend, TrendChart, TrendPoint, TrendSegment } from '../../../api/types';
import { SMALLEST_SHOWN } from '../../selection/small';
import { change } from '../../texts';
import { daysOf, labelOf, tickOf } from './periods';
import type { Unit } from './units';

export interface Place {
  /** In words. */
  label: string;
  /** On the axis: two short lines. */
  tick: readonly [short: string, year: string];
  /** Stories it rests on; `undefined` where they are too few to be told, or where it is a gap between two stories. */
  n: number | undefined;
  /** Whether there are stories, but too few for a figure. */
  few: boolean;
  value: number | undefined;
  interval: Interval | undefined;
  /** Whether only a part of the period is covered. */
  partial: boolean;
  mark: Nature | undefined;
  /** The part with one centre line that it belongs to. */
  segment: TrendSegment | undefined;
  /** Which way its signal goes. */
  direction: 'higher' | 'lower' | undefined;
  /** The period's days, for a link to its stories. */
  days: readonly [from: string, to: string] | undefined;
}

export interface Series {
  places: readonly Place[];
  chart: TrendChart;
  unit: Unit;
}

/** The periods of a trend. */
export function seriesOf(trend: Trend, chart: TrendChart, by: Step, unit: Unit): Series {
  const places = trend.points.map((point, i): Place => {
    const few = isFewIn(point);
    return {
      label: labelOf(point.period, by),
      tick: tickOf(point.period, by),
      n: few ? undefined : (point.of ?? 0),
      few,
      value: few ? undefined : (point.value ?? undefined),
      interval: few ? undefined : (point.interval ?? undefined),
      partial: point.partial,
      days: daysOf(point.period, by),
      ...readAt(chart, i),
    };
  });
  return { places, chart, unit };
}

/** Whether a period has stories, but fewer than a figure may be told of. */
function isFewIn(point: TrendPoint): boolean {
  const { of } = point;
  return of == null || (of > 0 && of < SMALLEST_SHOWN);
}

/** The days between stories as places; each is the day of the later story. */
export function gapsOf({ days_between: between }: Trend, chart: TrendChart, unit: Unit): Series {
  const places = (between?.gaps ?? []).map(({ until, days }, i): Place => ({
    label: change.period.until(until),
    tick: tickOf(until, 'week'),
    n: undefined,
    few: false,
    value: days,
    interval: undefined,
    partial: false,
    days: undefined,
    ...readAt(chart, i),
  }));
  return { places, chart, unit };
}

/** What the chart says of a place. */
function readAt(chart: TrendChart, at: number): Pick<Place, 'mark' | 'segment' | 'direction'> {
  const segment = chart.segments.find(({ from, to }) => from <= at && at <= to);
  const mark = chart.marks[at] ?? undefined;
  return { mark, segment, direction: directionAt(segment, at) };
}

const RULES = ['outside', 'run', 'trend', 'two_of_three'] as const;

/** The direction of a place is that of its signal; of several, that of the first rule. */
function directionAt(segment: TrendSegment | undefined, at: number): 'higher' | 'lower' | undefined {
  const own = (segment?.signals ?? []).filter(({ points }) => points.includes(at));
  const rank = (rules: readonly string[]) =>
    Math.min(...RULES.map((rule, i) => (rules.includes(rule) ? i : 9)));
  return own.reduce<(typeof own)[number] | undefined>(
    (best, signal) => (best && rank(best.rules) <= rank(signal.rules) ? best : signal),
    undefined,
  )?.direction;
}

/** The last place with a value that counts. */
export function latestIn({ places }: Series): Place | undefined {
  return places.findLast(({ value, partial }) => value !== undefined && !partial);
}

/** The last part with a centre line. */
export function lastSegment({ chart }: Series): TrendSegment | undefined {
  return chart.segments.at(-1);
}

/** A chart of the same values without centre lines, limits and what they say. */
export function withoutLines(chart: TrendChart): TrendChart {
  return { ...chart, kind: 'values', segments: [], marks: [], variation: null, assurance: null };
}
