import { expect, test } from 'vitest';
import { fileName, linesOf } from './about';

const TODAY = new Date('2026-11-30T12:00:00Z');

test('a figure names its stories, framework version, change number, seed and date', () => {
  const about = {
    selection: '138 stories: all',
    framework: 'sheffield-send',
    version: 3,
    change: 1048,
    seed: 1,
  };
  expect(linesOf(about, TODAY)).toEqual([
    ['Selection', '138 stories: all'],
    ['Framework', 'sheffield-send, version 3'],
    ['Change number', '1048'],
    ['Seed', '1'],
    ['Date', '2026-11-30'],
  ]);
  expect(linesOf({ ...about, seed: null }, TODAY)[3]).toEqual(['Seed', 'none, nothing was drawn at random']);
  const both = linesOf({ ...about, pinned: '40 stories: about “bus”', seed: undefined }, TODAY);
  expect(both.map(([name]) => name)).toEqual([
    'Selection',
    'Selection B',
    'Framework',
    'Change number',
    'Date',
  ]);
});

test('a file is called like its figure, in letters that every system takes', () => {
  expect(fileName('Dyads: Cliff’s δ', TODAY)).toBe('dyads-cliff-s-δ-2026-11-30');
  expect(fileName('آپ کون ہیں؟', TODAY)).toBe('آپ-کون-ہیں-2026-11-30');
  expect(fileName('???', TODAY)).toBe('figure-2026-11-30');
});

test('the date is that of the service’s time zone', () => {
  const late = new Date('2026-06-30T23:30:00Z');
  const about = { selection: 'all', framework: 'f', version: 1, change: 1, zone: 'Europe/London' };
  expect(linesOf(about, late).at(-1)).toEqual(['Date', '2026-07-01']);
  expect(fileName('Dyads', late, 'Europe/London')).toBe('dyads-2026-07-01');
  expect(fileName('Dyads', late)).toBe('dyads-2026-06-30');
});
