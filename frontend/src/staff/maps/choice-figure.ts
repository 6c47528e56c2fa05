// A choice as a figure: its options, its table, its sentence, and the picture that a file has.
import type { Choice } from '../../lib/framework';
import type { ChoicePattern } from '../../api/types';
import { BRAND, GRID, INK, QUIET, textBlock, type Drawing, type Mark } from '../figures/drawing';
import type { FigureTable } from '../figures/table';
import type { Lexicon } from '../selection/lexicon';
import { explore, format } from '../texts';
import { differenceSentence, shareTable, type Beside, type ShareRow } from './share-table';
import { differenceBy } from './triad-cells';

export interface OptionRow extends ShareRow {
  id: string;
  everybody: number | undefined;
  /** Whether so few chose it that they are not counted. */
  tooFew: boolean;
}

/** Of a long choice so many options are drawn: those that were chosen most. */
const DRAWN = 20;

/** The options in the framework's order, or of a long choice those chosen most, with `chosen` among them. */
export function optionRows(
  choice: Choice,
  pattern: ChoicePattern,
  { against, other, everybody }: Beside<ChoicePattern>,
  lexicon: Lexicon,
  chosen: readonly string[],
): { rows: OptionRow[]; left: number } {
  const countOf = (id: string) => pattern.options[id]?.count ?? 0;
  const byCount = choice.options.map(({ id }) => id).sort((a, b) => countOf(b) - countOf(a));
  const drawn = new Set([...byCount.slice(0, DRAWN), ...chosen]);
  const options = choice.options.filter(({ id }) => drawn.has(id));
  const rows = options.map(({ id }) => {
    const beside = other?.options[id];
    const isTold = ![pattern, other].some((told) => told?.too_few?.includes(id));
    const difference =
      other &&
      isTold &&
      differenceBy(
        against,
        { count: countOf(id), n: pattern.answered },
        { count: beside?.count ?? 0, n: other.answered },
      );
    return {
      id,
      label: lexicon.option(choice, id),
      share: pattern.options[id],
      other: beside,
      difference: difference || undefined,
      tooFew: pattern.too_few?.includes(id) ?? false,
      everybody: everybody?.options[id]?.share ?? undefined,
    };
  });
  return { rows, left: choice.options.length - options.length };
}

export const choiceTable = (rows: readonly OptionRow[], { against }: Beside<ChoicePattern>): FigureTable =>
  shareTable(explore.table.option, rows, against);

export function choiceSentence(
  rows: readonly OptionRow[],
  pattern: ChoicePattern,
  { against }: Beside<ChoicePattern>,
): string {
  const words = explore.sentences;
  const answered = words.answered(pattern.answered);
  if (against !== 'nothing') return `${answered} ${differenceSentence(rows, against)}`;
  const [first] = [...rows].sort((a, b) => (b.share?.count ?? 0) - (a.share?.count ?? 0));
  if (!first?.share?.interval) return answered;
  return `${answered} ${words.most(first.label, first.share.share ?? 0, first.share.interval)}`;
}

const LABEL = 300;
const PLOT = { left: 320, width: 420 };

export function choiceDrawing(
  rows: readonly OptionRow[],
  { against }: Beside<ChoicePattern>,
  most: number,
): Drawing {
  const marks: Mark[] = [];
  const compared = against !== 'nothing';
  const along = (value: number) => PLOT.left + (compared ? (value / most + 1) / 2 : value) * PLOT.width;
  let y = 0;
  for (const { label, share, difference, everybody } of rows) {
    const text = textBlock(label, [0, y], LABEL, { size: 13 });
    const height = Math.max(28, text.height + 8);
    const middle = y + height / 2;
    const value = compared ? difference?.value : share?.share;
    const interval = compared ? difference?.interval : share?.interval;
    const words = compared
      ? difference
        ? format.points(difference.value)
        : ''
      : format.percent(share?.share ?? 0);
    marks.push(...text.marks);
    if (value != null)
      marks.push({
        kind: 'rect',
        at: [Math.min(along(0), along(value)), middle - 7],
        width: Math.abs(along(value) - along(0)),
        height: 14,
        fill: compared && !difference?.clear ? 'none' : '#5d9b97',
        stroke: BRAND,
      });
    if (interval)
      marks.push({
        kind: 'line',
        from: [along(interval[0]), middle],
        to: [along(interval[1]), middle],
        colour: INK,
        width: 2,
      });
    if (!compared && everybody !== undefined)
      marks.push({
        kind: 'line',
        from: [along(everybody), middle - 11],
        to: [along(everybody), middle + 11],
        colour: QUIET,
        width: 2,
        dash: '3 2',
      });
    marks.push({ kind: 'text', at: [PLOT.left + PLOT.width + 20, middle + 5], text: words, size: 13 });
    y += height;
  }
  for (const tick of compared ? [-most, 0, most] : [0, 0.5, 1]) {
    marks.unshift({
      kind: 'line',
      from: [along(tick), 0],
      to: [along(tick), y],
      colour: tick === 0 ? QUIET : GRID,
    });
    marks.push({
      kind: 'text',
      at: [along(tick), y + 16],
      text: compared ? format.points(tick) : format.percent(tick),
      size: 12,
      anchor: 'middle',
      colour: QUIET,
    });
  }
  return { width: 852, height: y + 24, marks };
}
