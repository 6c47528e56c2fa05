// How far a share of the selection is from that of other stories, with its interval.
import type { Interval } from '../../api/types';
import { SMALLEST_SHOWN } from '../selection/small';

/** Stories in a place, of those that answered. */
export interface Counted {
  count: number;
  n: number;
}

export interface Difference {
  /** The share of the selection minus the other share, −1 to 1. */
  value: number;
  /** 95 %. */
  interval: Interval;
  /** Whether the interval leaves out zero. */
  clear: boolean;
}

/** 0.975 quantile of the normal distribution. */
const Z = 1.959963984540054;

/** The interval of a share, 95 % (Wilson, 1927). */
export function wilson({ count, n }: Counted): Interval {
  const share = count / n;
  const middle = (share + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))) / (1 + (Z * Z) / n);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** The difference of two independent shares with its interval, 95 % (Newcombe, 1998, method 10). */
export function difference(own: Counted, other: Counted): Difference {
  const [p, q] = [own.count / own.n, other.count / other.n];
  const [[low, high], [otherLow, otherHigh]] = [wilson(own), wilson(other)];
  const value = p - q;
  return differing(value, [
    value - Math.hypot(p - low, otherHigh - q),
    value + Math.hypot(high - p, q - otherLow),
  ]);
}

/**
 * The difference between a selection and all stories, which it is a part of: that between the selection and the others, times
 * the share of the others.
 */
export function differenceToAll(own: Counted, all: Counted): Difference | undefined {
  const rest = { count: all.count - own.count, n: all.n - own.n };
  if (rest.count < 0 || rest.count > rest.n) return undefined;
  if (isFew(own) || isFew(rest)) return undefined;
  const weight = rest.n / all.n;
  const { value, interval } = difference(own, rest);
  return differing(value * weight, [interval[0] * weight, interval[1] * weight]);
}

/** The difference between a selection and another one. It takes them as separate: where they share stories, it is wider than need be. */
export function differenceToOther(own: Counted, other: Counted): Difference | undefined {
  return isFew(own) || isFew(other) ? undefined : difference(own, other);
}

const isFew = ({ n }: Counted) => n < SMALLEST_SHOWN;

function differing(value: number, interval: Interval): Difference {
  return { value, interval, clear: interval[0] > 0 || interval[1] < 0 };
}
