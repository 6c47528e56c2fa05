import { expect, test } from 'vitest';
import type { SearchHit } from '../../../api/types';
import { contextLine } from './context';

const story = (snippet: [text: string, hit: boolean][]): SearchHit =>
  ({
    id: 'a',
    title: 'The phone call',
    language: 'en',
    snippet: snippet.map(([text, hit]) => ({ text, hit })),
  }) as unknown as SearchHit;

test('the word is in the middle of its line', () => {
  const line = contextLine(
    story([
      ['We were ', false],
      ['waiting', true],
      [' for a year.', false],
    ]),
    'waiting',
  );
  expect(line).toMatchObject({ before: 'We were ', hit: 'waiting', after: ' for a year.' });
});

test('of several marked words, the one that is a form of the term is taken', () => {
  const line = contextLine(
    story([
      ['The ', false],
      ['school', true],
      [' let us ', false],
      ['wait', true],
      ['.', false],
    ]),
    'waiting',
  );
  expect(line).toMatchObject({ before: 'The school let us ', hit: 'wait', after: '.' });
});

test('long text is cut at a word on both sides', () => {
  const long = 'many words come here '.repeat(10);
  const line = contextLine(
    story([
      [long, false],
      ['wait', true],
      [` ${long}`, false],
    ]),
    'wait',
  );
  expect(line?.before).toMatch(/^…(many|words|come|here) /);
  expect(line?.after).toMatch(/(many|words|come|here)…$/);
});

test('a snippet without a marked word has no line', () => {
  expect(contextLine(story([['Nothing.', false]]), 'waiting')).toBeUndefined();
});
