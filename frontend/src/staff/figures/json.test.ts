import { expect, test } from 'vitest';
import { jsonOf } from './json';
import { numberCell, textCell } from './table';

test('a table is a record for each row, numbers as numbers, and what is missing as null', () => {
  const table = {
    columns: [{ label: 'Zone' }, { label: 'Stories', number: true }, { label: 'Share', number: true }],
    rows: [
      [textCell('A “corner”'), numberCell(37, String), numberCell(1 / 3, () => '33 %')],
      [textCell('B'), numberCell(0, String), numberCell(null, String)],
    ],
  };
  expect(JSON.parse(jsonOf('Zones', [['Selection', 'all']], table))).toEqual({
    title: 'Zones',
    about: { Selection: 'all' },
    rows: [
      { Zone: 'A “corner”', Stories: 37, Share: 1 / 3 },
      { Zone: 'B', Stories: 0, Share: null },
    ],
  });
});
