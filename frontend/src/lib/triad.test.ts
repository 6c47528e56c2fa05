import { describe, expect, test } from 'vitest';
import { closed, percents } from './fractions';
import {
  afterKey,
  distanceTo,
  BIG_STEP,
  CENTRE,
  placeOf,
  PLACES,
  pointOf,
  STEP,
  weightsAt,
  weightsOf,
  withShare,
  type Corners,
  type Weights,
} from './triad';

const picture: Corners = [
  { x: 160, y: 18 },
  { x: 18, y: 264 },
  { x: 302, y: 264 },
];

const sum = (weights: readonly number[]) => weights.reduce((a, b) => a + b, 0);

function expectWeights(actual: Weights | undefined, expected: Weights) {
  expect(actual).toBeDefined();
  expected.forEach((weight, i) => expect(actual?.[i]).toBeCloseTo(weight, 9));
}

describe('where a click lands', () => {
  test('a click on a corner is all of that corner', () => {
    picture.forEach((corner, i) => {
      const expected: Weights = [i === 0 ? 1 : 0, i === 1 ? 1 : 0, i === 2 ? 1 : 0];
      expectWeights(weightsAt(corner, picture), expected);
    });
  });

  test('weights drawn and clicked again are the same weights', () => {
    for (let a = 0; a <= 20; a += 1) {
      for (let b = 0; b <= 20 - a; b += 1) {
        const weights: Weights = [a / 20, b / 20, (20 - a - b) / 20];
        expectWeights(weightsAt(pointOf(weights, picture), picture), weights);
      }
    }
  });

  test('a click outside goes to the nearest point of the triangle', () => {
    expectWeights(weightsAt({ x: 160, y: 900 }, picture), [0, 0.5, 0.5]);
    expectWeights(weightsAt({ x: 160, y: -500 }, picture), [1, 0, 0]);
    expectWeights(weightsAt({ x: -500, y: 300 }, picture), [0, 1, 0]);
  });

  test('wherever the click is, the weights are none below zero and sum to one', () => {
    for (let x = -100; x <= 420; x += 13) {
      for (let y = -100; y <= 400; y += 13) {
        const weights = weightsAt({ x, y }, picture);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(-1e-12);
        expect(sum(weights)).toBeCloseTo(1, 12);
      }
    }
  });
});

