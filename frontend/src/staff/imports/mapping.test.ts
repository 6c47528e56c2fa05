import { expect, test } from 'vitest';
import type { ColumnReason } from '../../api/types';
import { idOf, questionOf, setUse, useOf, type Draft } from './mapping';

const column = (name: string, values: string[] = []): ColumnReason => ({
  column: name,
  becomes: 'ignored',
  why: 'nothing else fits',
  samples: values.slice(0, 3),
  values,
  filled: values.length,
});

const COLUMNS = [
  column('ID'),
  column('Story'),
  column('Age', ['young', 'old']),
  column('Help', ['a;b', 'b', 'a;c']),
  column('A'),
  column('B'),
  column('C'),
];

const empty = (): Draft => ({
  mapping: 1,
  framework: { slug: 'made', language: 'en' },
  story: { text: [] },
  questions: [],
  ignore: COLUMNS.map((own) => own.column),
});

test('a column becomes a part of the story, and only one thing at a time', () => {
  const mapping = empty();
  setUse(mapping, COLUMNS, 'Story', 'title');
  setUse(mapping, COLUMNS, 'Story', 'text');
  expect(mapping.story).toEqual({ text: ['Story'] });
  expect(mapping.ignore).not.toContain('Story');
  setUse(mapping, COLUMNS, 'Story', 'ignore');
  expect(useOf(mapping, 'Story')).toBe('ignore');
  expect(mapping.ignore).toContain('Story');
});

test('the values of a column become options, split where cells hold several', () => {
  const mapping = empty();
  setUse(mapping, COLUMNS, 'Age', 'choice');
  setUse(mapping, COLUMNS, 'Help', 'several');
  const [age, help] = mapping.questions ?? [];
  expect(age?.answer).toMatchObject({ kind: 'choice', options: [{ id: 'young' }, { id: 'old' }] });
  expect(help?.answer).toMatchObject({ separator: ';', options: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] });
});

test('a triad takes the two columns after it, and gives all three back', () => {
  const mapping = empty();
  setUse(mapping, COLUMNS, 'B', 'dyad');
  setUse(mapping, COLUMNS, 'A', 'triad');
  expect(mapping.questions).toHaveLength(1);
  expect(questionOf(mapping, 'C')?.id).toBe('a');
  setUse(mapping, COLUMNS, 'B', 'ignore');
  expect(mapping.questions).toEqual([]);
  expect(mapping.ignore).toEqual(expect.arrayContaining(['A', 'B', 'C']));
  setUse(mapping, COLUMNS, 'C', 'triad');
  expect(useOf(mapping, 'C')).toBe('ignore');
});

test('a tick beside a tick is another option of the same question', () => {
  const mapping = empty();
  setUse(mapping, COLUMNS, 'A', 'ticks');
  setUse(mapping, COLUMNS, 'B', 'ticks');
  expect(mapping.questions).toHaveLength(1);
  expect(questionOf(mapping, 'B')).toBe(questionOf(mapping, 'A'));
});

test('ids are small letters and digits, each once', () => {
  expect(idOf('Émile & Éducation', [])).toBe('emile-education');
  expect(idOf('a', ['a', 'a-2'])).toBe('a-3');
  expect(idOf('مدرسہ', [])).toBe('item');
});
