// Places on an axis, as shares of its length.
import type { Interval } from '../../../api/types';

/** Where a value lies, 0 to 1; beyond the ends it lies on them. */
export function shareOf(value: number, [low, high]: Interval): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** The same as a length in CSS. */
export function percentOf(value: number, domain: Interval): string {
  return `${Math.round(shareOf(value, domain) * 10_000) / 100}%`;
}
