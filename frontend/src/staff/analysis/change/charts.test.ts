import { expect, test } from 'vitest';
import { framed } from '../../figures/drawing';
import { svgOf } from '../../figures/svg';
import { axisFor, axisOf } from './axis';
import { drawingOf } from './chart-drawing';
import { changesTable, driftTable, seriesTable } from './change-tables';
import { differenceChart } from './difference-chart';
import { arrow, driftChart, pathOf } from './drift-chart';
import { assuranceIcon, variationIcon } from './icons';
import { chart, HIGH, monthNames, point, segment, trend } from './made-up';
import { placeWords } from './place-words';
import { iconsOf } from './said-icons';
import { cornersSentence, driftSentence, gapSentence, roundSentence, trendSentence } from './sentences';
import { gapsOf, seriesOf } from './series';
import { COLOURS, type Shape } from './shapes';
import { slopeChart } from './slope-chart';
import { timeChart } from './time-chart';
import { differenceOf, UNITS } from './units';
import { lexicon } from './made-up';
import type { Drift, FigureTrend, TrendChart } from '../../../api/types';

const seriesWith = (own: TrendChart, unit = UNITS.share) => seriesOf(trend(own), own, 'month', unit);
const roles = (shapes: readonly Shape[], role: string) => shapes.filter((shape) => shape.role === role);
const dots = (shapes: readonly Shape[]) =>
  shapes
    .filter(({ mark }) => mark.kind === 'circle' || mark.kind === 'polygon')
    .map(({ role, mark }) => [role, mark.kind]);

test('ticks are round, cover what is drawn, and never leave the scale', () => {
  expect(axisOf(0.234, 0.391, 5, [0, 1], 0.01).ticks).toEqual([0.2, 0.25, 0.3, 0.35, 0.4]);
  expect(axisOf(-0.2, 1.3, 5, [0, 1], 0.01).domain).toEqual([0, 1]);
  expect(axisOf(3, 3, 5, [0, Infinity], 1).ticks).toEqual([2, 3, 4]);
  expect(axisOf(0, 1, 5, [0, Infinity], 1).ticks).toEqual([0, 1]);
  expect(axisOf(812, 4_100, 5, [0, Infinity], 1).ticks).toEqual([0, 1000, 2000, 3000, 4000, 5000]);
  for (const [low, high] of [
    [0.031, 0.032],
    [-0.4, 0.7],
    [17, 950],
  ] as const) {
    const { domain, ticks } = axisOf(low, high, 5, [-Infinity, Infinity], 0.001);
    expect(domain[0]).toBeLessThanOrEqual(low);
    expect(domain[1]).toBeGreaterThanOrEqual(high);
    expect(ticks.length).toBeLessThanOrEqual(9);
  }
});

test('limits and the target are within the axis, limits beyond the scale are not', () => {
  const own = chart({ segments: [segment({ limits: [-0.1, 0.62] })], target: 0.9 });
  expect(axisFor(seriesWith(own), { intervals: false }).domain).toEqual([0, 1]);
  const { shapes } = timeChart(seriesWith(own), [], 800);
  expect(roles(shapes, 'limit')).toHaveLength(1);
  expect(roles(shapes, 'target').length).toBeGreaterThan(0);
});

test('points are coloured only where the framework says which way is better', () => {
  const purple = timeChart(seriesWith(chart({ segments: [HIGH] })), [], 800).shapes;
  expect(roles(purple, 'improvement').concat(roles(purple, 'concern'))).toEqual([]);
  expect(roles(purple, 'neither').map(({ mark }) => mark.kind)).toEqual(['polygon']);
  const better = chart({
    segments: [HIGH],
    better: 'higher',
    marks: [...Array.from({ length: 12 }, () => 'common_cause' as const), 'improvement', null],
  });
  expect(roles(timeChart(seriesWith(better), [], 800).shapes, 'improvement')).toHaveLength(1);
});

