// Telling words as rows: the stories of both sides that contain each, and z. Words are counted in stories, not in uses.
import type { KeyTerm, Words } from '../../../api/types';
import { BRAND, GRID, INK, PAPER, QUIET, type Drawing, type Mark } from '../../figures/drawing';
import { numberCell, textCell, type FigureTable } from '../../figures/table';
import { format, words as texts } from '../../texts';

/** From this z on a word is telling (|z| ≥ 1.96). */
export const TELLING = 1.96;

/** The largest |z| of both directions: both lists share one axis. */
export function mostOf({ more, less }: Pick<Words, 'more' | 'less'>): number {
  return Math.max(TELLING * 1.25, ...[...more, ...less].map(({ z }) => Math.abs(z)));
}

export function termTable(
  terms: readonly KeyTerm[],
  own: number,
  other: number,
  against: string,
): FigureTable {
  const words = texts.table;
  return {
    columns: [
      { label: words.term },
      { label: words.own(own), number: true },
      { label: words.other(against, other), number: true },
      { label: words.z, number: true },
      { label: words.significant },
    ],
    rows: terms.map(({ term, selection_stories, rest_stories, z, telling }) => [
      textCell(term),
      numberCell(selection_stories, format.number),
      numberCell(rest_stories, format.number),
      numberCell(z, format.two),
      textCell(telling ? words.yes : words.no),
    ]),
  };
}

const [TERM, STORIES, BAR] = [180, 400, 300];

export function termDrawing(terms: readonly KeyTerm[], most: number, own: number, other: number): Drawing {
  const marks: Mark[] = [];
  const x = (z: number) => STORIES + (Math.abs(z) / most) * BAR;
  terms.forEach(({ term, selection_stories, rest_stories, z, telling }, i) => {
    const y = i * 24;
    marks.push(
      { kind: 'text', at: [0, y + 16], text: term, size: 13, bold: telling },
      {
        kind: 'text',
        at: [TERM, y + 16],
        text: texts.counts(selection_stories, own, rest_stories, other),
        size: 12,
        colour: QUIET,
      },
      {
        kind: 'rect',
        at: [STORIES, y + 5],
        width: Math.max(1, x(z) - STORIES),
        height: 14,
        fill: telling ? BRAND : PAPER,
        stroke: BRAND,
      },
      { kind: 'text', at: [x(z) + 8, y + 16], text: texts.z(z), size: 12, colour: INK },
    );
  });
  const height = terms.length * 24;
  marks.push({ kind: 'line', from: [x(TELLING), 0], to: [x(TELLING), height], colour: GRID, dash: '4 3' });
  return { width: 852, height: height + 8, marks };
}

export function phraseTable({ phrases }: Pick<Words, 'phrases'>): FigureTable {
  const words = texts.table;
  return {
    columns: [{ label: words.phrase }, { label: words.stories, number: true }],
    rows: phrases.map(({ phrase, stories }) => [textCell(phrase), numberCell(stories, format.number)]),
  };
}

export function phraseDrawing({ phrases }: Pick<Words, 'phrases'>): Drawing {
  const most = Math.max(1, ...phrases.map(({ stories }) => stories));
  const marks = phrases.flatMap(({ phrase, stories }, i): Mark[] => {
    const [y, width] = [i * 24, (stories / most) * 380];
    return [
      { kind: 'text', at: [0, y + 16], text: phrase, size: 13 },
      { kind: 'rect', at: [STORIES, y + 5], width, height: 14, fill: BRAND },
      { kind: 'text', at: [STORIES + width + 8, y + 16], text: format.number(stories), size: 12 },
    ];
  });
  return { width: 852, height: phrases.length * 24 + 8, marks };
}
