// The table of a cluster: its mean on every question beside that of the other stories, and the shares of every option.
import type { Cluster, Position } from '../../../api/types';
import { numberCell, textCell, type Cell, type FigureTable } from '../../figures/table';
import type { Lexicon } from '../../selection/lexicon';
import { SMALLEST_SHOWN } from '../../selection/small';
import { clusters, format } from '../../texts';
import { dyadOf, stonesOf, triadOf } from './telling';

const words = clusters.table;

type Kind = keyof typeof words.measures;
type Row = [part: string, own: number | undefined, rest: number | undefined];

export function cardTable({ description }: Cluster, lexicon: Lexicon): FigureTable {
  const rows: Cell[][] = [];
  const add = (question: string, kind: Kind, difference: number | null | undefined, parts: readonly Row[]) =>
    parts.forEach(([part, own, rest], i) =>
      rows.push([
        textCell(question),
        textCell(part),
        numberCell(own, format.two),
        numberCell(rest, format.two),
        i === 0 && kind !== 'choice' ? numberCell(difference, format.two) : numberCell(undefined, format.two),
        textCell(i === 0 ? words.measures[kind] : ''),
      ]),
    );
  for (const [id, { answered, cluster, rest, difference }] of Object.entries(description?.profile ?? {})) {
    if (answered < SMALLEST_SHOWN) continue;
    const { kind, parts } = partsOf(id, cluster, rest, lexicon);
    add(lexicon.question(id), kind, difference, parts);
  }
  for (const [id, options] of Object.entries(description?.shares ?? {})) {
    const choice = lexicon.find('choice', id);
    const counts = Object.values(options);
    const all = Math.max(0, ...counts.map(({ count, share }) => (share ? count / share : 0)));
    if (all < SMALLEST_SHOWN - 0.5) continue;
    const parts = Object.entries(options).map(([option, { share, rest }]): Row => [
      choice ? lexicon.option(choice, option) : option,
      share ?? undefined,
      rest ?? undefined,
    ]);
    add(lexicon.question(id), 'choice', undefined, parts);
  }
  const { question, part, own, rest, difference, measure } = words;
  return {
    columns: [
      { label: question },
      { label: part },
      { label: own, number: true },
      { label: rest, number: true },
      { label: difference, number: true },
      { label: measure },
    ],
    rows,
  };
}

function partsOf(
  id: string,
  own: Position | null | undefined,
  rest: Position | null | undefined,
  lexicon: Lexicon,
): { kind: Kind; parts: Row[] } {
  const triad = lexicon.find('triad', id);
  if (triad) {
    const corners = lexicon.corners(triad);
    return {
      kind: 'triad',
      parts: corners.map((corner, i) => [corner, triadOf(own)?.[i], triadOf(rest)?.[i]]),
    };
  }
  const dyad = lexicon.find('dyad', id);
  if (dyad) return { kind: 'dyad', parts: [[words.to(lexicon.ends(dyad)[1]), dyadOf(own), dyadOf(rest)]] };
  const stones = lexicon.find('stones', id);
  const [ownStones, restStones] = [stonesOf(own) ?? {}, stonesOf(rest) ?? {}];
  const parts = Object.keys(ownStones).flatMap((stone): Row[] => {
    const label = stones ? lexicon.stone(stones, stone) : stone;
    return [
      [words.across(label), ownStones[stone]?.[0], restStones[stone]?.[0]],
      [words.up(label), ownStones[stone]?.[1], restStones[stone]?.[1]],
    ];
  });
  return { kind: 'stones', parts };
}
