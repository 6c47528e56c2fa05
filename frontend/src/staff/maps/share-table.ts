// Shares with their intervals as the table of a map, and beside them the difference to everybody or to B.
import type { Share } from '../../api/types';
import { numberCell, textCell, NONE, type Cell, type Column, type FigureTable } from '../figures/table';
import { analysis, explore, format } from '../texts';
import type { Difference } from './difference';
import type { Against } from './map-settings';

const words = explore.table;

/** What a map is shown beside. */
export interface Beside<Pattern> {
  against: Against;
  /** What the selection is compared with, if it is. */
  other: Pattern | undefined;
  /** All stories; nothing when they are the selection. */
  everybody: Pattern | undefined;
}

export interface ShareRow {
  label: string;
  share: Share | undefined;
  /** Whether there are so few that they are not counted. */
  tooFew?: boolean;
  /** Cells after count, share and interval. */
  more?: readonly Cell[];
  /** The share that it is compared with. */
  other?: Share | undefined;
  difference?: Difference | undefined;
}

/** @param first The head of the first column. */
export function shareTable(
  first: string,
  rows: readonly ShareRow[],
  against: Against,
  more: readonly Column[] = [],
): FigureTable {
  const numbers = (labels: readonly string[]): Column[] => labels.map((label) => ({ label, number: true }));
  const compared = against === 'nothing' ? [] : words.compared(against);
  return {
    columns: [
      { label: first },
      ...numbers([words.count, words.share, words.interval]),
      ...more,
      ...numbers(compared),
    ],
    rows: rows.map(({ label, share, tooFew, more: own = [], other, difference }) => [
      textCell(label),
      tooFew ? textCell(analysis.fewCount) : numberCell(share?.count ?? 0, format.number),
      numberCell(share?.share, format.percent1),
      textCell(share?.interval ? words.interval95(...share.interval) : NONE),
      ...own,
      ...(compared.length === 0
        ? []
        : [
            numberCell(other?.share, format.percent1),
            numberCell(difference && difference.value * 100, (value) => format.signedOne(value)),
            textCell(difference ? intervalOf(difference) : NONE),
          ]),
    ]),
  };
}

/** The interval of a difference, in points. */
export function intervalOf({ interval: [low, high] }: Difference): string {
  return words.pointsInterval(format.signedOne(low * 100), format.signedOne(high * 100));
}

/** By how much there is a difference at least: the end of its interval that lies nearer to 0. */
const atLeast = ({ interval: [low, high] }: Difference) => Math.min(Math.abs(low), Math.abs(high));

/** In one sentence, the difference whose interval is farthest from 0. */
export function differenceSentence(rows: readonly ShareRow[], against: Against): string {
  const told = rows.flatMap(({ label, difference }) => (difference ? [{ label, difference }] : []));
  if (told.length === 0) return explore.sentences.notCompared(against);
  const clear = told.filter(({ difference }) => difference.clear);
  const [first] = clear.sort((a, b) => atLeast(b.difference) - atLeast(a.difference));
  if (!first) return explore.sentences.noDifference(against);
  const { label, difference } = first;
  return explore.sentences.difference(
    label,
    format.signedOne(difference.value * 100),
    intervalOf(difference),
    against,
    told.length,
  );
}
