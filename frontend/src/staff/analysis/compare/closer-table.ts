// The numbers of a question by group as a table.
import { compare, format } from '../../texts';
import { numberCell, textCell, type FigureTable } from '../../figures/table';
import type { Lexicon } from '../../selection/lexicon';
import { zonesOf } from '../../selection/zones';
import type { Closer, CloserGroup, Shares } from './closer';

const words = compare.closer;
const number = (label: string) => ({ label, number: true });

export function closerTable(closer: Closer, lexicon: Lexicon): FigureTable {
  switch (closer.kind) {
    case 'dyad':
      return {
        columns: [{ label: words.group }, number(words.n), ...words.quantiles.map(number)],
        rows: closer.groups.map(({ id, label, n }) => [
          textCell(label),
          numberCell(n, format.number),
          ...[0, 1, 2, 3, 4].map((i) => numberCell(closer.quantiles[id]?.[i], format.percent)),
        ]),
      };
    case 'triad': {
      const names = zonesOf(closer.triad).map(({ name }) => ({
        name,
        label: lexicon.zone(closer.triad, name),
      }));
      return sharesTable(words.zone, names, closer.shares, closer.groups);
    }
    case 'choice': {
      const names = optionsOf(closer.choice.options, closer.shares);
      const labelled = names.map(({ id, label }) => ({ name: id, label: lexicon.say(label) }));
      return sharesTable(words.option, labelled, closer.shares, closer.groups);
    }
    case 'stones':
      return {
        columns: [
          { label: words.pair },
          number(compare.measures.energy.symbol),
          number(compare.table.low),
          number(compare.table.high),
        ],
        rows: closer.pairs.map(({ between, effect, interval }) => [
          textCell(between),
          numberCell(effect, format.two),
          numberCell(interval?.[0], format.two),
          numberCell(interval?.[1], format.two),
        ]),
      };
  }
}

/** The options that the service named; of a very long choice, those that were chosen most. */
export function optionsOf<Option extends { id: string }>(
  options: readonly Option[],
  shares: Shares,
): Option[] {
  return options.filter(({ id }) => id in shares);
}

function sharesTable(
  first: string,
  names: readonly { name: string; label: string }[],
  shares: Shares,
  groups: readonly CloserGroup[],
): FigureTable {
  return {
    columns: [
      { label: first },
      ...groups.flatMap(({ label }) => [number(words.count(label)), number(words.share(label))]),
    ],
    rows: names.map(({ name, label }) => [
      textCell(label),
      ...groups.flatMap(({ id }) => [
        numberCell(shares[name]?.[id]?.count, format.number),
        numberCell(shares[name]?.[id]?.share, format.percent1),
      ]),
    ]),
  };
}
