// A series over time: grey line, centre line and limits for each part, target, step changes, and a mark for each value.
import { change, format } from '../../texts';
import type { Place as Point } from '../../figures/drawing';
import { axisFor, type Axis } from './axis';
import type { Place, Series } from './series';
import type { StepChange } from './settings';
import { block, dot, line, text, type Picture, type Shape } from './shapes';

const TOP = 14;
const PLOT = 250;
/** Room for two lines of dates. */
const DATES = 40;
/** Wide enough for the names of lines beside them. */
const WIDE = 560;
const LEAST_BETWEEN_DATES = 46;
const LEAST_BETWEEN_NAMES = 15;
const LEAST_BETWEEN_FEW = 26;
/** Room below the plot for labels of periods with few stories. */
const FEW = 14;

export interface TimeChart extends Picture {
  /** The middle of each place, from the left. */
  across: readonly number[];
  /** The plot's upper and lower edge. */
  plot: readonly [top: number, bottom: number];
  /** How high a value lies. */
  up: (value: number) => number;
}

export function timeChart(series: Series, steps: readonly StepChange[], width: number): TimeChart {
  const axis = axisFor(series, { intervals: false });
  const wide = width >= WIDE;
  const labels = axis.ticks.map((tick) => series.unit.tick(tick, axis.step));
  const left = 12 + 7 * Math.max(...labels.map(({ length }) => length));
  const right = wide ? 110 : 14;
  const notes = reasons(series, steps, width);
  const top = TOP + notes.height;
  const bottom = top + PLOT;
  const step = (width - left - right) / Math.max(1, series.places.length);
  const across = series.places.map((_, i) => left + (i + 0.5) * step);
  const up = (value: number) => {
    const [low, high] = axis.domain;
    return bottom - ((value - low) / (high - low)) * PLOT;
  };
  const strip = series.places.some(({ few }) => few) ? FEW : 0;
  const plan: Plan = {
    strip,
    series,
    axis,
    labels,
    left,
    edge: width - right,
    wide,
    step,
    across,
    up,
    top,
    bottom,
  };
  return {
    width,
    height: bottom + strip + DATES,
    across,
    plot: [top, bottom],
    up,
    shapes: [
      ...notes.shapes,
      ...grid(plan),
      ...dates(plan),
      ...lines(plan),
      ...stepsIn(plan),
      ...path(plan),
      ...series.places.flatMap((place, i) => markOf(place, across[i] ?? 0, up)),
      ...fewIn(plan),
    ],
  };
}

interface Plan {
  strip: number;
  series: Series;
  axis: Axis;
  labels: readonly string[];
  left: number;
  edge: number;
  wide: boolean;
  step: number;
  across: readonly number[];
  up: (value: number) => number;
  top: number;
  bottom: number;
}

function grid({ axis, labels, left, edge, up }: Plan): Shape[] {
  return axis.ticks.flatMap((tick, i) => [
    line('grid', [left, up(tick)], [edge, up(tick)]),
    text('quiet', [left - 6, up(tick) + 4], labels[i] ?? '', { anchor: 'end' }),
  ]);
}

/** As many dates as there is room for; the year below the first of each. */
function dates({ series, across, step, bottom: edge, strip }: Plan): Shape[] {
  const bottom = edge + strip;
  const every = Math.max(1, Math.ceil(LEAST_BETWEEN_DATES / step));
  let before = '';
  return series.places.flatMap(({ tick: [short, year] }, i): Shape[] => {
    if (i % every > 0) return [];
    const x = across[i] ?? 0;
    const shapes = [
      line('axis', [x, bottom], [x, bottom + 5]),
      text('quiet', [x, bottom + 18], short, { anchor: 'middle' }),
      ...(year === before ? [] : [text('quiet', [x, bottom + 33], year, { anchor: 'middle' })]),
    ];
    before = year;
    return shapes;
  });
}

