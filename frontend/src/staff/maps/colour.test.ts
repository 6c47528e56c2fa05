import { expect, test } from 'vitest';
import { colourAt, difference, isDark, STEPS, TABLE } from './colour';
import { niceAbove } from './scale';

/** Relative luminance, as it is seen without colour (WCAG 2.2). */
function luminance([r, g, b]: readonly [number, number, number]): number {
  const linear = (v: number) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

test('the scale only gets darker, so that it reads without colour vision', () => {
  for (let i = 4; i < STEPS; i += 4) {
    expect(luminance(TABLE[i] ?? [0, 0, 0])).toBeLessThan(luminance(TABLE[i - 4] ?? [0, 0, 0]));
  }
});

test('equal steps are equal differences to the eye', () => {
  const stride = 15;
  const steps = [];
  for (let i = stride; i < STEPS; i += stride)
    steps.push(difference(TABLE[i - stride] ?? [0, 0, 0], TABLE[i] ?? [0, 0, 0]));
  expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.12);
});

test('shares beyond the ends take the colours of the ends', () => {
  expect(colourAt(-1)).toBe(colourAt(0));
  expect(colourAt(7)).toBe(colourAt(1));
  expect([isDark(0), isDark(1)]).toEqual([false, true]);
});

test('a scale ends at a round number', () => {
  expect([0, 1.2, 2.1, 6.3, 9, 11, 37].map(niceAbove)).toEqual([2, 2, 3, 8, 10, 12, 40]);
  expect(niceAbove(Number.NaN)).toBe(2);
});
