// The confidence questions by group: medians with their intervals on one axis. No single number stands for them all.
import type { Comparison, Dyad, Interval } from '../../../api/types';
import { SMALLEST_SHOWN } from '../../selection/small';
import type { Lexicon } from '../../selection/lexicon';
import { BRAND, GRID, INK, QUIET, textBlock, type Drawing, type Mark } from '../../figures/drawing';
import { numberCell, textCell, type FigureTable } from '../../figures/table';
import { compare, format } from '../../texts';

export interface ConfidenceCell {
  group: string;
  label: string;
  n: number;
  /** Missing when fewer than ten answered. */
  median: number | undefined;
  interval: Interval | undefined;
}

export interface ConfidenceRow {
  dyad: Dyad;
  question: string;
  ends: readonly [left: string, right: string];
  cells: readonly ConfidenceCell[];
}

/** A row for each confidence question that has answers in these groups. */
export function confidenceOf(comparison: Comparison, lexicon: Lexicon): ConfidenceRow[] {
  const groups = comparison.groups.filter(({ compared }) => compared);
  const dyads = lexicon.all('dyad').filter(({ confidence }) => confidence);
  return dyads.flatMap((dyad): ConfidenceRow[] => {
    const difference = comparison.details[dyad.id];
    if (difference?.kind !== 'dyad' || groups.length === 0) return [];
    const cells = groups.map(({ id, label }): ConfidenceCell => {
      const n = difference.groups[id]?.answered ?? 0;
      const quantiles = n < SMALLEST_SHOWN ? undefined : difference.quantiles[id];
      const [low, high] = quantiles?.median_interval ?? [];
      return {
        group: id,
        label,
        n,
        median: quantiles?.['0.5'] ?? undefined,
        interval: low === undefined || high === undefined ? undefined : [low, high],
      };
    });
    if (cells.every(({ n }) => n === 0)) return [];
    return [{ dyad, question: lexicon.say(dyad.question), ends: lexicon.ends(dyad), cells }];
  });
}

export function confidenceTable(rows: readonly ConfidenceRow[]): FigureTable {
  const words = compare.confidence;
  const groups = rows[0]?.cells ?? [];
  return {
    columns: [
      { label: words.dimension },
      ...groups.flatMap(({ label }) =>
        words.columns(label).map((column) => ({ label: column, number: true })),
      ),
    ],
    rows: rows.map(({ question, cells }) => [
      textCell(question),
      ...cells.flatMap(({ n, median, interval }) => [
        n < SMALLEST_SHOWN ? { text: compare.answered(n), value: null } : numberCell(n, format.number),
        numberCell(median, format.percent),
        numberCell(interval?.[0], format.percent),
        numberCell(interval?.[1], format.percent),
      ]),
    ]),
  };
}

const [LABEL, LEFT, PLOT] = [360, 380, 300];

/** As a file has it: the groups below each other under each question. */
export function confidenceDrawing(rows: readonly ConfidenceRow[]): Drawing {
  const marks: Mark[] = [];
  const x = (value: number) => LEFT + value * PLOT;
  let y = 0;
  for (const { question, ends, cells } of rows) {
    const head = textBlock(question, [0, y], 852, { size: 13, bold: true });
    marks.push(...head.marks);
    y += head.height + 2;
    for (const { label, n, median, interval } of cells) {
      const words = `${label}, n = ${compare.answered(n)}`;
      const text = textBlock(words, [0, y], LABEL, { size: 12, colour: QUIET });
      const height = Math.max(26, text.height + 6);
      const middle = y + height / 2;
      marks.push(...text.marks, { kind: 'line', from: [x(0), middle], to: [x(1), middle], colour: GRID });
      if (interval)
        marks.push({
          kind: 'line',
          from: [x(interval[0]), middle],
          to: [x(interval[1]), middle],
          colour: INK,
          width: 2,
        });
      if (median !== undefined) {
        marks.push(
          {
            kind: 'line',
            from: [x(median), middle - 9],
            to: [x(median), middle + 9],
            colour: BRAND,
            width: 4,
          },
          {
            kind: 'text',
            at: [x(1) + 16, middle + 4],
            text: compare.confidence.cell(median, interval),
            size: 12,
          },
        );
      }
      y += height;
    }
    marks.push(
      { kind: 'text', at: [x(0), y + 10], text: `← ${ends[0]}`, size: 11, colour: QUIET },
      { kind: 'text', at: [x(1), y + 23], text: `${ends[1]} →`, size: 11, colour: QUIET, anchor: 'end' },
    );
    y += 38;
  }
  return { width: 852, height: y, marks };
}