/** Centre line and limits of each part, as far as they lie within the scale, and the target. Those of the last part are named. */
function lines(plan: Plan): Shape[] {
  const { series, across, step, up, left, edge, wide } = plan;
  const { chart, unit } = series;
  const names: { at: number; words: string; target: boolean }[] = [];
  const shapes = chart.segments.flatMap((segment, i): Shape[] => {
    const from = (across[segment.from] ?? left) - step / 2;
    const to = (across[segment.to] ?? edge) + step / 2;
    const last = i === chart.segments.length - 1;
    const drawn: Shape[] = [];
    const add = (role: 'centre' | 'limit', value: number | null | undefined, name: string) => {
      if (value == null || value < unit.ends[0] || value > unit.ends[1]) return;
      drawn.push(
        line(
          role,
          [from, up(value)],
          [to, up(value)],
          role === 'centre' ? 2 : 1.5,
          role === 'limit' ? '6 4' : undefined,
        ),
      );
      if (last) names.push({ at: up(value), words: `${name} ${unit.say(value)}`, target: false });
    };
    add('centre', segment.centre, segment.statistic === 'mean' ? change.lines.mean : change.lines.median);
    add('limit', segment.limits?.[1], change.lines.limit);
    add('limit', segment.limits?.[0], change.lines.limit);
    return drawn;
  });
  if (chart.target != null) {
    const y = up(chart.target);
    shapes.push(line('target', [left, y], [edge, y], 2, '2 3'));
    names.push({ at: y, words: `${change.lines.target} ${unit.say(chart.target)}`, target: true });
  }
  return wide ? [...shapes, ...named(names, edge)] : shapes;
}

/** Names of lines beside their ends, so far apart that they can be read. */
function named(names: { at: number; words: string; target: boolean }[], edge: number): Shape[] {
  const ordered = [...names].sort((a, b) => a.at - b.at);
  let least = -Infinity;
  return ordered.map(({ at, words, target }) => {
    const y = Math.max(at, least);
    least = y + LEAST_BETWEEN_NAMES;
    return text(target ? 'target' : 'quiet', [edge + 6, y + 4], words, { size: 11 });
  });
}

/** Where new limits begin. */
function stepsIn({ series, across, step, top, bottom }: Plan): Shape[] {
  return series.chart.segments.flatMap(({ from, since }, i): Shape[] => {
    if (since == null) return [];
    const x = (across[from] ?? 0) - step / 2;
    return [
      line('step', [x, top - 4], [x, bottom], 1, '1 3'),
      text('quiet', [x + 3, top + 8], change.steps.letter(i - 1), { bold: true }),
    ];
  });
}

/** What changed at each step, above the plot. */
function reasons({ chart }: Series, steps: readonly StepChange[], width: number) {
  const shapes: Shape[] = [];
  let height = 0;
  chart.segments.forEach(({ since }, i) => {
    if (since == null) return;
    const reason = steps.find(({ day }) => day === since)?.reason ?? '';
    const words = change.steps.line(change.steps.letter(i - 1), format.day(since), reason);
    const own = block('quiet', words, [4, height], width - 8);
    shapes.push(...own.shapes);
    height += own.height;
  });
  return { shapes, height: height === 0 ? 0 : height + 10 };
}

/** The grey line between values that count; it does not go over a gap. */
function path({ series, across, up }: Plan): Shape[] {
  return series.places.slice(1).flatMap((place, i): Shape[] => {
    const before = series.places[i];
    if (before?.value === undefined || place.value === undefined || before.partial || place.partial)
      return [];
    const [from, to]: [Point, Point] = [
      [across[i] ?? 0, up(before.value)],
      [across[i + 1] ?? 0, up(place.value)],
    ];
    return [line('series', from, to, 1.5)];
  });
}

function markOf(
  { value, few, partial, mark, direction }: Place,
  x: number,
  up: (value: number) => number,
): Shape[] {
  if (few || value === undefined) return [];
  if (partial) return [dot('hollow', [x, up(value)], { hollow: true })];
  return [
    dot(mark ?? 'value', [x, up(value)], {
      direction: mark && mark !== 'common_cause' ? direction : undefined,
    }),
  ];
}

/** Below the plot: a dotted line under each stretch of periods with too few stories, and its label where there is room. */
function fewIn({ series, across, step, bottom }: Plan): Shape[] {
  const { places } = series;
  let free = -Infinity;
  return places.flatMap(({ few }, from): Shape[] => {
    if (!few || places[from - 1]?.few) return [];
    const after = places.findIndex((place, i) => i > from && !place.few);
    const to = after < 0 ? places.length - 1 : after - 1;
    const [first, last] = [(across[from] ?? 0) - step / 3, (across[to] ?? 0) + step / 3];
    const middle = (first + last) / 2;
    const stretch = line('gap', [first, bottom + 2], [last, bottom + 2], 2, '2 2');
    if (middle < free) return [stretch];
    free = middle + LEAST_BETWEEN_FEW;
    return [stretch, text('quiet', [middle, bottom + 14], change.few.short, { size: 11, anchor: 'middle' })];
  });
}
