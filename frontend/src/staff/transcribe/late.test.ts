import { expect, test } from 'vitest';
import type { Collection } from '../../api/types';
import { lastDayOf, wrongDate } from './late';

const TODAY = '2026-05-10';
const collection = (part: Partial<Collection>) => ({ open: false, ...part }) as Collection;

test('only a collection that is over has a last day that counts', () => {
  expect(lastDayOf(undefined, TODAY)).toBeUndefined();
  expect(lastDayOf(collection({ open: true, closes: '2026-06-01' }), TODAY)).toBeUndefined();
  expect(lastDayOf(collection({ opens: '2026-06-01', closes: '2026-07-01' }), TODAY)).toBeUndefined();
  expect(lastDayOf(collection({ closes: '2026-05-09' }), TODAY)).toBe('2026-05-09');
  expect(lastDayOf(collection({ closes: TODAY }), TODAY)).toBe(TODAY);
});

test('a form is taken with a date up to the last day', () => {
  expect(wrongDate('', false, '2026-05-09', TODAY)).toBe('missing');
  expect(wrongDate('', true, '2026-05-09', TODAY)).toBe('unreadable');
  expect(wrongDate('2026-05-11', false, '2026-05-09', TODAY)).toBe('future');
  expect(wrongDate(TODAY, false, '2026-05-09', TODAY)).toBe('late');
  expect(wrongDate('2026-05-09', false, '2026-05-09', TODAY)).toBeUndefined();
  expect(wrongDate('2026-04-01', false, '2026-05-09', TODAY)).toBeUndefined();
});
