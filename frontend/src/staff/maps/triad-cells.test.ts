import { expect, test } from 'vitest';
import document from '../../../../src/frameworks/sheffield-send.json';
import type { Triad, TriadPattern } from '../../api/types';
import { areaOf } from './lasso';
import { cellsOf, comparedIn, differenceCells, hatching, reachOf } from './triad-cells';
import { expectedIn } from './hexagon';
import { CORNERS } from './zone-outlines';

const triad = document.signifiers.find(({ id }) => id === 'difference') as unknown as Triad;
const ACROSS = 12;
const SIZE = 1 / (ACROSS * Math.sqrt(3));

/** Every hexagon of the triangle with as many stories as even spread gives it, twelve to a whole one. */
function even(times = 1): TriadPattern {
  const cells = [];
  for (let i = 0; i <= ACROSS; i += 1)
    for (let j = 0; j <= ACROSS - i; j += 1) {
      const [x, y] = [(i + j / 2) / ACROSS, (j * Math.sqrt(3)) / 2 / ACROSS];
      cells.push({ x, y, count: 12 * expectedIn(x, y, ACROSS).whole * times });
    }
  const answered = cells.reduce((sum, { count }) => sum + count, 0);
  const hexagons = { across: ACROSS, size: SIZE, cells };
  return { kind: 'triad', answered, zones: {}, centres: {}, hexagons } as unknown as TriadPattern;
}

test('even spread has one colour everywhere: hexagons that an edge or a corner cuts are scaled to the whole', () => {
  expect(even().answered).toBeCloseTo(12 * (ACROSS * ACROSS) * 0.5, 9);
  const fills = cellsOf(triad, even(), 'hexagons', 4).map(({ fill }) => fill);
  expect(new Set(fills).size).toBe(1);
});

test('the hexagons fill the triangle, and nothing beyond it', () => {
  const areas = cellsOf(triad, even(), 'hexagons', 4).map(({ outline }) => Math.abs(areaOf(outline)));
  const whole = Math.abs(areaOf([...CORNERS]));
  expect(areas.reduce((a, b) => a + b)).toBeCloseTo(whole, 3);
});

test('a difference without any is hatched and unsigned everywhere; a clear one is not, and has its sign', () => {
  const same = comparedIn(triad, even(), even(4), 'hexagons', 'pinned');
  expect(same).toHaveLength(91);
  expect(differenceCells(same, 'hexagons', 0.1).every(({ hatched, label }) => hatched && label === '')).toBe(
    true,
  );
  const own = even(10);
  const cells =
    own.hexagons?.cells.map((cell, i) => (i === 40 ? { ...cell, count: cell.count * 9 } : cell)) ?? [];
  const more = { ...own, answered: own.answered + 960, hexagons: { ...own.hexagons, cells } } as TriadPattern;
  const clear = differenceCells(comparedIn(triad, more, even(10), 'hexagons', 'pinned'), 'hexagons', 0.1)[40];
  expect([clear?.hatched, clear?.label]).toEqual([false, '+']);
});

test('a hatching stays within its outline', () => {
  const square = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 100 },
    { x: 0, y: 100 },
  ];
  const lines = hatching(square, 20);
  expect(lines).toHaveLength(9);
  for (const { x, y } of lines.flat()) expect(Math.min(x, y) >= 0 && Math.max(x, y) <= 100).toBe(true);
});

test('the scale of differences ends at a round number of points', () => {
  expect([[], [0.01, -0.04], [-0.12], [0.9]].map(reachOf)).toEqual([0.05, 0.05, 0.15, 1]);
});
