// The table of a pair: its cells in words, as a figure's table and as a file's picture.
import type { PairCell, PairTable } from '../../../../api/types';
import type { Lexicon } from '../../../selection/lexicon';
import { GRID, INK, PAPER, QUIET, textBlock, type Drawing, type Mark } from '../../../figures/drawing';
import { NONE, numberCell, textCell, type FigureTable } from '../../../figures/table';
import { divergingAt, isDarkDifference } from '../../../maps/colour';
import { hatching } from '../../../maps/triad-cells';
import { analysis, associations, explore, format } from '../../../texts';
import type { OpenPair } from './associating.svelte';
import { labelOf, signOf } from './matrix';
import { intervalOf } from './matrix-figure';

const words = associations.pair;
/** Residuals beyond this have the same colour. */
export const LARGEST_RESIDUAL = 6;

/** A row or column in words: a zone, a fifth, a ninth of a square, or an option. */
export function lineLabel(signifier: string, line: string, lexicon: Lexicon): string {
  const [id = signifier] = signifier.split('/');
  const triad = lexicon.find('triad', id);
  if (triad) return lexicon.zone(triad, line);
  const dyad = lexicon.find('dyad', id);
  if (dyad) {
    const fifth = Math.round(Number(line.split('-')[0]) * 5);
    return explore.table.fifths(...lexicon.ends(dyad))[fifth] ?? line;
  }
  const choice = lexicon.find('choice', id);
  if (choice) return line === 'other_options' ? words.otherOptions : lexicon.option(choice, line);
  const [, x, y] = /^x(\d)y(\d)$/.exec(line) ?? [];
  return x && y ? explore.maps.cell(Number(x) - 1, Number(y) - 1) : line;
}

export interface PairLines {
  rows: readonly string[];
  columns: readonly string[];
}

export function linesIn(table: PairTable, [first, second]: OpenPair['ids'], lexicon: Lexicon): PairLines {
  return {
    rows: table.rows.map(({ id }) => lineLabel(first, id, lexicon)),
    columns: table.columns.map(({ id }) => lineLabel(second, id, lexicon)),
  };
}

/** A total of stories, as far as it may be told. */
export function totalText({ n, fewer_than }: { n?: number | null; fewer_than?: number | null }): string {
  if (n != null) return format.number(n);
  return fewer_than == null ? words.withheld : analysis.fewCount;
}

export const residualText = (residual: number): string => format.signedOne(residual);

/** What a cell says, for the accessible tree and for the table. */
export function tendencyText({ tendency }: PairCell): string {
  return tendency == null ? NONE : words.tendencies[tendency];
}

export function pairFigureTable(table: PairTable, { rows, columns }: PairLines): FigureTable {
  return {
    columns: [
      { label: words.first },
      { label: words.second },
      { label: explore.table.count, number: true },
      { label: words.residual, number: true },
      { label: words.reading },
    ],
    rows: table.cells.flatMap((line, i) =>
      line.map((cell, j) => [
        textCell(rows[i] ?? ''),
        textCell(columns[j] ?? ''),
        cell.count == null
          ? textCell(totalText({ fewer_than: cell.fewer_than ?? null }))
          : numberCell(cell.count, format.number),
        numberCell(cell.residual, residualText),
        textCell(tendencyText(cell)),
      ]),
    ),
  };
}

/** What the figure says, in a few sentences. */
export function pairSentence({ ids, association, table, lexicon }: OpenPair): string {
  const [first, second] = ids.map((id) => labelOf(id, lexicon)) as [string, string];
  if (!association) return words.nothing;
  if (association.not_estimable) return words.notEstimable[association.not_estimable];
  const told = [
    words.answered(association.n ?? 0),
    words.effect(association.cramers_v ?? 0, intervalOf(association)),
  ];
  const sign = signOf(association);
  if (association.rank_correlation != null) {
    const ends = ids.map((id) => {
      const dyad = lexicon.find('dyad', id);
      return dyad ? lexicon.ends(dyad)[1] : '';
    }) as [string, string];
    told.push(
      sign === undefined
        ? words.noDirection(association.rank_correlation)
        : words.direction(sign, ends, association.rank_correlation),
    );
  }
  if (table) told.push(...extremes(table, linesIn(table, ids, lexicon)));
  return told.join(' ') || words.heading(first, second);
}