test('an unfinished period is hollow, has no line to it, and no centre line or limits in the table', () => {
  const series = seriesWith(chart({ segments: [HIGH] }));
  const { shapes } = timeChart(series, [], 800);
  expect(dots(shapes).at(-1)).toEqual(['hollow', 'circle']);
  expect(roles(shapes, 'series')).toHaveLength(12);
  const { columns, rows } = seriesTable(series, 'Share');
  expect(columns.map(({ label }) => label)).toEqual([
    'Period',
    'n',
    'Share',
    '95 % from',
    'to',
    'What it says',
    'Centre line',
    'Lower limit',
    'Upper limit',
  ]);
  expect(rows[13]?.map(({ text }) => text)).toEqual([
    'February 2026 (not whole)',
    '40',
    '10.0%',
    '5.0%',
    '16.0%',
    '–',
    '–',
    '–',
    '–',
  ]);
  expect(rows[12]?.map(({ value }) => value)).toEqual([
    undefined,
    40,
    0.45,
    0.4,
    0.51,
    undefined,
    0.31,
    0.23,
    0.39,
  ]);
  expect(rows[12]?.[5]?.text).toBe('signal, higher');
});

test('a period with few stories is a gap with its label, and never a number', () => {
  const own = trend();
  const points = [
    point('2025-01', null, { of: null, fewer_than: 10 }),
    point('2025-02', null, { of: 6 }),
    point('2025-03', 0.9, { of: 9 }),
    ...own.points.slice(3),
  ];
  const series = seriesOf({ ...own, points }, chart(), 'month', UNITS.share);
  expect(series.places.slice(0, 4).map(({ few, value, n }) => [few, value, n])).toEqual([
    [true, undefined, undefined],
    [true, undefined, undefined],
    [true, undefined, undefined],
    [false, 0.3, 40],
  ]);
  const { shapes } = timeChart(series, [], 800);
  expect(shapes.filter(({ mark }) => mark.kind === 'text' && mark.text === '<10')).toHaveLength(1);
  expect(
    seriesTable(series, 'Share')
      .rows[1]?.map(({ text }) => text)
      .slice(0, 5),
  ).toEqual(['February 2025', 'Fewer than 10', '–', '–', '–']);
  expect(trendSentence(series, 'month')).toContain('3 periods have fewer than 10 stories and no value.');
  const first = series.places[0];
  expect(first && placeWords(first, UNITS.share)).toBe(
    'January 2025: fewer than 10 stories, so no value is shown',
  );
});

test('a sentence tells the latest whole period with its interval and n, the lines, the signals, and what is not over', () => {
  expect(trendSentence(seriesWith(chart({ segments: [HIGH] })), 'month')).toBe(
    'January 2026: 45.0% (95 % interval 40.0% to 51.0%, n = 40). Higher than routine variation explains; the framework does not say which way is better. Mean 31.0%, limits 23.0% to 39.0%, from 13 values. A signal of a change: January 2026 higher. February 2026 is not whole: hollow, and outside the limits.',
  );
});

test('without a better direction nothing is said of meeting a target; with one the limits say it', () => {
  expect(trendSentence(seriesWith(chart({ target: 0.5 })), 'month')).toContain(
    'Target 50.0%: the framework does not say which way is better, so nothing is said of meeting it.',
  );
  expect(iconsOf(chart({ target: 0.5 })).map(({ words }) => words)).toEqual([
    'Variation: signal, higher (special cause)',
  ]);
  const fails = chart({
    target: 0.5,
    better: 'higher',
    assurance: 'fails',
    variation: { nature: 'improvement', direction: 'higher' },
  });
  expect(trendSentence(seriesWith(fails), 'month')).toContain(
    'The target of 50.0% is not met unless something changes',
  );
  expect(iconsOf(fails).map(({ words }) => words)).toEqual([
    'Variation: signal, higher: better (special cause)',
    'Assurance: the target will not be met as things are (F)',
  ]);
  const early = chart({
    target: 0.5,
    better: 'higher',
    variation: null,
    segments: [segment({ statistic: 'median', limits: null })],
  });
  expect(trendSentence(seriesWith(early), 'month')).toContain(
    'Target 50.0%: without limits, nothing is said of meeting it.',
  );
});

