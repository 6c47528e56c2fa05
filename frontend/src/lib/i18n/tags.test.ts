import { expect, test } from 'vitest';
import { marked, partsIn, plain } from './tags';

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
