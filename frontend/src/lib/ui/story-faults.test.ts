import { expect, test } from 'vitest';
import { en } from '../i18n/en';
import { lengthOf } from '../text-limits';
import { storyFaults, TEXT_FIELD, TITLE_FIELD } from './story-faults';

const words = en;
const fields = (title: string, text: string) => storyFaults(title, text, words).map(({ target }) => target);

test('a story needs some words, and no title', () => {
  expect(fields('', 'They rang.')).toEqual([]);
  expect(fields('', ' \n ')).toEqual([TEXT_FIELD]);
  expect(fields('', '\u2800\u200d')).toEqual([TEXT_FIELD]);
});

test('5,000 letters fit, one more does not', () => {
  expect(fields('', 'x'.repeat(5_000))).toEqual([]);
  expect(storyFaults('', 'x'.repeat(5_001), words)[0]?.message).toContain('at least 1 character.');
});

test('letters with so many marks that the service would refuse them are stopped here', () => {
  const towers = `a${'\u0324'.repeat(200)}`.repeat(300);
  expect(fields('', towers)).toEqual([TEXT_FIELD]);
  expect(fields(towers.slice(0, 3_000), 'x')).toEqual([TITLE_FIELD]);
});

test('200 letters of title fit, one more does not', () => {
  expect(fields('x'.repeat(200), 'x')).toEqual([]);
  expect(fields('x'.repeat(201), '')).toEqual([TITLE_FIELD, TEXT_FIELD]);
});

test('a family of four and an accented letter count as one each', () => {
  expect(lengthOf('ab👨‍👩‍👧‍👦')).toBe(3);
  expect(lengthOf('e\u0301')).toBe(1);
  expect(lengthOf('  two  ')).toBe(3);
});
