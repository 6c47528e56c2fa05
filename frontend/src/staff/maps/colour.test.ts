import { expect, test } from 'vitest';
import { colourAt, difference, divergingRgb, isDark, isDarkDifference, STEPS, TABLE } from './colour';
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

test('the scale of differences is pale at zero and gets darker to both ends, which differ without colour vision', () => {
  const lights = (sign: number) =>
    [0, 0.25, 0.5, 0.75, 1].map((share) => luminance(divergingRgb(sign * share)));
  for (const sign of [-1, 1]) {
    const values = lights(sign);
    values.slice(1).forEach((value, i) => expect(value).toBeLessThan(values[i] ?? 0));
  }
  const [less, more] = [luminance(divergingRgb(-1)), luminance(divergingRgb(1))];
  expect((less + 0.05) / (more + 0.05)).toBeGreaterThan(3);
  expect([isDarkDifference(0), isDarkDifference(-1), isDarkDifference(1)]).toEqual([false, false, true]);
});
