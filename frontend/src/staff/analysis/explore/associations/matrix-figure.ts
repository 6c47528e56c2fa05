// The matrix as a figure: its sentence, its table, and the picture that a file has.
import type { Association, Associations, Interval } from '../../../../api/types';
import { INK, PAPER, QUIET, textBlock, type Drawing, type Mark } from '../../../figures/drawing';
import { numberCell, textCell, type FigureTable } from '../../../figures/table';
import type { Lexicon } from '../../../selection/lexicon';
import { colourAt, isDark } from '../../../maps/colour';
import { analysis, associations, format } from '../../../texts';
import { FEW_IN_COMMON, labelOf, signOf, strongestFirst, STRONGEST, type Matrix } from './matrix';

const words = associations.matrix;

export function matrixSentence({ signifiers, pairs }: Associations, lexicon: Lexicon): string {
  const told = pairs.filter(({ cramers_v }) => cramers_v != null).length;
  const counted = words.counted(signifiers.length, pairs.length, told);
  if (told === 0) return counted;
  // The service's order is by the lower end of the interval. A pair that is drawn small, or whose interval begins at 0, may be chance.
  const first = strongestFirst(pairs).find(
    ({ n, v_interval: interval }) => (n ?? 0) >= FEW_IN_COMMON && (interval?.[0] ?? 0) > 0,
  );
  if (!first) return `${counted} ${words.noStrongest(FEW_IN_COMMON)}`;
  const [a, b] = first.pair.map((id) => labelOf(id, lexicon)) as [string, string];
  return `${counted} ${words.strongest(a, b, first.cramers_v ?? 0, intervalOf(first), first.n ?? 0)} ${words.why}`;
}

export function intervalOf({ v_interval: interval }: Association): Interval | undefined {
  const [low, high] = interval ?? [];
  return low === undefined || high === undefined ? undefined : [low, high];
}

/** What is known of a pair, in a few words. */
export function effectText(pair: Association): string {
  if (pair.not_estimable) return associations.pair.notEstimable[pair.not_estimable];
  const few = (pair.n ?? 0) < FEW_IN_COMMON ? ` ${words.few}` : '';
  const sign = signOf(pair);
  const direction = sign === undefined ? '' : ` ${words.signs[sign]}`;
  return `${words.effect(pair.cramers_v ?? 0, intervalOf(pair), pair.n ?? 0)}${direction}${few}`;
}

/** A pair as it is spoken. */
export function pairText(pair: Association, lexicon: Lexicon): string {
  const [a, b] = pair.pair.map((id) => labelOf(id, lexicon)) as [string, string];
  return words.pair(a, b, effectText(pair));
}

export function matrixTable({ pairs }: Associations, lexicon: Lexicon): FigureTable {
  const number = (label: string) => ({ label, number: true });
  return {
    columns: [
      { label: words.first },
      { label: words.second },
      number(words.n),
      number(words.v),
      number(words.low),
      number(words.high),
      number(words.rho),
      number(words.distance),
      { label: words.note },
    ],
    rows: pairs.map((pair) => [
      ...pair.pair.map((id) => textCell(labelOf(id, lexicon))),
      pair.n == null ? textCell(analysis.fewCount) : numberCell(pair.n, format.number),
      numberCell(pair.cramers_v, format.two),
      numberCell(pair.v_interval?.[0], format.two),
      numberCell(pair.v_interval?.[1], format.two),
      numberCell(pair.rank_correlation, format.two),
      numberCell(pair.distance_correlation, format.two),
      textCell(pair.not_estimable ? words.notes[pair.not_estimable] : ''),
    ]),
  };
}

/** How a cell is drawn: the colour of its square and how large it is, its sign, or why it has none. */
export function cellOf(pair: Association): {
  fill: string | undefined;
  dark: boolean;
  /** The side of the square, in sides of the cell. */
  side: number;
  sign: 1 | -1 | undefined;
  none: 'asked' | 'few' | 'other' | undefined;
} {
  const { not_estimable: why, cramers_v: v, n } = pair;
  if (why || v == null) {
    const none = why === 'never_asked_together' ? 'asked' : why === 'few_stories' ? 'few' : 'other';
    return { fill: undefined, dark: false, side: 0, sign: undefined, none };
  }
  const share = v / STRONGEST;
  const side = (n ?? 0) < FEW_IN_COMMON ? 0.5 : 0.92;
  return { fill: colourAt(share), dark: isDark(share), side, sign: signOf(pair), none: undefined };
}

export function matrixDrawing(matrix: Matrix): Drawing {
  const { items, at } = matrix;
  const [room, label] = [852, 300];
  const side = Math.min(24, (room - label) / Math.max(1, items.length));
  const marks: Mark[] = [];
  items.forEach((item, i) => {
    const y = i * side;
    const text = words.row(i + 1, item.label);
    const size = Math.min(12, side * 0.8);
    // One line a row: a longer question ends with dots, and is whole in the table.
    const [line = ''] = textBlock(text, [0, 0], label - 14, { size }).marks.flatMap((mark) =>
      mark.kind === 'text' ? [mark.text] : [],
    );
    marks.push({
      kind: 'text',
      at: [0, y + side * 0.72],
      text: line.length < text.length ? `${line} …` : line,
      size,
    });
    for (let j = 0; j < i; j += 1) {
      const pair = at(i, j);
      if (pair) marks.push(...cellMarks(pair, label + j * side, y, side));
    }
    marks.push({
      kind: 'text',
      at: [label + i * side + side / 2, y + side * 0.72],
      text: String(i + 1),
      size: size * 0.9,
      anchor: 'middle',
      colour: QUIET,
    });
  });
  const legend = items.length * side + 12;
  const block = textBlock(words.legendFile, [0, legend], room, { size: 12, colour: QUIET });
  marks.push(...block.marks);
  return { width: room, height: legend + block.height + 6, marks };
}

function cellMarks(pair: Association, left: number, top: number, side: number): Mark[] {
  const { fill, dark, side: share, sign, none } = cellOf(pair);
  const [x, y] = [left + side / 2, top + side / 2];
  if (none === 'asked')
    return [
      { kind: 'line', from: [left + 4, top + side - 4], to: [left + side - 4, top + 4], colour: QUIET },
    ];
  if (none) return [{ kind: 'circle', at: [x, y], radius: 1.6, fill: QUIET }];
  const own = side * share;
  const square: Mark = {
    kind: 'rect',
    at: [x - own / 2, y - own / 2],
    width: own,
    height: own,
    fill: fill ?? PAPER,
    stroke: '#6f7878',
  };
  if (!sign) return [square];
  const [colour, arm] = [dark ? PAPER : INK, side * 0.2];
  const across: Mark = { kind: 'line', from: [x - arm, y], to: [x + arm, y], colour, width: 1.6 };
  const down: Mark = { kind: 'line', from: [x, y - arm], to: [x, y + arm], colour, width: 1.6 };
  return sign === 1 ? [square, across, down] : [square, across];
}