function extremes(table: PairTable, { rows, columns }: PairLines): string[] {
  const cells = table.cells.flatMap((line, i) =>
    line.flatMap(({ count, residual, tendency }, j) =>
      count == null || residual == null
        ? []
        : [{ row: rows[i] ?? '', column: columns[j] ?? '', count, residual, tendency }],
    ),
  );
  const most = cells.reduce((a, b) => (b.residual > a.residual ? b : a), cells[0] ?? NO_CELL);
  const least = cells.reduce((a, b) => (b.residual < a.residual ? b : a), cells[0] ?? NO_CELL);
  const said = [
    ...(most.tendency === 'more'
      ? [words.most(most.row, most.column, most.count, residualText(most.residual))]
      : []),
    ...(least.tendency === 'fewer'
      ? [words.least(least.row, least.column, least.count, residualText(least.residual))]
      : []),
  ];
  return said.length > 0 ? said : [words.noCell];
}

const NO_CELL = { row: '', column: '', count: 0, residual: 0, tendency: 'as_expected' as const };

/** The share of the scale at which a cell lies, from −1 to 1; nothing where there is no residual. */
export function shadeOf({ residual }: PairCell): number | undefined {
  return residual == null ? undefined : residual / LARGEST_RESIDUAL;
}

export function pairDrawing(table: PairTable, lines: PairLines): Drawing {
  const room = 852;
  const [label, tall] = [190, 46];
  const wide = Math.min(130, (room - label) / Math.max(1, table.columns.length));
  const heads = lines.columns.map((text, j) =>
    textBlock(text, [label + j * wide + 3, 0], wide - 6, { size: 11, bold: true }),
  );
  const head = Math.max(20, ...heads.map(({ height }) => height)) + 6;
  const marks: Mark[] = heads.flatMap((block) => block.marks);
  let y = head;
  table.cells.forEach((line, i) => {
    const text = textBlock(lines.rows[i] ?? '', [0, y + 4], label - 10, { size: 12 });
    const height = Math.max(tall, text.height + 10);
    marks.push(...text.marks);
    line.forEach((cell, j) => {
      const [left, shade] = [label + j * wide, shadeOf(cell)];
      const middle = left + wide / 2;
      const colour = shade !== undefined && isDarkDifference(shade) ? PAPER : INK;
      marks.push({
        kind: 'rect',
        at: [left, y],
        width: wide,
        height,
        fill: shade === undefined ? PAPER : divergingAt(shade),
        stroke: GRID,
      });
      if (shade !== undefined && cell.tendency === 'as_expected')
        marks.push(...hatched(left, y, wide, height));
      const [upper, lower] =
        cell.count == null
          ? [totalText({ fewer_than: cell.fewer_than ?? null }), tendencyText(cell)]
          : [format.number(cell.count), cell.residual == null ? '' : residualText(cell.residual)];
      marks.push(
        { kind: 'text', at: [middle, y + 19], text: upper, size: 12, anchor: 'middle', colour },
        {
          kind: 'text',
          at: [middle, y + 36],
          text: lower,
          size: 11,
          anchor: 'middle',
          colour: shade === undefined ? QUIET : colour,
        },
      );
    });
    y += height;
  });
  return { width: room, height: y + 8, marks };
}

function hatched(left: number, top: number, width: number, height: number): Mark[] {
  const corners = [
    { x: left, y: top },
    { x: left + width, y: top },
    { x: left + width, y: top + height },
    { x: left, y: top + height },
  ];
  return hatching(corners, 9).map(([from, to]): Mark => ({
    kind: 'line',
    from: [from.x, from.y],
    to: [to.x, to.y],
    colour: '#a9b0b0',
    width: 0.8,
  }));
}
