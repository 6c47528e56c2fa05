// Made-up answers of the service, for tests.
import document from '../../../../../src/frameworks/sheffield-send.json';
import type { FigureTrend, Nature, TrendChart, TrendPoint, TrendSegment, Trends } from '../../../api/types';
import type { Framework } from '../../../lib/framework';
import { Lexicon } from '../../selection/lexicon';

export const framework = document as unknown as Framework;
export const lexicon = new Lexicon(framework);

/** The names of months from January 2025 on. */
export const monthNames = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, i) => `${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
  );

export function point(period: string, value: number | null, more: Partial<TrendPoint> = {}): TrendPoint {
  const interval = value === null ? null : ([value - 0.05, value + 0.06] as const);
  return { period, of: 40, not_asked: 0, value, interval, partial: false, ...more };
}

export function segment(more: Partial<TrendSegment> = {}): TrendSegment {
  return {
    from: 0,
    to: 13,
    since: null,
    values: 13,
    statistic: 'mean',
    centre: 0.31,
    moving_range: 0.03,
    limits: [0.23, 0.39],
    signals: [],
    ...more,
  };
}

const usual: Nature = 'common_cause';

export function chart(more: Partial<TrendChart> = {}): TrendChart {
  return {
    kind: 'xmr',
    reason: null,
    segments: [segment()],
    marks: [...Array.from({ length: 12 }, () => usual), 'neither', null],
    changes: [],
    better: null,
    target: null,
    variation: { nature: 'neither', direction: 'higher' },
    assurance: null,
    ...more,
  };
}

/** Fourteen months; the thirteenth is high, the last is not over. */
export function trend(own: TrendChart = chart()): FigureTrend {
  const names = monthNames(14);
  return {
    figure: { figure: 'median', signifier: 'timing' },
    points: names.map((name, i) =>
      point(name, i === 12 ? 0.45 : i === 13 ? 0.1 : 0.3 + (i % 3) * 0.01, { partial: i === 13 }),
    ),
    xmr: null,
    warnings: [],
    chart: own,
  } as FigureTrend;
}

export const HIGH = segment({
  signals: [{ direction: 'higher', rules: ['outside'], points: [12] }],
});

export function trends(own: FigureTrend = trend()): Trends {
  return {
    framework: 'sheffield-send',
    matching: 412,
    change: 7,
    fuzzy: false,
    partial: false,
    undecided: { without_answer: 0, not_readable: 0 },
    by: 'month',
    warnings: [],
    trends: [own],
    drift: {},
  };
}
