// A dyad as a figure: its table, its sentence, and the picture that a file has.
import type { Dyad } from '../../lib/framework';
import type { DyadPattern } from '../../api/types';
import { BRAND, GRID, INK, QUIET, textBlock, type Drawing, type Mark, type Place } from '../figures/drawing';
import { type FigureTable } from '../figures/table';
import type { Lexicon } from '../selection/lexicon';
import { explore, format } from '../texts';
import { divergingAt } from './colour';
import { differenceSentence, shareTable, type Beside, type ShareRow } from './share-table';
import { differenceBy, reachOf } from './triad-cells';

export function fifthRows(
  dyad: Dyad,
  pattern: DyadPattern,
  { against, other }: Beside<DyadPattern>,
  lexicon: Lexicon,
): ShareRow[] {
  const names = explore.table.fifths(...lexicon.ends(dyad));
  return pattern.fifth_shares.map((share, i) => {
    const beside = other?.fifth_shares[i];
    const difference =
      other &&
      differenceBy(
        against,
        { count: share.count, n: pattern.answered },
        { count: beside?.count ?? 0, n: other.answered },
      );
    return {
      label: names[i] ?? '',
      share,
      other: beside,
      difference,
      more: [{ text: format.percent(0.2), value: 0.2 }],
    };
  });
}

export function dyadTable(rows: readonly ShareRow[], { against }: Beside<DyadPattern>): FigureTable {
  const { fifth, even } = explore.table;
  return shareTable(fifth, rows, against, [{ label: even, number: true }]);
}

export function dyadSentence(
  dyad: Dyad,
  rows: readonly ShareRow[],
  pattern: DyadPattern,
  { against }: Beside<DyadPattern>,
  lexicon: Lexicon,
): string {
  const words = explore.sentences;
  const answered = words.answered(pattern.answered);
  if (against !== 'nothing') return `${answered} ${differenceSentence(rows, against)}`;
  const { '0.25': low, '0.5': median, '0.75': high, median_interval: interval } = pattern.quantiles;
  if (median == null || low == null || high == null) return answered;
  const [left, right] = lexicon.ends(dyad);
  const [from, to] = interval ?? [];
  return `${answered} ${words.median(left, right, median, from === undefined || to === undefined ? undefined : [from, to], low, high)}`;
}

/** The difference of fifths at the ends of the axis of all dyads. */
export const reachOfFifths = (rows: readonly ShareRow[]): number =>
  reachOf(rows.flatMap(({ difference }) => (difference ? [difference.value, ...difference.interval] : [])));

/** A step line over twenty bins: the share of each, from left to right, in a box. */
export function outlineOfBins(
  { histogram, answered }: DyadPattern,
  most: number,
  width: number,
  height: number,
): Place[] {
  const bin = width / histogram.length;
  const top = (count: number) => height - (count / Math.max(1, answered) / most) * height;
  return histogram.flatMap((count, i): Place[] => [
    [i * bin, top(count)],
    [(i + 1) * bin, top(count)],
  ]);
}

const PLOT = { left: 60, top: 8, width: 760, height: 200 };

export function dyadDrawing(
  dyad: Dyad,
  pattern: DyadPattern,
  beside: Beside<DyadPattern>,
  most: number,
  lexicon: Lexicon,
): Drawing {
  const [left, right] = lexicon.ends(dyad);
  const rows = fifthRows(dyad, pattern, beside, lexicon);
  const compared = beside.against !== 'nothing' && beside.other;
  const bottom = PLOT.top + PLOT.height;
  const marks = compared ? differenceMarks(rows, most) : shareMarks(pattern, beside.everybody, most);
  marks.push(
    { kind: 'line', from: [PLOT.left, bottom], to: [PLOT.left + PLOT.width, bottom], colour: INK },
    ...textBlock(`← ${left}`, [PLOT.left, bottom + 22], 360, { size: 13 }).marks,
    ...textBlock(`${right} →`, [PLOT.left + 400, bottom + 22], 360, { size: 13 }).marks,
  );
  return { width: 852, height: bottom + 66, marks };
}

function shareMarks(pattern: DyadPattern, everybody: DyadPattern | undefined, most: number): Mark[] {
  const { left, top, width, height } = PLOT;
  const y = (share: number) => top + height - (share / most) * height;
  const bin = width / pattern.histogram.length;
  const marks: Mark[] = [0, most / 2, most].flatMap((share): Mark[] => [
    { kind: 'line', from: [left, y(share)], to: [left + width, y(share)], colour: GRID },
    {
      kind: 'text',
      at: [left - 8, y(share) + 4],
      text: format.percent(share),
      size: 12,
      anchor: 'end',
      colour: QUIET,
    },
  ]);
  pattern.histogram.forEach((count, i) => {
    const share = count / Math.max(1, pattern.answered);
    marks.push({
      kind: 'rect',
      at: [left + i * bin + 2, y(share)],
      width: bin - 4,
      height: top + height - y(share),
      fill: '#5d9b97',
    });
  });
  if (everybody) {
    const points = outlineOfBins(everybody, most, width, height).map(([x, dy]): Place => [
      left + x,
      top + dy,
    ]);
    points
      .slice(1)
      .forEach((to, i) => marks.push({ kind: 'line', from: points[i] ?? to, to, colour: INK, width: 1.5 }));
  }
  const median = pattern.quantiles['0.5'];
  if (median != null) {
    const x = left + median * width;
    marks.push({ kind: 'line', from: [x, top], to: [x, top + height], colour: INK, width: 3 });
  }
  return marks;
}

function differenceMarks(rows: readonly ShareRow[], most: number): Mark[] {
  const { left, top, width, height } = PLOT;
  const y = (value: number) => top + height / 2 - (value / most) * (height / 2);
  const fifth = width / rows.length;
  const marks: Mark[] = [-most, 0, most].flatMap((value): Mark[] => [
    { kind: 'line', from: [left, y(value)], to: [left + width, y(value)], colour: value === 0 ? INK : GRID },
    {
      kind: 'text',
      at: [left - 8, y(value) + 4],
      text: format.points(value),
      size: 12,
      anchor: 'end',
      colour: QUIET,
    },
  ]);
  rows.forEach(({ difference }, i) => {
    if (!difference) return;
    const { value, interval, clear } = difference;
    const x = left + i * fifth;
    marks.push(
      {
        kind: 'rect',
        at: [x + 24, Math.min(y(0), y(value))],
        width: fifth - 48,
        height: Math.abs(y(value) - y(0)),
        fill: clear ? divergingAt(value < 0 ? -1 : 1) : 'none',
        stroke: clear ? BRAND : QUIET,
      },
      {
        kind: 'line',
        from: [x + fifth / 2, y(interval[0])],
        to: [x + fifth / 2, y(interval[1])],
        colour: INK,
        width: 2,
      },
    );
  });
  return marks;
}
