import { expect, test } from 'vitest';
import { csvOf } from '../../figures/csv';
import { framed } from '../../figures/drawing';
import { svgOf } from '../../figures/svg';
import { compare } from '../../texts';
import { notCompared, panelsOf, testedIn } from './forest';
import { forestDrawing } from './forest-drawing';
import { forestTable } from './forest-table';
import { comparison, lexicon } from './made-up';

const panels = panelsOf(comparison, lexicon);

test('effects of different measures are never in one panel, and stay in the order of the service', () => {
  expect(panels.map(({ measure, rows }) => [measure, rows.map(({ key }) => key)])).toEqual([
    ['cliffs_delta', ['timing', 'listened_to']],
    ['energy', ['difference', 'around_the_child/school']],
    ['cramers_v', ['feelings']],
  ]);
});

test('only what is below 0.05 after the adjustment is significant', () => {
  const rows = panels.flatMap((panel) => panel.rows);
  expect(rows.map(({ key, significant }) => [key, significant])).toEqual([
    ['timing', true],
    ['listened_to', false],
    ['difference', false],
    ['around_the_child/school', false],
    ['feelings', true],
  ]);
});

test('the table of a panel has the numbers of the service, in the file in full', () => {
  for (const panel of panels) {
    const { columns, rows } = forestTable(panel);
    expect(rows.map((row) => row.map(({ value }) => value)).map((row) => row.slice(3, 8))).toEqual(
      comparison.results
        .filter(({ measure, effect }) => measure === panel.measure && effect != null)
        .map(({ effect, interval, p, q }) => [effect, interval?.[0] ?? null, interval?.[1] ?? null, p, q]),
    );
    expect(csvOf('x', [], { columns, rows })).toContain(String(panel.rows[0]?.effect));
  }
});

test('a direction is named by the words at the end, and only where it is significant', () => {
  const [timing, listened] = panels[0]?.rows ?? [];
  if (!timing || !listened) throw new Error('no rows');
  expect(compare.forest.between(timing)).toBe('“A parent” nearer to “Far too early” than “A child”');
  expect(compare.forest.between(listened)).toBe('“A parent” against “A child”');
});

test('fewer than ten answers of a group are not counted out, for stones those with the stone', () => {
  const n = panels.flatMap((panel) => panel.rows.map(({ groups }) => compare.forest.n(groups)));
  expect(n).toEqual([
    'n = 78 and 34',
    'n = 70 and fewer than 10',
    'n = 80 and 36',
    'n = 55 and 28',
    'n = 80 and 36',
  ]);
});

test('the number of questions tested is said, and what could not be compared is listed', () => {
  expect(testedIn(comparison)).toBe(5);
  expect(notCompared(comparison).map(({ signifier }) => signifier)).toEqual(['moving_on']);
  expect(compare.forest.sentence(panels[0]?.rows ?? [], 'δ', 5)).toBe(
    '1 of 2 questions here differs between the groups (q < 0.05, 5 questions tested). The largest effect: “When did the help come?”, δ −0.41 (95 % −0.52 to −0.29), n = 78 and 34.',
  );
});

test('the file of a panel draws hollow marks where there is no evidence', () => {
  const [panel] = panels;
  if (!panel) throw new Error('no panel');
  const drawing = framed('Dyads', 'A sentence.', forestDrawing(panel), []);
  const svg = svgOf(drawing, 'Dyads', 'A sentence.');
  expect([...svg.matchAll(/<circle[^>]* fill="(#\w+)"/g)].map(([, fill]) => fill)).toEqual([
    '#0b5557',
    '#ffffff',
  ]);
  expect(svg).toContain('← Far too early');
  expect(svg).not.toMatch(/NaN|undefined/);
});
