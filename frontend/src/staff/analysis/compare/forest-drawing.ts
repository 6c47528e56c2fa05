// A panel of the forest plot as a file has it.
import { compare, format } from '../../texts';
import { BRAND, GRID, INK, PAPER, QUIET, textBlock, type Drawing, type Mark } from '../../figures/drawing';
import { shareOf } from './axis';
import { verdictOf, type ForestPanel, type ForestRow } from './forest';

const HEAD = 300;
const PLOT = { left: 320, width: 300 };
const NUMBERS = { left: 640, width: 212 };

export function forestDrawing(panel: ForestPanel): Drawing {
  const x = (value: number) => PLOT.left + shareOf(value, panel.domain) * PLOT.width;
  const marks: Mark[] = [];
  let y = 0;
  for (const row of panel.rows) {
    const texts = [headOf(row, y), numbersOf(row, y)];
    const height = Math.max(52, ...texts.map((block) => block.height)) + 8;
    for (const tick of panel.ticks)
      marks.push({
        kind: 'line',
        from: [x(tick), y],
        to: [x(tick), y + height],
        colour: tick === 0 ? QUIET : GRID,
      });
    marks.push(...texts.flatMap((block) => block.marks), ...effectOf(row, x, y + 16));
    if (row.ends) {
      const [left, right] = row.ends;
      marks.push(
        { kind: 'text', at: [PLOT.left, y + 42], text: `← ${left}`, size: 11, colour: QUIET },
        {
          kind: 'text',
          at: [PLOT.left + PLOT.width, y + 42 + (left.length + right.length > 46 ? 13 : 0)],
          text: `${right} →`,
          size: 11,
          colour: QUIET,
          anchor: 'end',
        },
      );
    }
    y += height;
    marks.push({ kind: 'line', from: [0, y - 1], to: [852, y - 1], colour: GRID });
  }
  for (const tick of panel.ticks)
    marks.push({ kind: 'text', at: [x(tick), y + 16], text: format.two(tick), size: 12, anchor: 'middle' });
  return { width: 852, height: y + 24, marks };
}

function headOf(row: ForestRow, y: number) {
  const head = textBlock(row.question, [0, y], HEAD, { size: 13, bold: true });
  const below = textBlock(compare.forest.between(row), [0, y + head.height], HEAD, {
    size: 11,
    colour: QUIET,
  });
  return { marks: [...head.marks, ...below.marks], height: head.height + below.height };
}

function numbersOf(row: ForestRow, y: number) {
  const { effect, interval, result, groups } = row;
  const { numbers, n } = compare.forest;
  const text = textBlock(numbers(effect, interval, result.q), [NUMBERS.left, y], NUMBERS.width, {
    size: 12,
  });
  const more = textBlock(`${n(groups)}; ${verdictOf(row)}`, [NUMBERS.left, y + text.height], NUMBERS.width, {
    size: 11,
    colour: QUIET,
  });
  return { marks: [...text.marks, ...more.marks], height: text.height + more.height };
}

function effectOf(
  { effect, interval, significant }: ForestRow,
  x: (value: number) => number,
  y: number,
): Mark[] {
  const line: Mark[] = interval
    ? [{ kind: 'line', from: [x(interval[0]), y], to: [x(interval[1]), y], colour: INK, width: 2 }]
    : [];
  const fill = significant ? BRAND : PAPER;
  return [...line, { kind: 'circle', at: [x(effect), y], radius: 6, fill, stroke: BRAND, width: 2 }];
}
