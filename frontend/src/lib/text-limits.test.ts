import { expect, test } from 'vitest';
import { cleaned, isBlank, lengthOf, STORY_LIMIT } from './text-limits';

test.each([
  '',
  ' \n\t',
  '\u2800',
  '\u3164',
  '\u115f\u1160',
  '\uffa0',
  '\u200b\u200c\u200d',
  '\u0301\u0308',
  '\u20dd',
  '\ufe0f',
  '\u{e0041}\u{e007f}',
  '\u061c\u200e\u200f',
  '\u00a0\u3000\u2028\u2029',
  '\u034f',
  '\u180b\u180e',
  '\u2061\u2064\u206f',
  '\ufff9\ufffb',
  '\u{1d173}',
  '\u17b4',
  '\u0903',
  '\u0085',
  ' \u2800\u0301\n\u200d\t',
])('%j shows nothing', (text) => {
  expect(isBlank(text)).toBe(true);
  expect([cleaned(text), lengthOf(text)]).toEqual(['', 0]);
});

test.each([
  'a',
  '?',
  '…',
  'é',
  'e\u0301',
  'ہ',
  '我',
  '👩‍👧',
  '❤️',
  '1\ufe0f\u20e3',
  '🇬🇧',
  '⠁',
  'ㄱ',
  '\ue000',
  'नि',
])('%j shows something', (text) => expect(isBlank(text)).toBe(false));

test('texts are cleaned as the service cleans them', () => {
  expect(cleaned('  cafe\u0301\u202e ok\u200b\r\nyes\u0007 ')).toBe('café ok\nyes');
  expect(cleaned('👩‍👧 می\u200cخواہم')).toBe('👩‍👧 می\u200cخواہم');
});

test('what the service takes out does not count', () => {
  expect(lengthOf('a\u00adb\u200bc\ufeff')).toBe(3);
  expect(lengthOf('a\r\nb')).toBe(3);
});

test('marks and joined signs count where they take up more room than letters', () => {
  expect(lengthOf(`a${'\u0324'.repeat(200)}`.repeat(300))).toBe(9_254);
  expect(lengthOf('👨‍👩‍👧‍👦'.repeat(2_600))).toBe(STORY_LIMIT);
  expect(lengthOf('👨‍👩‍👧‍👦'.repeat(2_601))).toBe(5_002);
  expect(lengthOf('a'.repeat(4_900) + '👨‍👩‍👧‍👦'.repeat(100))).toBe(STORY_LIMIT);
  expect(lengthOf('👩‍👧'.repeat(5_000))).toBe(STORY_LIMIT);
});
