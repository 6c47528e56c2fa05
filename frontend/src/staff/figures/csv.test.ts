import { expect, test } from 'vitest';
import { csvOf, field } from './csv';
import { numberCell, textCell } from './table';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'text that begins like a formula is marked: %j',
  (text) => {
    expect(field(text).replaceAll('"', '')).toBe(`'${text}`);
  },
);

test('quotation marks, commas and line ends are quoted', () => {
  expect(field('a "b", c')).toBe('"a ""b"", c"');
  expect(field('two\nlines')).toBe('"two\nlines"');
  expect(field('plain − text')).toBe('plain − text');
});

test('a file says what it shows above the table; numbers stay numbers', () => {
  const table = {
    columns: [{ label: 'Question' }, { label: 'δ', number: true }, { label: 'to', number: true }],
    rows: [[textCell('=When?'), numberCell(-0.31256, (value) => value.toFixed(2)), numberCell(null, String)]],
  };
  expect(
    csvOf(
      'Dyads',
      [
        ['Selection', '138 stories: all'],
        ['Seed', '1'],
      ],
      table,
    ),
  ).toBe("\ufeffDyads\r\nSelection,138 stories: all\r\nSeed,1\r\n\r\nQuestion,δ,to\r\n'=When?,-0.31256,\r\n");
});
