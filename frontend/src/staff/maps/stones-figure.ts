// Stones as a figure: their table, their sentence, and the picture that a file has.
import type { Stones } from '../../lib/framework';
import type { StonePattern, StonesPattern } from '../../api/types';
import { INK, PAPER, QUIET, textBlock, type Drawing, type Mark } from '../figures/drawing';
import { NONE, numberCell, textCell, type FigureTable } from '../figures/table';
import type { Lexicon } from '../selection/lexicon';
import { analysis, explore, format } from '../texts';
import { colourAt, divergingAt, isDark, isDarkDifference } from './colour';
import { wilson } from './difference';
import { differenceSentence, shareTable, type Beside, type ShareRow } from './share-table';
import { differenceBy, hatching } from './triad-cells';

/** The nine cells as they are read: from the top left. */
export const CELLS = [6, 7, 8, 3, 4, 5, 0, 1, 2];

export interface StoneCell extends ShareRow {
  stone: string;
  cell: number;
}

/** Every cell of every stone: its share of the stone's placements. */
export function cellRows(
  stones: Stones,
  pattern: StonesPattern,
  { against, other }: Beside<StonesPattern>,
  lexicon: Lexicon,
): StoneCell[] {
  return stones.stones.flatMap(({ id }) => {
    const [own, beside] = [pattern.stones[id], other?.stones[id]];
    if (!own) return [];
    return CELLS.map((cell) => {
      const counted = counts(own, cell);
      const difference = beside && differenceBy(against, counted, counts(beside, cell));
      return {
        stone: id,
        cell,
        label: `${lexicon.stone(stones, id)}: ${explore.maps.cell(cell % 3, Math.floor(cell / 3))}`,
        share: shareOf(counted),
        other: beside && shareOf(counts(beside, cell)),
        difference,
      };
    });
  });
}

const counts = ({ cells, placed }: StonePattern, cell: number) => ({ count: cells[cell] ?? 0, n: placed });

function shareOf({ count, n }: { count: number; n: number }) {
  return n === 0
    ? { count, share: null, interval: null }
    : { count, share: count / n, interval: wilson({ count, n }) };
}

export function stonesTable(
  stones: Stones,
  pattern: StonesPattern,
  rows: readonly StoneCell[],
  { against }: Beside<StonesPattern>,
  lexicon: Lexicon,
): FigureTable {
  const words = explore.table;
  if (against !== 'nothing') return shareTable(words.cell, rows, against);
  const numbers = [
    words.placed,
    words.unplaced,
    words.across,
    words.up,
    ...CELLS.map((cell) => explore.maps.cell(cell % 3, Math.floor(cell / 3))),
  ];
  return {
    columns: [{ label: words.stone }, ...numbers.map((label) => ({ label, number: true }))],
    rows: stones.stones.flatMap(({ id }) => {
      const own = pattern.stones[id];
      if (!own) {
        if (!pattern.too_few?.includes(id)) return [];
        return [
          [lexicon.stone(stones, id), analysis.fewCount, ...numbers.slice(1).map(() => NONE)].map(textCell),
        ];
      }
      const counts = [own.placed, own.unplaced].map((count) => numberCell(count, format.number));
      const medians = [own.median_x, own.median_y].map((value) => numberCell(value, format.percent));
      const cells = CELLS.map((cell) => numberCell(own.cells[cell] ?? 0, format.number));
      return [[textCell(lexicon.stone(stones, id)), ...counts, ...medians, ...cells]];
    }),
  };
}

export function stonesSentence(
  stones: Stones,
  pattern: StonesPattern,
  rows: readonly StoneCell[],
  { against }: Beside<StonesPattern>,
  lexicon: Lexicon,
): string {
  const words = explore.sentences;
  const answered = words.answered(pattern.answered);
  if (against !== 'nothing') return `${answered} ${differenceSentence(rows, against)}`;
  const placed = stones.stones.map(({ id }) => ({ id, placed: pattern.stones[id]?.placed ?? 0 }));
  const [first] = placed.sort((a, b) => b.placed - a.placed);
  return first && first.placed > 0
    ? `${answered} ${words.placedMost(lexicon.stone(stones, first.id), first.placed)}`
    : answered;
}

export function stonesDrawing(
  stones: Stones,
  pattern: StonesPattern,
  rows: readonly StoneCell[],
  { against }: Beside<StonesPattern>,
  most: number,
  lexicon: Lexicon,
): Drawing {
  const [side, gap, head, across] = [180, 44, 44, 4];
  const own = stones.stones.filter(({ id }) => pattern.stones[id]);
  const marks: Mark[] = own.flatMap(({ id }, i) => {
    const left = (i % across) * (side + gap);
    const top = Math.floor(i / across) * (side + head + 20) + head;
    const found = pattern.stones[id];
    const title = `${lexicon.stone(stones, id)}, ${explore.maps.placed(found?.placed ?? 0)}`;
    const squares = rows
      .filter(({ stone }) => stone === id)
      .flatMap((row) => square(row, against, most, left, top, side));
    const median: Mark[] =
      found?.median_x != null && found.median_y != null
        ? [
            {
              kind: 'circle',
              at: [left + found.median_x * side, top + (1 - found.median_y) * side],
              radius: 7,
              fill: 'none',
              stroke: '#d1481a',
              width: 3,
            },
          ]
        : [];
    return [
      ...textBlock(title, [left, top - head], side, { size: 12, bold: true }).marks.slice(0, 2),
      ...squares,
      ...median,
    ];
  });
  const height = Math.ceil(own.length / across) * (side + head + 20);
  const axes = [
    explore.maps.across(lexicon.say(stones.x.left), lexicon.say(stones.x.right)),
    explore.maps.up(lexicon.say(stones.y.bottom), lexicon.say(stones.y.top)),
  ];
  axes.forEach((axis, i) =>
    marks.push(...textBlock(axis, [0, height + i * 20], 852, { size: 13, colour: QUIET }).marks),
  );
  return { width: 852, height: height + 48, marks };
}

function square(
  { cell, share, difference }: StoneCell,
  against: Beside<StonesPattern>['against'],
  most: number,
  left: number,
  top: number,
  side: number,
): Mark[] {
  const third = side / 3;
  const [x, y] = [left + (cell % 3) * third, top + (2 - Math.floor(cell / 3)) * third];
  const compared = against !== 'nothing';
  const value = compared ? (difference?.value ?? 0) / most : ((share?.share ?? 0) * 9) / most;
  const dark = compared ? isDarkDifference(value) : isDark(value);
  const fill = compared ? divergingAt(value) : share?.count ? colourAt(value) : PAPER;
  const corners = [
    { x, y },
    { x: x + third, y },
    { x: x + third, y: y + third },
    { x, y: y + third },
  ];
  const label = compared
    ? difference
      ? format.points(difference.value)
      : ''
    : format.percent(share?.share ?? 0);
  return [
    { kind: 'rect', at: [x, y], width: third, height: third, fill, stroke: QUIET },
    ...(compared && !difference?.clear ? hatching(corners, 16) : []).map(([from, to]): Mark => ({
      kind: 'line',
      from: [from.x, from.y],
      to: [to.x, to.y],
      colour: QUIET,
      width: 0.8,
    })),
    {
      kind: 'text',
      at: [x + third / 2, y + third / 2 + 5],
      text: label,
      size: 13,
      anchor: 'middle',
      colour: dark ? PAPER : INK,
    },
  ];
}
