import { expect, test } from 'vitest';
import { joinCodesIn } from './join-code';

test.each([
  'PARK-7K2M',
  'park-7k2m',
  'park7k2m',
  ' Park 7k2m ',
  'PARK – 7K2M',
  'PA RK-7K 2M',
  'ＰＡＲＫ－７Ｋ２Ｍ',
  '“PARK-7K2M”.',
  'Code: park 7k2m',
  'https://stories.example/join/park-7k2m',
  'https://stories.example/?join=PARK-7K2M&language=pl',
])('“%s” is read as PARK-7K2M first', (typed) => {
  expect(joinCodesIn(typed)[0]).toBe('PARK-7K2M');
});

test('a code of another length keeps its groups, and is also tried without them', () => {
  expect(joinCodesIn('summer fair 2026')).toEqual(['SUMMER-FAIR-2026', 'SUMMERFAIR2026']);
  expect(joinCodesIn('park-7')).toEqual(['PARK-7', 'PARK7']);
  expect(joinCodesIn('room_4')).toEqual(['ROOM_4']);
});

test('nothing typed is no code', () => {
  for (const typed of ['', '  ', '--', '…']) expect(joinCodesIn(typed)).toEqual([]);
});

test('no code is longer than the service takes', () => {
  expect(joinCodesIn('A'.repeat(65))).toEqual([]);
});