test('too few values are a run chart with its median and no limits; none of it is an icon', () => {
  const run = chart({
    kind: 'run',
    variation: null,
    marks: Array.from({ length: 14 }, () => null),
    segments: [segment({ statistic: 'median', limits: null, centre: 0.31, values: 8 })],
  });
  const series = seriesWith(run);
  expect(trendSentence(series, 'month')).toContain(
    '8 months: too few for limits, which need 12; the line is the median. Median 31.0%.',
  );
  expect(iconsOf(run)).toEqual([]);
  expect(roles(timeChart(series, [], 800).shapes, 'limit')).toEqual([]);
  const since = chart({
    segments: [
      segment({ to: 9 }),
      segment({ from: 10, since: '2025-11-01', values: 3, statistic: 'median', limits: null, centre: 0.4 }),
    ],
  });
  expect(trendSentence(seriesWith(since), 'month')).toContain(
    'Since 1 November 2025 there are 3 values: too few for limits',
  );
});

test('values without a centre line say why, and draw none', () => {
  const none = chart({
    kind: 'values',
    reason: 'In 12 of 14 periods there are no stories.',
    segments: [],
    variation: null,
    marks: Array.from({ length: 14 }, () => null),
  });
  const series = seriesWith(none, UNITS.stories);
  expect(trendSentence(series, 'month')).toContain('In 12 of 14 periods there are no stories.');
  const { shapes } = timeChart(series, [], 800);
  expect(roles(shapes, 'centre').concat(roles(shapes, 'limit'))).toEqual([]);
  expect(seriesTable(series, 'Stories').columns).toHaveLength(5);
});

test('step changes are drawn where they begin, with their letter and their reason above', () => {
  const stepped = chart({
    segments: [
      segment({ to: 6 }),
      segment({ from: 7, since: '2025-08-20', limits: [0.3, 0.5], centre: 0.4 }),
    ],
  });
  const { shapes } = timeChart(
    seriesWith(stepped),
    [{ day: '2025-08-20', reason: 'The phone line opened' }],
    800,
  );
  const words = shapes.flatMap(({ mark }) => (mark.kind === 'text' ? [mark.text] : []));
  expect(words).toContain('a: from 20 August 2025, The phone line opened');
  expect(words).toContain('a');
  expect(roles(shapes, 'step')).toHaveLength(1);
  expect(roles(shapes, 'centre')).toHaveLength(2);
});

test.each([280, 360, 852])('everything that is drawn lies within the picture at a width of %i', (width) => {
  const own = chart({ segments: [HIGH], target: 0.42 });
  for (const picture of [timeChart(seriesWith(own), [], width), slopeChart(seriesWith(own), width)])
    for (const { mark } of picture.shapes) {
      const places =
        mark.kind === 'line' ? [mark.from, mark.to] : mark.kind === 'polygon' ? mark.points : [mark.at];
      for (const [x, y] of places) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(width);
        expect(y).toBeGreaterThanOrEqual(-6);
        expect(y).toBeLessThanOrEqual(picture.height);
      }
    }
});

