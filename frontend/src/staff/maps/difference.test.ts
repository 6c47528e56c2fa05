import { expect, test } from 'vitest';
import { difference, differenceToAll, differenceToOther, wilson } from './difference';

const rounded = (values: readonly number[]) => values.map((value) => Math.round(value * 10_000) / 10_000);

test('intervals of differences are those of Newcombe’s table (1998, p. 887, method 10)', () => {
  const given = [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 10, 0.6075, 1],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ] as const;
  for (const [count, n, otherCount, otherN, low, high] of given)
    expect(rounded(difference({ count, n }, { count: otherCount, n: otherN }).interval)).toEqual([low, high]);
});

test('the interval of a share is Wilson’s, also at its ends', () => {
  expect(rounded(wilson({ count: 37, n: 111 }))).toEqual([0.2525, 0.4253]);
  expect(wilson({ count: 0, n: 20 })[0]).toBe(0);
  expect(wilson({ count: 20, n: 20 })[1]).toBe(1);
});

test('against all stories, the difference is that of the two shares, and the interval is clear when that to the others is', () => {
  const [own, all] = [
    { count: 30, n: 50 },
    { count: 60, n: 200 },
  ];
  const found = differenceToAll(own, all);
  expect(found?.value).toBeCloseTo(0.3, 12);
  const others = difference(own, { count: 30, n: 150 });
  expect(found?.interval[0]).toBeCloseTo(others.interval[0] * 0.75, 12);
  expect([found?.clear, others.clear]).toEqual([true, true]);
});

test('nothing is said of fewer than ten, nor where there are no others', () => {
  expect(differenceToAll({ count: 3, n: 9 }, { count: 50, n: 100 })).toBeUndefined();
  expect(differenceToAll({ count: 30, n: 95 }, { count: 32, n: 100 })).toBeUndefined();
  expect(differenceToAll({ count: 5, n: 100 }, { count: 5, n: 100 })).toBeUndefined();
  expect(differenceToAll({ count: 40, n: 50 }, { count: 30, n: 100 })).toBeUndefined();
  expect(differenceToOther({ count: 5, n: 9 }, { count: 5, n: 100 })).toBeUndefined();
  expect(differenceToOther({ count: 5, n: 10 }, { count: 50, n: 100 })?.clear).toBe(false);
});
