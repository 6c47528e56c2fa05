// Where each group placed a stone: as a table, as a sentence, and as a file's picture.
import type { Stones } from '../../../api/types';
import { INK, PAPER, QUIET, textBlock, type Drawing, type Mark } from '../../figures/drawing';
import { numberCell, textCell, type FigureTable } from '../../figures/table';
import { colourAt, isDark } from '../../maps/colour';
import { niceAbove } from '../../maps/scale';
import type { Lexicon } from '../../selection/lexicon';
import { compare, explore, format } from '../../texts';
import type { StonePlaces } from './closer';

const words = compare.closer.places;
/** The nine cells as they are read: from the top left. */
export const CELLS = [6, 7, 8, 3, 4, 5, 0, 1, 2];

/** A cell's share of a group's placements, as a multiple of even spread. */
export const multipleOf = ({ cells, placed }: StonePlaces, cell: number): number =>
  ((cells[cell] ?? 0) / Math.max(1, placed)) * 9;

/** The multiple at the dark end of the scale, the same for all groups. */
export function mostOf(places: readonly StonePlaces[]): number {
  return niceAbove(Math.max(0, ...places.flatMap((one) => CELLS.map((cell) => multipleOf(one, cell)))));
}

export const cellName = (cell: number): string => explore.maps.cell(cell % 3, Math.floor(cell / 3));

export function placesTable(places: readonly StonePlaces[]): FigureTable {
  const number = (label: string) => ({ label, number: true });
  return {
    columns: [
      { label: compare.closer.group },
      number(explore.table.placed),
      number(explore.table.across),
      number(explore.table.up),
      ...CELLS.map((cell) => number(cellName(cell))),
    ],
    rows: places.map(({ label, placed, cells, median }) => [
      textCell(label),
      numberCell(placed, format.number),
      numberCell(median?.[0], format.percent),
      numberCell(median?.[1], format.percent),
      ...CELLS.map((cell) => numberCell(cells[cell] ?? 0, format.number)),
    ]),
  };
}

export function placesSentence(stones: Stones, places: readonly StonePlaces[], lexicon: Lexicon): string {
  const ends = [stones.x.left, stones.x.right, stones.y.bottom, stones.y.top].map(lexicon.say);
  const medians = places.map(({ label, median }) =>
    median ? words.median(label, format.percent(median[0]), format.percent(median[1])) : words.none(label),
  );
  return `${medians.join(' ')} ${words.axes(ends)}`;
}

export function placesDrawing(places: readonly StonePlaces[]): Drawing {
  const [side, gap, head, across] = [180, 44, 44, 4];
  const most = mostOf(places);
  const marks = places.flatMap((one, i): Mark[] => {
    const left = (i % across) * (side + gap);
    const top = Math.floor(i / across) * (side + head + 20) + head;
    const third = side / 3;
    const cells = CELLS.flatMap((cell): Mark[] => {
      const [x, y] = [left + (cell % 3) * third, top + (2 - Math.floor(cell / 3)) * third];
      const value = multipleOf(one, cell) / most;
      const fill = one.cells[cell] ? colourAt(value) : PAPER;
      const text = format.percent((one.cells[cell] ?? 0) / Math.max(1, one.placed));
      const colour = one.cells[cell] && isDark(value) ? PAPER : INK;
      return [
        { kind: 'rect', at: [x, y], width: third, height: third, fill, stroke: QUIET },
        { kind: 'text', at: [x + third / 2, y + third / 2 + 5], text, size: 13, anchor: 'middle', colour },
      ];
    });
    const ring: Mark[] = one.median
      ? [
          {
            kind: 'circle',
            at: [left + one.median[0] * side, top + (1 - one.median[1]) * side],
            radius: 7,
            fill: 'none',
            stroke: '#d1481a',
            width: 3,
          },
        ]
      : [];
    const title = `${one.label}, ${compare.confidence.n(one.placed)}`;
    const label = textBlock(title, [left, top - head], side, { size: 12, bold: true }).marks.slice(0, 2);
    return [...label, ...cells, ...ring];
  });
  return { width: 852, height: Math.ceil(places.length / across) * (side + head + 20), marks };
}
