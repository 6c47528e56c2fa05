import { expect, test } from 'vitest';
import { letterAt, optionAt } from './keys';

test('options have the keys that are printed beside them', () => {
  expect(optionAt('1', 12)).toBe(0);
  expect(optionAt('9', 12)).toBe(8);
  expect(optionAt('c', 12)).toBe(11);
  expect(optionAt('C', 12)).toBe(11);
  expect(optionAt('4', 3)).toBeUndefined();
  expect(optionAt('n', 12)).toBeUndefined();
});

test('stones and prompts have the letters that are printed beside them', () => {
  expect(letterAt('a', 3)).toBe(0);
  expect(letterAt('C', 3)).toBe(2);
  expect(letterAt('d', 3)).toBeUndefined();
  expect(letterAt('Enter', 30)).toBeUndefined();
});
