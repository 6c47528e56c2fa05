import { expect, test } from 'vitest';
import { contourPath, stoneContours } from './stone-contours';

const GRID = 32;

/** A bell around a place, on the grid of the service. */
function bell(x: number, y: number, spread: number): number[] {
  return Array.from({ length: GRID * GRID }, (_, i) => {
    const [u, v] = [((i % GRID) + 0.5) / GRID, (Math.floor(i / GRID) + 0.5) / GRID];
    return Math.exp(-((u - x) ** 2 + (v - y) ** 2) / (2 * spread ** 2));
  });
}

test('the contours of a bell are circles around its middle, as wide as theory has them', () => {
  const spread = 0.1;
  const contours = stoneContours(bell(0.5, 0.4, spread), GRID);
  expect(contours.map(({ share }) => share)).toEqual([0.5, 0.75, 0.95]);
  for (const { share, lines } of contours) {
    const radius = spread * Math.sqrt(-2 * Math.log(1 - share));
    for (const [from] of lines)
      expect(Math.abs(Math.hypot(from.x - 0.5, from.y - 0.4) - radius)).toBeLessThan(0.02);
  }
});

test('a contour at the border of the square is closed along it', () => {
  const [, , widest] = stoneContours(bell(0, 0.5, 0.2), GRID);
  const ends = new Map<string, number>();
  for (const point of (widest?.lines ?? []).flat()) {
    const key = `${point.x.toFixed(6)} ${point.y.toFixed(6)}`;
    ends.set(key, (ends.get(key) ?? 0) + 1);
  }
  expect([...ends.values()].every((count) => count % 2 === 0)).toBe(true);
  expect((widest?.lines ?? []).flat().every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
});

test('where nothing lies there are no contours', () => {
  expect(stoneContours(Array(GRID * GRID).fill(0) as number[], GRID)).toEqual([]);
});

test('the picture has its first row on top', () => {
  expect(
    contourPath(
      [
        [
          { x: 0, y: 0 },
          { x: 1, y: 0.5 },
        ],
      ],
      300,
    ),
  ).toBe('M0.0 300.0L300.0 150.0');
});
