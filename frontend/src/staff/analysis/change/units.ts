// In what a measure counts, and how its values are written.
import type { Interval } from '../../../api/types';
import { change, format } from '../../texts';
import type { MeasureKind } from './measure';

export interface Unit {
  /** A value in a sentence or a table. */
  say: (value: number) => string;
  /** An interval in a sentence. */
  span: (interval: Interval) => string;
  /** A value on the axis, whose ticks are so far apart. */
  tick: (value: number, step: number) => string;
  /** Beyond these ends there is nothing. */
  ends: Interval;
  /** The smallest distance of ticks. */
  least: number;
}

const plain = (value: number) => String(value).replace('-', '−');

/** Decimals with which multiples of a step are whole. */
function decimals(step: number): number {
  const most = 6;
  for (let d = 0; d < most; d += 1)
    if (Math.abs(step * 10 ** d - Math.round(step * 10 ** d)) < 1e-9) return d;
  return most;
}

const fixed = (value: number, step: number) => plain(Number(value.toFixed(decimals(step))));

function unit(
  say: (value: number) => string,
  ends: Interval,
  least: number,
  tick: (value: number, step: number) => string = fixed,
): Unit {
  return { say, span: ([low, high]) => change.span(say(low), say(high)), ends, least, tick };
}

const signed = (text: string, value: number) => (value > 0 ? `+${text}` : text);

/** Percentage points, without their name. */
export const signedPoints = (value: number): string =>
  signed(format.one(Math.round(value * 1000) / 10 + 0).replace('-', '−'), Math.round(value * 1000));

export const UNITS = {
  stories: unit(
    (value) => format.number(Math.round(value * 10) / 10),
    [0, Infinity],
    1,
    (value) => format.number(value),
  ),
  share: unit(format.percent1, [0, 1], 0.01, (value, step) => `${fixed(value * 100, step * 100)}%`),
  /** How far from the left end, of the way to the right end. */
  position: unit(format.percent1, [0, 1], 0.01, (value, step) => `${fixed(value * 100, step * 100)}%`),
  points: unit(
    (value) => change.points(signedPoints(value)),
    [-1, 1],
    0.01,
    (value, step) => signed(fixed(value * 100, step * 100), value),
  ),
  /** A way in a triangle, of the length of its sides. */
  sides: unit(
    (value) => `${signed(format.one(value * 100).replace('-', '−'), Math.round(value * 1000))}%`,
    [-Infinity, Infinity],
    0.01,
    (value, step) => `${signed(fixed(value * 100, step * 100), value)}%`,
  ),
  /** A difference of numbers of stories. */
  moreStories: unit(
    (value) => signed(format.number(Math.round(value * 10) / 10).replace('-', '−'), value),
    [-Infinity, Infinity],
    1,
    (value) => signed(format.number(value).replace('-', '−'), value),
  ),
  days: unit(
    (value) => change.days(format.one(value).replace('.0', '')),
    [0, Infinity],
    1,
    (value) => format.number(value),
  ),
} satisfies Record<string, Unit>;

export function unitOf(kind: MeasureKind): Unit {
  switch (kind) {
    case 'count':
      return UNITS.stories;
    case 'median':
      return UNITS.position;
    case 'more':
      return UNITS.points;
    default:
      return UNITS.share;
  }
}

/** In what the difference of two values counts. */
export function differenceOf(unit: Unit): Unit {
  if (unit === UNITS.share || unit === UNITS.position) return UNITS.points;
  return unit === UNITS.stories ? UNITS.moreStories : unit;
}

/** By what a value is multiplied where people write it: all but numbers of stories are written in hundredths. */
export function factorOf(kind: MeasureKind): number {
  return kind === 'count' ? 1 : 100;
}
