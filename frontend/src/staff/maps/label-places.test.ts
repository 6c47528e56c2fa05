import { expect, test } from 'vitest';
import { besideMarks } from './label-places';
import type { Cell } from './triad-cells';
import { middleOf, zoneAt } from './zone-outlines';

const style = { fill: '#fff', dark: false, hatched: false };
const centre: Cell = {
  id: 'c',
  outline: zoneAt('centre'),
  middle: middleOf('centre'),
  label: '38%',
  ...style,
};
const distance = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.hypot(a.x - b.x, a.y - b.y);

test('a figure stays in the middle of its cell where no mark is', () => {
  expect(besideMarks([centre], [])).toEqual([centre]);
  expect(besideMarks([centre], [{ x: 100, y: 800 }])).toEqual([centre]);
});

test('a figure moves off the marks that lie on it, and stays within its cell', () => {
  const marks = [centre.middle, { x: centre.middle.x + 30, y: centre.middle.y + 10 }];
  const [moved = centre] = besideMarks([centre], marks);
  for (const mark of marks) expect(distance(moved.middle, mark)).toBeGreaterThan(50);
  const [top, left, right] = [0, 1, 2].map((i) => centre.outline[i] ?? centre.middle);
  expect(moved.middle.y).toBeGreaterThan(Math.min(top?.y ?? 0, left?.y ?? 0));
  expect(moved.middle.y).toBeLessThan(Math.max(top?.y ?? 0, left?.y ?? 0, right?.y ?? 0));
});

test('cells without a figure stay as they are', () => {
  const plain = { ...centre, label: '' };
  expect(besideMarks([plain], [plain.middle])).toEqual([plain]);
});