test('the file of a chart has the icons and what they say, and no broken numbers', () => {
  const own = chart({ segments: [HIGH] });
  const body = drawingOf(timeChart(seriesWith(own), [], 852), iconsOf(own));
  const svg = svgOf(
    framed('Share', 'A sentence.', body, [['Selection', '412 stories: all']]),
    'Share',
    'A sentence.',
  );
  expect(svg).toContain('Variation: signal, higher (special cause)');
  expect(svg).toContain(COLOURS.neither);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test('icons say it without colour: a letter or a form of their own', () => {
  const words = (shapes: readonly Shape[]) =>
    shapes.flatMap(({ mark }) => (mark.kind === 'text' ? [mark.text] : []));
  expect(words(variationIcon({ nature: 'neither', direction: 'higher' }).shapes)).toEqual(['H']);
  expect(words(variationIcon({ nature: 'concern', direction: 'lower' }).shapes)).toEqual(['L']);
  expect(words(variationIcon({ nature: 'common_cause', direction: null }).shapes)).toEqual([]);
  expect(
    (['passes', 'fails', 'hit_or_miss'] as const).map((own) => words(assuranceIcon(own, 'higher').shapes)[0]),
  ).toEqual(['P', 'F', '?']);
});

const rounds = (): FigureTrend => ({
  ...trend(),
  points: [point('baseline', 0.6), point('middle', null, { of: 4 }), point('follow-up', 0.4)],
});
const roundChart = chart({
  kind: 'rounds',
  segments: [],
  marks: [null, null, null],
  variation: null,
  changes: [{ from: 'baseline', to: 'follow-up', difference: -0.2, interval: [-0.31, -0.08] }],
});

test('rounds are told with the interval of their difference, in points where they are shares', () => {
  const series = seriesOf(rounds(), roundChart, 'round', UNITS.share);
  expect(roundSentence(series)).toBe(
    'baseline 60.0% (95 % interval 55.0% to 66.0%, n = 40); follow-up 40.0% (95 % interval 35.0% to 46.0%, n = 40). From baseline to follow-up: −20.0 points (95 % −31.0 points to −8.0 points), more than chance explains. One period has fewer than 10 stories and no value.',
  );
  const { shapes } = slopeChart(series, 700);
  expect(roles(shapes, 'interval')).toHaveLength(2);
  expect(roles(shapes, 'series')).toHaveLength(1);
  expect(
    changesTable(roundChart.changes, differenceOf(UNITS.share)).rows[0]?.map(({ value }) => value),
  ).toEqual([undefined, undefined, -0.2, -0.31, -0.08]);
});

test('a difference that ends in another digit than the rounded figures says that it is rounded', () => {
  const points = [point('baseline', 0.3004), point('follow-up', 0.4006)];
  const changes = [
    { from: 'baseline', to: 'follow-up', difference: 0.1002, interval: [0.05, 0.15] as const },
  ];
  const says = (own: typeof changes, first = points) => {
    const drawn = { ...roundChart, changes: own };
    return roundSentence(seriesOf({ ...rounds(), points: first }, drawn, 'round', UNITS.share));
  };
  // 30.0 and 40.1 are 10.1 apart, and the difference is 10.0.
  expect(says(changes)).toMatch(/\+10\.0 points .* Figures are rounded one by one/);
  const even = [point('baseline', 0.3), point('follow-up', 0.4)];
  expect(
    says([{ from: 'baseline', to: 'follow-up', difference: 0.1, interval: [0.05, 0.15] }], even),
  ).not.toContain('rounded');
});

test('the difference chart marks no difference', () => {
  const { shapes } = differenceChart(
    [{ label: 'a → b', value: -0.2, interval: [-0.31, 0.02] }],
    UNITS.points,
    700,
  );
  expect(roles(shapes, 'centre')).toHaveLength(1);
  expect(roles(shapes, 'interval')).toHaveLength(1);
});

test('days between stories are told in days', () => {
  const own = chart({
    kind: 'days_between',
    segments: [segment({ centre: 12.8, limits: [0.4, 70.1], to: 1, values: 14 })],
    marks: ['common_cause', 'common_cause'],
    variation: { nature: 'common_cause', direction: null },
  });
  const gaps = gapsOf(
    {
      ...trend(),
      days_between: {
        stories: 1,
        gaps: [
          { until: '2026-03-09', days: 7 },
          { until: '2026-03-10', days: 1 },
        ],
        centre: 12.8,
        lower: 0.4,
        upper: 70.1,
        signals: [],
      },
    },
    own,
    UNITS.days,
  );
  expect(gapSentence(gaps)).toBe(
    'The last gap: 1 day, until 10 March 2026. Longer gaps mean fewer stories. Routine variation: no sign of a change. Mean 12.8 days, limits 0.4 days to 70.1 days, from 14 values.',
  );
});

const drift: Drift = {
  distance: 0.2,
  path: [
    {
      period: '2025-01',
      answered: 40,
      not_asked: 0,
      geometric: [0.6, 0.3, 0.1],
      arithmetic: null,
      step: null,
      partial: false,
    },
    {
      period: '2025-02',
      answered: 4,
      not_asked: 0,
      geometric: [0.1, 0.8, 0.1],
      arithmetic: null,
      step: 0.4,
      partial: false,
    },
    {
      period: '2025-03',
      answered: 40,
      not_asked: 0,
      geometric: [0.4, 0.3, 0.3],
      arithmetic: null,
      step: 0.2,
      partial: false,
    },
  ],
  change: {
    from: '2025-01',
    to: '2025-03',
    distance: 0.2,
    corners: [
      { corner: 'person', difference: -0.2, interval: [-0.29, -0.1] },
      { corner: 'together', difference: 0, interval: [-0.1, 0.1] },
      { corner: 'organised', difference: 0.2, interval: null },
    ],
  },
};

test('the path of a centre leaves out periods with few answers, and has an arrow from the first to the last', () => {
  const path = pathOf(drift, 'month');
  expect(path.map(({ n, weights }) => [n, weights?.[0]])).toEqual([
    [40, 0.6],
    [undefined, undefined],
    [40, 0.4],
  ]);
  const { shapes } = driftChart(path, ['A', 'B', 'C'], 800);
  expect(roles(shapes, 'arrow')).toHaveLength(2);
  expect(arrow([10, 10], [11, 10])).toEqual([]);
  expect(driftTable(path, drift, ['A', 'B', 'C']).rows[1]?.map(({ text }) => text)).toEqual([
    'February 2025',
    'Fewer than 10',
    '–',
    '–',
    '–',
    '–',
  ]);
  expect(driftSentence(drift, path, 'month', 'Weights.')).toBe(
    'From January 2025 (n = 40) to March 2025 (n = 40) the centre moved by 20% of the length of a side. Weights.',
  );
  expect(driftSentence({ ...drift, change: null }, path, 'month', 'Weights.')).not.toContain('Weights');
  const triad = lexicon.find('triad', 'difference');
  expect(triad && cornersSentence(drift, triad, ['A', 'B', 'C'])).toBe(
    'Weights in the centre: “A” −20.0 points (95 % −29.0 points to −10.0 points), “B” 0.0 points (95 % −10.0 points to +10.0 points), “C” +20.0 points. Where an interval contains 0, the change may be chance.',
  );
});

test('values are written in the unit of their measure', () => {
  expect([
    UNITS.share.say(0.1234),
    UNITS.position.say(0.0004),
    UNITS.points.say(-0.1234),
    UNITS.points.say(0),
    UNITS.days.say(1),
    UNITS.stories.say(1234.56),
  ]).toEqual(['12.3%', '0.0%', '−12.3 points', '0.0 points', '1 day', '1,234.6']);
  expect([
    UNITS.share.tick(0.25, 0.05),
    UNITS.share.tick(0.025, 0.005),
    UNITS.points.tick(0.1, 0.1),
    UNITS.sides.tick(-0.25, 0.25),
  ]).toEqual(['25%', '2.5%', '+10', '−25%']);
});

test('months are named from January 2025 on', () => {
  expect(monthNames(14).at(-1)).toBe('2026-02');
});
