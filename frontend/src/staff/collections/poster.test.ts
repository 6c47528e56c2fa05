import { expect, test } from 'vitest';
import { HEIGHT, laidOut, wrapped, type Part } from './poster';

const atMost = (letters: number) => (line: string) => line.length <= letters;

test('lines break between words, and a word that is too long stands alone', () => {
  expect(wrapped('tell us about something that happened', 'en', atMost(14))).toEqual([
    'tell us about',
    'something that',
    'happened',
  ]);
  expect(wrapped('an extraordinarily long word', 'en', atMost(8))).toEqual([
    'an',
    'extraordinarily',
    'long',
    'word',
  ]);
});

test('Chinese breaks without spaces, and no line begins with a comma', () => {
  const lines = wrapped('任何问题都可以跳过，留空即可。', 'zh-Hans', atMost(6));
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join('')).toBe('任何问题都可以跳过，留空即可。');
  for (const line of lines) expect(line).not.toMatch(/^[，。]/);
});

test('a poster with many words is drawn smaller until it fits', () => {
  const part = (text: string): Part => ({ text, size: 8, above: 4 });
  const measure = (text: string, size: number) => text.length * size * 0.5;
  const short = laidOut([part('Tell your story')], [part('CODE')], 'en', measure);
  const long = laidOut([part('many words '.repeat(90))], [part('CODE')], 'en', measure);
  const bottom = ({ lines }: typeof short) => Math.max(...lines.map(({ y }) => y));
  expect(bottom(short)).toBeLessThan(HEIGHT);
  expect(bottom(long)).toBeLessThan(HEIGHT);
  expect(long.code.side).toBeLessThan(short.code.side);
});
