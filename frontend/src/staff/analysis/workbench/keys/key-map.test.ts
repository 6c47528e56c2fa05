import { expect, test } from 'vitest';
import { ANALYSIS_PAGES } from '../analysis-pages';
import { actionOf, PAGE_KEYS } from './key-map';

test('every page has a letter of its own', () => {
  const letters = PAGE_KEYS.map(({ letter }) => letter);
  expect(letters.every((letter) => letter.length === 1)).toBe(true);
  expect(new Set(letters).size).toBe(ANALYSIS_PAGES.length);
});

test('a letter goes to a page only after g, and means something else or nothing without it', () => {
  expect(actionOf('g', false)).toEqual({ does: 'wait' });
  expect(actionOf('w', true)).toEqual({ does: 'go', page: 'words' });
  expect(actionOf('w', false)).toBeUndefined();
  expect(actionOf('j', true)).toBeUndefined();
  expect(actionOf('j', false)).toEqual({ does: 'story', by: 1 });
});
