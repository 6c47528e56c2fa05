import { expect, test } from 'vitest';
import { placesDrawing, placesSentence, placesTable } from './stone-places';
import { framed } from '../../figures/drawing';
import { svgOf } from '../../figures/svg';
import { closerOf } from './closer';
import { closerDrawing } from './closer-drawing';
import { closerTable } from './closer-table';
import { confidenceOf, confidenceTable } from './confidence';
import { keyOf } from './forest';
import { comparison, lexicon } from './made-up';
import { mostOf, multiplesOf } from './scale';

function closer(key: string) {
  const result = comparison.results.find((own) => keyOf(own) === key);
  const found = result && closerOf(result, comparison, lexicon);
  if (!found) throw new Error(`nothing for ${key}`);
  return found;
}

const table = (key: string) =>
  closerTable(closer(key), lexicon).rows.map((row) => row.map(({ text }) => text));

test('groups that are too small, or with fewer than ten answers, are named and not shown', () => {
  expect(closer('timing').hidden).toEqual(['A professional']);
  expect(closer('listened_to').groups.map(({ id }) => id)).toEqual(['family']);
  expect(closer('listened_to').hidden).toEqual(['A child', 'A professional']);
  expect(JSON.stringify(closerTable(closer('listened_to'), lexicon))).not.toContain('A child');
});

test('the tables have the numbers of the service', () => {
  expect(table('timing')).toEqual([
    ['A parent', '78', '10%', '20%', '30%', '40%', '50%'],
    ['A child', '34', '50%', '60%', '70%', '80%', '90%'],
  ]);
  expect(table('difference')[0]).toEqual(['What one person did', '40', '50.0%', '9', '25.0%']);
  expect(table('feelings')).toEqual([
    ['Hopeful', '60', '75.0%', '18', '50.0%'],
    ['Worried', '20', '25.0%', '18', '50.0%'],
  ]);
  expect(table('around_the_child/school')).toEqual([['A parent / A child', '0.10', '0.00', '0.20']]);
});

test('small triangles share one scale', () => {
  const found = closer('difference');
  if (found.kind !== 'triad') throw new Error('no triad');
  const most = mostOf(found.triad, found.shares, found.groups);
  const all = found.groups.flatMap(({ id }) => multiplesOf(found.triad, found.shares, id));
  expect(most).toBeGreaterThanOrEqual(Math.max(...all.map(({ multiple }) => multiple)));
  expect(all.find(({ name }) => name === 'person')?.multiple).toBeCloseTo(0.5 / 0.16);
});

test.each(['timing', 'difference', 'feelings', 'around_the_child/school'])(
  'a file of %s names every group that is shown',
  (key) => {
    const drawing = framed('By group', 'A sentence.', closerDrawing(closer(key), lexicon), []);
    const svg = svgOf(drawing, 'By group', 'A sentence.');
    expect(svg).toContain('A parent');
    expect(svg).toContain('A child');
    expect(svg).not.toMatch(/NaN|undefined/);
  },
);

test('confidence has a row for each question, with medians and intervals, and none of fewer than ten answers', () => {
  const rows = confidenceOf(comparison, lexicon);
  expect(rows.map(({ dyad }) => dyad.id)).toEqual(['listened_to']);
  expect(rows[0]?.cells).toMatchObject([
    { group: 'family', n: 70, median: 0.5, interval: [0.45, 0.55] },
    { group: 'child', median: undefined, interval: undefined },
  ]);
  const [row] = confidenceTable(rows).rows;
  expect(row?.map(({ text }) => text).slice(1)).toEqual([
    '70',
    '50%',
    '45%',
    '55%',
    'fewer than 10',
    '–',
    '–',
    '–',
  ]);
  expect(row?.map(({ value }) => value)).not.toContain(9);
});

test('stones by group have their cells and medians in a table, a sentence and a picture', () => {
  const result = comparison.results.find((one) => keyOf(one) === 'around_the_child/school');
  const closer = result && closerOf(result, comparison, lexicon);
  if (closer?.kind !== 'stones') throw new Error('no stones');
  const rows = placesTable(closer.places).rows.map((row) => row.map(({ text }) => text));
  expect(rows).toEqual([
    ['A parent', '55', '50%', '60%', '0', '0', '20', '0', '20', '0', '5', '10', '0'],
    ['A child', '28', '10%', '20%', '0', '0', '0', '0', '0', '0', '28', '0', '0'],
  ]);
  const stones = lexicon.find('stones', 'around_the_child');
  expect(stones && placesSentence(stones, closer.places, lexicon)).toMatch(
    /^“A parent”: median across 50%, up 60%\. “A child”: median across 10%, up 20%\. Across from “/,
  );
  const { marks } = placesDrawing(closer.places);
  expect(marks.filter(({ kind }) => kind === 'rect')).toHaveLength(18);
  expect(marks.filter(({ kind }) => kind === 'circle')).toHaveLength(2);
});
