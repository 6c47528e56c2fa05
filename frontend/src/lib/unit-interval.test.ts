import { describe, expect, test } from 'vitest';
import { afterKey, fifthOf, FIFTHS, stoneAfterKey } from './unit-interval';

describe('a dyad by keyboard', () => {
  test('nothing is placed until a key is pressed, and the first arrow places it in the middle', () => {
    expect(afterKey('Tab', false, undefined)).toBeUndefined();
    expect(afterKey('ArrowRight', false, undefined)).toBe(0.5);
  });

  test('arrows move it and stop at the ends', () => {
    expect(afterKey('ArrowRight', false, 0.5)).toBeCloseTo(0.52);
    expect(afterKey('ArrowLeft', true, 0.5)).toBeCloseTo(0.4);
    expect(afterKey('ArrowLeft', true, 0.04)).toBe(0);
    expect(afterKey('ArrowUp', true, 0.97)).toBe(1);
  });

  test('1 and 2 are the ends, Home and End are the middle', () => {
    expect([afterKey('End', false, 0.3), stoneAfterKey('End', false, [0, 1])]).toEqual([0.5, [0.5, 0.5]]);
    expect([afterKey('1', false, 0.3), afterKey('2', false, 0.3), afterKey('Home', false, 0.3)]).toEqual([
      0, 1, 0.5,
    ]);
  });
});

test('each of the five places in words lies in its own fifth', () => {
  FIFTHS.forEach((at, i) => expect(fifthOf(at)).toBe(i));
  expect(fifthOf(0)).toBe(0);
  expect(fifthOf(1)).toBe(4);
});

test('a stone goes up when up is pressed, and stays in the square', () => {
  expect(stoneAfterKey('ArrowUp', true, undefined)).toEqual([0.5, 0.5]);
  expect(stoneAfterKey('ArrowUp', true, [0.5, 0.5])).toEqual([0.5, 0.6]);
  expect(stoneAfterKey('ArrowUp', true, [0.5, 0.95])).toEqual([0.5, 1]);
  expect(stoneAfterKey('ArrowLeft', true, [0.05, 0.5])).toEqual([0, 0.5]);
});