describe('keys', () => {
  test('the first arrow places the mark in the centre, without moving it', () => {
    expectWeights(afterKey('ArrowLeft', false, undefined), CENTRE);
  });

  test('up leads towards the first corner, left and right towards the others', () => {
    expect(afterKey('ArrowUp', false, CENTRE)?.[0]).toBeGreaterThan(1 / 3);
    expect(afterKey('ArrowDown', false, CENTRE)?.[0]).toBeLessThan(1 / 3);
    expect(afterKey('ArrowLeft', false, CENTRE)?.[1]).toBeGreaterThan(1 / 3);
    expect(afterKey('ArrowRight', false, CENTRE)?.[2]).toBeGreaterThan(1 / 3);
  });

  test('sideways moves keep the height, and there and back again is no move', () => {
    const right = afterKey('ArrowRight', true, CENTRE);
    expect(right?.[0]).toBeCloseTo(1 / 3, 9);
    expect(right?.[2]).toBeCloseTo(1 / 3 + BIG_STEP, 9);
    expectWeights(afterKey('ArrowLeft', true, right), CENTRE);
  });

  test('Shift makes bigger steps', () => {
    expect(afterKey('ArrowRight', false, CENTRE)?.[2]).toBeCloseTo(1 / 3 + STEP, 9);
    expect(afterKey('ArrowRight', true, CENTRE)?.[2]).toBeCloseTo(1 / 3 + BIG_STEP, 9);
  });

  test('no key leads out of the triangle', () => {
    let weights: Weights | undefined = [0.1, 0.85, 0.05];
    for (const key of ['ArrowLeft', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowLeft']) {
      weights = afterKey(key, true, weights);
      expect(Math.min(...(weights ?? []))).toBeGreaterThanOrEqual(0);
      expect(sum(weights ?? [])).toBeCloseTo(1, 9);
    }
  });

  test('the distance to the triangle is 0 within it and on its edges, and grows beside it', () => {
    const corners = [
      { x: 50, y: 0 },
      { x: 0, y: 80 },
      { x: 100, y: 80 },
    ] as const;
    expect(distanceTo({ x: 50, y: 40 }, corners)).toBe(0);
    expect(distanceTo({ x: 30, y: 80 }, corners)).toBe(0);
    expect(distanceTo({ x: 30, y: 95 }, corners)).toBeCloseTo(15);
    expect(distanceTo({ x: 50, y: -7 }, corners)).toBeCloseTo(7);
  });

  test('Home and End are the centre, and 1 2 3 are the corners', () => {
    expectWeights(afterKey('Home', false, [1, 0, 0]), CENTRE);
    expectWeights(afterKey('End', true, [0, 1, 0]), CENTRE);
    expectWeights(afterKey('1', false, undefined), [1, 0, 0]);
    expectWeights(afterKey('2', false, CENTRE), [0, 1, 0]);
    expectWeights(afterKey('3', false, CENTRE), [0, 0, 1]);
  });

  test('other keys are left to the browser', () => {
    expect(afterKey('Tab', false, CENTRE)).toBeUndefined();
    expect(afterKey('Enter', false, undefined)).toBeUndefined();
  });
});

describe('linked sliders', () => {
  test('the others give way in proportion', () => {
    expectWeights(withShare([0.2, 0.6, 0.2], 0, 0.6), [0.6, 0.3, 0.1]);
  });

  test('the first slider touched starts from equal shares', () => {
    expectWeights(withShare(undefined, 1, 0.5), [0.25, 0.5, 0.25]);
  });

  test('where the others had nothing, they share equally', () => {
    expectWeights(withShare([1, 0, 0], 0, 0.4), [0.4, 0.3, 0.3]);
  });

  test('the sum stays one whatever is moved', () => {
    let weights: Weights = CENTRE;
    for (let i = 0; i < 500; i += 1) {
      weights = withShare(weights, i % 3, ((i * 37) % 101) / 100);
      expect(sum(weights)).toBeCloseTo(1, 9);
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      expect(weights[i % 3]).toBeCloseTo(((i * 37) % 101) / 100, 9);
    }
  });
});

describe('what is stored', () => {
  test('four decimals that sum to exactly one in ten-thousandths', () => {
    for (let a = 1; a < 60; a += 1) {
      for (let b = 1; b < 60 - a; b += 1) {
        const stored = closed([a / 60, b / 60, (60 - a - b) / 60]);
        expect(sum(stored.map((weight) => Math.round(weight * 10_000)))).toBe(10_000);
        for (const weight of stored) expect(weight).toBe(Math.round(weight * 10_000) / 10_000);
      }
    }
    expect(closed(CENTRE)).toEqual([0.3334, 0.3333, 0.3333]);
  });

  test('percents that are spoken sum to a hundred', () => {
    expect(percents([0.625, 0.305, 0.07])).toEqual([63, 30, 7]);
    expect(sum(percents(CENTRE))).toBe(100);
  });

  test('each of the seven places in words lies in its own zone', () => {
    for (const place of PLACES) {
      expect(placeOf(weightsOf(place))).toBe(place);
      expect(sum(weightsOf(place))).toBeCloseTo(1, 9);
    }
  });

  test('zones are cut where SenseMaker cuts them', () => {
    expect(placeOf([0.6, 0.2, 0.2])).toBe('0');
    expect(placeOf([0.59, 0.3, 0.11])).toBe('0+1');
    expect(placeOf([0.19, 0.4, 0.41])).toBe('1+2');
    expect(placeOf([0.5, 0.1, 0.4])).toBe('0+2');
    expect(placeOf([0.2, 0.4, 0.4])).toBe('centre');
  });
});
