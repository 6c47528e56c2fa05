// The numbers of the charts as tables: what the service answered, and nothing else.
import type { Drift, PeriodChange, Triad } from '../../../api/types';
import { numberCell, textCell, type Cell, type FigureTable } from '../../figures/table';
import { change, format } from '../../texts';
import type { PathPlace } from './drift-chart';
import type { Series } from './series';
import type { Unit } from './units';

const words = change.table;
const number = (label: string) => ({ label, number: true });

function countCell(n: number | undefined, few: boolean): Cell {
  return few ? { text: change.few.long, value: null } : numberCell(n, format.number);
}

/** Periods with their values, and for each the centre line and the limits of its part. */
export function seriesTable({ places, chart, unit }: Series, what: string): FigureTable {
  const lines = chart.segments.length > 0;
  return {
    columns: [
      { label: words.period },
      number(words.n),
      number(what),
      number(words.low),
      number(words.high),
      ...(lines
        ? [{ label: words.says }, number(words.centre), number(words.lower), number(words.upper)]
        : []),
    ],
    rows: places.map(({ label, n, few, value, interval, partial, mark, direction, segment }) => [
      textCell(partial ? change.notOver(label) : label),
      countCell(n, few),
      numberCell(value, unit.say),
      numberCell(interval?.[0], unit.say),
      numberCell(interval?.[1], unit.say),
      ...(lines
        ? [
            textCell(mark ? change.mark(mark, direction) : words.none),
            numberCell(partial ? undefined : segment?.centre, unit.say),
            numberCell(partial ? undefined : segment?.limits?.[0], unit.say),
            numberCell(partial ? undefined : segment?.limits?.[1], unit.say),
          ]
        : []),
    ]),
  };
}

/** Gaps between stories. */
export function gapsTable({ places, unit }: Series): FigureTable {
  return {
    columns: [
      { label: words.until },
      number(words.days),
      { label: words.says },
      number(words.centre),
      number(words.lower),
      number(words.upper),
    ],
    rows: places.map(({ label, value, mark, direction, segment }) => [
      textCell(label),
      numberCell(value, format.number),
      textCell(mark ? change.mark(mark, direction) : words.none),
      numberCell(segment?.centre, unit.say),
      numberCell(segment?.limits?.[0], unit.say),
      numberCell(segment?.limits?.[1], unit.say),
    ]),
  };
}

/** The differences between rounds. */
export function changesTable(changes: readonly PeriodChange[], unit: Unit): FigureTable {
  return {
    columns: [
      { label: words.from },
      { label: words.to },
      number(words.difference),
      number(words.low),
      number(words.high),
    ],
    rows: changes.map(({ from, to, difference, interval }) => [
      textCell(from),
      textCell(to),
      numberCell(difference, unit.say),
      numberCell(interval?.[0], unit.say),
      numberCell(interval?.[1], unit.say),
    ]),
  };
}

/** The centre of a triad in each period. */
export function driftTable(
  path: readonly PathPlace[],
  { path: points }: Drift,
  corners: readonly string[],
): FigureTable {
  return {
    columns: [{ label: words.period }, number(words.n), ...corners.map(number), number(words.moved)],
    rows: path.map(({ label, n, weights, partial }, i) => [
      textCell(partial ? change.notOver(label) : label),
      countCell(n, n === undefined),
      ...[0, 1, 2].map((k) => numberCell(weights?.[k], format.percent1)),
      numberCell(weights ? points[i]?.step : undefined, format.percent1),
    ]),
  };
}

/** How the weights of the corners changed. */
export function cornersTable(drift: Drift, triad: Triad, corners: readonly string[]): FigureTable {
  return {
    columns: [{ label: words.corner }, number(words.difference), number(words.low), number(words.high)],
    rows: (drift.change?.corners ?? []).map(({ corner, difference, interval }) => [
      textCell(corners[triad.corners.findIndex(({ id }) => id === corner)] ?? corner),
      numberCell(difference, change.pointsOf),
      numberCell(interval?.[0], change.pointsOf),
      numberCell(interval?.[1], change.pointsOf),
    ]),
  };
}
