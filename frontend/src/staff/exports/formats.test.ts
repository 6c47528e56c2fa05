import { expect, test } from 'vitest';
import { exports } from '../texts';
import { formatsInOrder, tableOf } from './formats';

const ALL = ['csv', 'parquet', 'jsonl', 'xlsx', 'datapackage', 'sensemaker'];

test('what most people need comes first, and a format that the page does not know last', () => {
  expect(formatsInOrder(['new', ...ALL])).toEqual([
    'xlsx',
    'csv',
    'datapackage',
    'parquet',
    'jsonl',
    'sensemaker',
    'new',
  ]);
  expect(formatsInOrder(['sensemaker', 'csv'])).toEqual(['csv', 'sensemaker']);
});

test('every format says whom it is for', () => {
  expect(ALL.filter((name) => exports.ask.formats(name).hint === '')).toEqual([]);
});

test('CSV and Parquet are asked for as the table of stories', () => {
  expect(ALL.filter((name) => tableOf(name) === 'stories')).toEqual(['csv', 'parquet']);
});
