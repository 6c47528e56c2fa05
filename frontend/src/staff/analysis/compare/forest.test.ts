import { expect, test } from 'vitest';
import { csvOf } from '../../figures/csv';
import { framed } from '../../figures/drawing';
import { svgOf } from '../../figures/svg';
import { compare } from '../../texts';
import { percentOf } from './axis';
import { closerOf } from './closer';
import { notCompared, panelsOf, testedIn, verdictOf, type ForestRow } from './forest';
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

test('an interval that leaves out 0 is not called no evidence when the adjustment says that it may be chance', () => {
  const [timing] = panels.flatMap((panel) => panel.rows);
  if (!timing) throw new Error('no row');
  const says = (significant: boolean, interval: ForestRow['interval']) =>
    verdictOf({ ...timing, significant, interval });
  expect(says(true, [-0.3, -0.1])).toBe('chance hardly explains it');
  expect(says(false, [-0.3, -0.1])).toMatch(/^taken alone it looks clear; .* may be chance$/);
  expect(says(false, [0.1, 0.3])).toMatch(/may be chance$/);
  expect(says(false, [-0.1, 0.3])).toBe('no evidence of a difference');
  expect(says(false, undefined)).toBe('no evidence of a difference');
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

test('sentence, picture and table have the sign of A minus B', () => {
  const [panel] = panels;
  const [timing] = panel?.rows ?? [];
  if (!panel || !timing) throw new Error('no rows');
  // Of the first group the median is 0.3, of the second 0.7: the first lies further left, so the difference is below 0.
  expect(timing.groups.map(({ label }) => label)).toEqual(['A parent', 'A child']);
  expect(compare.forest.between(timing)).toContain('“A parent” nearer to “Far too early”');
  expect(compare.forest.numbers(timing.effect, timing.interval, 0.004)).toMatch(/^Difference −0\.41 /);
  expect(forestTable(panel).rows[0]?.[3]).toEqual({ text: '−0.41', value: -0.41 });
  const zero = percentOf(0, panel.domain);
  expect(parseFloat(percentOf(timing.effect, panel.domain))).toBeLessThan(parseFloat(zero));
  const circle = forestDrawing(panel).marks.find(({ kind }) => kind === 'circle');
  const [left, right] = [320, 620];
  expect(circle?.kind === 'circle' && circle.at[0]).toBeLessThan((left + right) / 2);
  const closer = closerOf(timing.result, comparison, lexicon);
  const medians =
    closer?.kind === 'dyad' ? closer.groups.map(({ id }) => closer.quantiles[id]?.[2] ?? 0) : [];
  expect(Math.sign((medians[0] ?? 0) - (medians[1] ?? 0))).toBe(Math.sign(timing.effect));
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
  expect(compare.forest.sentence(panels[0]?.rows ?? [], 'from −1 to 1, 0 is none', 5)).toBe(
    'The groups differ on 1 of 2 questions here, more than chance explains (5 questions were tested together). The largest difference is on “When did the help come?”: “A parent” nearer to “Far too early” than “A child”, −0.41 (from −1 to 1, 0 is none; 95 % interval −0.52 to −0.29), n = 78 and 34.',
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
