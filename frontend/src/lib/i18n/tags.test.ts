import { expect, test } from 'vitest';
import { closestTag, firstTags, marked, partsIn, plain } from './tags';

test('words of another language keep their tag within a sentence of the page', () => {
  const school = marked({ text: 'A escola', tag: 'pt' });
  const family = marked({ text: 'A família', tag: 'pt-x-easy' });
  expect(partsIn(`60% ${school}, 40% ${family}`)).toEqual([
    { text: '60% ' },
    { text: 'A escola', tag: 'pt' },
    { text: ', 40% ' },
    { text: 'A família', tag: 'pt-x-easy' },
  ]);
  expect(plain(`84% towards “${school}”`)).toBe('84% towards “A escola”');
});

test('a text without such words is one part, and an empty one none', () => {
  expect(partsIn('Not answered')).toEqual([{ text: 'Not answered' }]);
  expect(partsIn('')).toEqual([]);
});

test('a collection begins with its language and wording, and else with those of the device', () => {
  const declared = ['en', 'en-x-easy', 'en-x-child', 'ur', 'pl', 'pl-x-easy'];
  const begins = (joined: { wording?: string; language?: string } | undefined, ...wishes: string[]) =>
    closestTag(declared, firstTags(joined, declared, wishes));
  expect(begins(undefined, 'pl-PL', 'en')).toBe('pl');
  expect(begins({ language: 'ur' }, 'pl-PL')).toBe('ur');
  expect(begins({ wording: 'easy' }, 'pl-PL')).toBe('pl-x-easy');
  expect(begins({ wording: 'child' }, 'pl-PL')).toBe('pl');
  expect(begins({ wording: 'child' }, 'de', 'en-GB')).toBe('en-x-child');
  expect(begins({ wording: 'easy', language: 'en' }, 'ur')).toBe('en-x-easy');
});
