// What a chart says, in sentences: the latest value with its interval and n, whether it changed, its lines, and its target.
import type { Drift, PeriodChange, Step, TrendChart, TrendSegment, Triad } from '../../../api/types';
import { change, format } from '../../texts';
import type { PathPlace } from './drift-chart';
import { labelOf } from './periods';
import { lastSegment, latestIn, type Place, type Series } from './series';
import { differenceOf, UNITS, type Unit } from './units';

const words = change.says;

/** A value's interval and n. */
function factsOf({ interval, n }: Place, unit: Unit): string {
  return [
    ...(interval ? [change.reader.interval(unit.span(interval))] : []),
    ...(n === undefined ? [] : [change.reader.n(n)]),
  ].join(', ');
}

/** Of a chart with a centre line, or of values alone. */
export function trendSentence(series: Series, by: Step, ends?: readonly [string, string]): string {
  const { places, chart, unit } = series;
  const latest = latestIn(series);
  const few = places.filter((place) => place.few).length;
  return [
    ...(latest
      ? [words.latest(latest.label, unit.say(latest.value ?? 0), factsOf(latest, unit))]
      : [words.noValue]),
    ...(ends ? [words.ends(...ends)] : []),
    ...(chart.reason == null ? [] : [chart.reason]),
    ...variationWords(chart),
    ...(latest ? lineWords(series, by) : []),
    ...signalWords(series),
    ...partialWords(places),
    ...(few > 0 ? [words.few(few)] : []),
    ...targetWords(chart, unit),
  ].join(' ');
}

/** Of the days between stories. */
export function gapSentence(series: Series): string {
  const { chart, unit, places } = series;
  const latest = latestIn(series);
  const segment = lastSegment(series);
  return [
    ...(latest ? [words.gapLatest(latest.label, unit.say(latest.value ?? 0))] : []),
    words.longerMeansFewer,
    ...variationWords(chart),
    ...(segment?.centre == null
      ? []
      : segment.limits
        ? [words.mean(unit.say(segment.centre), limitWords(segment, unit), segment.values)]
        : [words.gaps(places.length), words.median(unit.say(segment.centre))]),
    ...signalWords(series),
  ].join(' ');
}

/** Of rounds: each, and then the difference between the first and the last. */
export function roundSentence({ places, chart, unit }: Series, ends?: readonly [string, string]): string {
  const known = places.filter(({ value }) => value !== undefined);
  const whole = chart.changes.at(-1);
  const apart = differenceOf(unit);
  const few = places.filter((place) => place.few).length;
  return [
    known.length === 0
      ? words.noValue
      : words.rounds(
          known.map((place) => words.round(place.label, unit.say(place.value ?? 0), factsOf(place, unit))),
        ),
    ...(ends ? [words.ends(...ends)] : []),
    ...(whole
      ? [
          words.difference(
            whole.from,
            whole.to,
            apart.say(whole.difference),
            whole.interval ? apart.span(whole.interval) : undefined,
            whole.interval ? whole.interval[0] <= 0 && whole.interval[1] >= 0 : false,
          ),
        ]
      : [words.oneRound]),
    ...(whole && differsByRounding(whole, known, unit) ? [words.rounded] : []),
    ...(few > 0 ? [words.few(few)] : []),
    ...targetWords(chart, unit),
  ].join(' ');
}

/** Decimals of shares and positions, as they are written. */
const WRITTEN = 1000;

/** Whether the difference of two figures, as it is written, is not the difference of the figures as they are written. */
function differsByRounding(
  { from, to, difference }: PeriodChange,
  known: readonly Place[],
  unit: Unit,
): boolean {
  if (differenceOf(unit) !== UNITS.points) return false;
  const written = (value: number) => Math.round(value * WRITTEN);
  const [before, after] = [from, to].map((label) => known.find((place) => place.label === label)?.value);
  return (
    before !== undefined && after !== undefined && written(after) - written(before) !== written(difference)
  );
}

/** Of the path of a centre. */
export function driftSentence(drift: Drift, path: readonly PathPlace[], by: Step, named: string): string {
  const { change: moved } = drift;
  if (!moved) return words.notMoved;
  const place = (period: string) => {
    const label = labelOf(period, by);
    return words.with(label, path.find((own) => own.label === label)?.n);
  };
  return `${words.moved(place(moved.from), place(moved.to), format.percent(moved.distance))} ${named}`;
}

/** How the weights of the corners changed. */
export function cornersSentence({ change: moved }: Drift, triad: Triad, corners: readonly string[]): string {
  const list = (moved?.corners ?? []).map(({ corner, difference, interval }) =>
    words.corner(
      corners[triad.corners.findIndex(({ id }) => id === corner)] ?? corner,
      change.pointsOf(difference),
      interval ? change.interval(interval, change.pointsOf) : undefined,
    ),
  );
  return `${words.corners(list)} ${words.cornersNote}`;
}

function variationWords({ variation }: TrendChart): string[] {
  if (!variation) return [];
  const { nature, direction } = variation;
  if (nature === 'common_cause' || direction == null) return [words.common];
  return [words[nature](direction)];
}

function lineWords(series: Series, by: Step): string[] {
  const segment = lastSegment(series);
  const { unit } = series;
  if (segment?.centre == null) return [];
  if (segment.limits)
    return [words.mean(unit.say(segment.centre), limitWords(segment, unit), segment.values)];
  const few =
    segment.since == null
      ? words.run(segment.values, by)
      : words.runSince(segment.values, format.day(segment.since));
  return [few, words.median(unit.say(segment.centre))];
}

/** Limits as far as they lie within the scale. */
function limitWords({ limits }: TrendSegment, { say, ends }: Unit): string {
  const [low, high] = limits ?? [-Infinity, Infinity];
  const [below, above] = [low < ends[0], high > ends[1]];
  if (below && above) return words.noLimit;
  if (below) return words.limitBelow(say(high));
  return above ? words.limitAbove(say(low)) : words.limits(say(low), say(high));
}

function signalWords({ chart, places }: Series): string[] {
  const signals = chart.segments.flatMap((segment) => segment.signals);
  if (signals.length === 0) return [];
  const label = (at: number | undefined) => places[at ?? -1]?.label ?? '';
  return [
    words.signals(
      signals.map(({ points, direction }) => words.signal(label(points[0]), label(points.at(-1)), direction)),
    ),
  ];
}

function partialWords(places: readonly Place[]): string[] {
  const partial = places.filter((place) => place.partial).map(({ label }) => label);
  return partial.length > 0 ? [words.partial(partial)] : [];
}

function targetWords({ target, better, assurance }: TrendChart, unit: Unit): string[] {
  if (target == null) return [];
  if (assurance) return [words.assurance(assurance, unit.say(target))];
  return [better == null ? words.noAssurance(unit.say(target)) : words.early(unit.say(target))];
}

/** All differences between rounds. */
export function differencesSentence(changes: readonly PeriodChange[], unit: Unit): string {
  return changes
    .map(({ from, to, difference, interval }) =>
      words.difference(
        from,
        to,
        unit.say(difference),
        interval ? unit.span(interval) : undefined,
        interval ? interval[0] <= 0 && interval[1] >= 0 : false,
      ),
    )
    .join(' ');
}

/** Each signal with the rules that found it. */
export function signalsOf({ chart, places }: Series): string[] {
  const label = (at: number | undefined) => places[at ?? -1]?.label ?? '';
  return chart.segments
    .flatMap((segment) => segment.signals)
    .map(({ points, direction, rules }) =>
      words.rules(words.signal(label(points[0]), label(points.at(-1)), direction), rules),
    );
}
