// What is said beside a long choice is said in every language of the form.
import { expect, test } from 'vitest';
import { uiLanguage } from './index';
import { SEARCH_WORDS, searchWords } from './search';

test.each(['ar', 'pl', 'sk', 'so', 'ur', 'zh-Hans'])(
  '%s has its own words, with the counts in them',
  (tag) => {
    expect(uiLanguage(tag)).toBe(tag);
    const [words, english] = [searchWords(tag), searchWords('en')];
    for (const name of ['label', 'none', 'chosen', 'remove', 'removed', 'whole', 'unfinished'] as const) {
      expect(words[name].trim(), name).not.toBe('');
      expect(words[name], name).not.toBe(english[name]);
    }
    for (const name of ['hint', 'found', 'more'] as const) expect(words[name]('1,984')).toContain('1,984');
    expect(words.count(7)).toBe('7');
  },
);

test('a language without words of its own searches in English', () => {
  expect(searchWords('cy').label).toBe(SEARCH_WORDS.en?.label);
  expect(searchWords('en').count(1_984)).toBe('1,984');
});
