import { expect, test } from 'vitest';
import { pagesOf } from './pages';

const ROOM = { first: 100, others: 100 };

const rows = (...heights: number[]) => heights.map((height) => ({ height }));

test('rows go onto a page as long as they fit, with their gaps', () => {
  expect(pagesOf(rows(40, 40, 40), ROOM, 10)).toEqual([[0, 1], [2]]);
  expect(pagesOf(rows(45, 45), ROOM, 10)).toEqual([[0, 1]]);
  expect(pagesOf(rows(46, 45), ROOM, 10)).toEqual([[0], [1]]);
});

test('a row that is higher than a page stands alone', () => {
  expect(pagesOf(rows(20, 150, 20), ROOM, 5)).toEqual([[0], [1], [2]]);
});

test('lines to write on fill their page, and nothing comes below them', () => {
  const story = { height: 0, atLeast: 60 };
  expect(pagesOf([...rows(30), story, ...rows(10)], ROOM, 5)).toEqual([[0, 1], [2]]);
  expect(pagesOf([...rows(50), story, ...rows(10)], ROOM, 5)).toEqual([[0], [1], [2]]);
});

test('a row that must stay with the next one goes on with it', () => {
  expect(pagesOf([{ height: 50 }, { height: 20, withNext: true }, { height: 40 }], ROOM, 0)).toEqual([
    [0],
    [1, 2],
  ]);
});

test('the first page may have less room', () => {
  expect(pagesOf(rows(45, 45, 45, 45), { first: 80, others: 100 }, 5)).toEqual([[0], [1, 2], [3]]);
});
