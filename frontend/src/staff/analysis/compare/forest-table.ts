// The numbers of a panel of the forest plot as a table.
import { compare, format } from '../../texts';
import { numberCell, textCell, type FigureTable } from '../../figures/table';
import type { ForestPanel } from './forest';

export function forestTable({ measure, rows }: ForestPanel): FigureTable {
  const words = compare.table;
  const p = (value: number) => compare.p(value);
  return {
    columns: [
      { label: words.question },
      { label: words.groups },
      { label: words.n },
      { label: compare.measures[measure].symbol, number: true },
      { label: words.low, number: true },
      { label: words.high, number: true },
      { label: words.p, number: true },
      { label: words.q, number: true },
      { label: words.significant },
      { label: words.test },
    ],
    rows: rows.map(({ question, groups, effect, interval, significant, result }) => [
      textCell(question),
      textCell(groups.map(({ label }) => label).join(words.against)),
      textCell(groups.map(({ n }) => compare.answered(n)).join(words.against)),
      numberCell(effect, format.two),
      numberCell(interval?.[0], format.two),
      numberCell(interval?.[1], format.two),
      numberCell(result.p, p),
      numberCell(result.q, p),
      textCell(significant ? words.yes : words.no),
      textCell(compare.tests[result.test]),
    ]),
  };
}
