import { describe, expect, test } from 'vitest';
import {
  cellsIn,
  fifthsIn,
  withCell,
  withDays,
  withFifth,
  withOption,
  withRegion,
  withText,
  withZone,
} from './edits';
import { partsOf, selectionOf, type Part } from './parts';

const after = (...edits: ((parts: Part[]) => Part[])[]) =>
  selectionOf(
    undefined,
    edits.reduce((parts, edit) => edit(parts), [] as Part[]),
  );

describe('zones and drawn regions', () => {
  test('zones are added and taken out again', () => {
    const one = (parts: Part[]) => withZone(parts, 'difference', 'person');
    const two = (parts: Part[]) => withZone(parts, 'difference', 'centre');
    expect(after(one, two)).toEqual({ triads: [{ signifier: 'difference', zones: ['person', 'centre'] }] });
    expect(after(one, two, one)).toEqual({ triads: [{ signifier: 'difference', zones: ['centre'] }] });
    expect(after(one, one)).toEqual({});
  });

  test('a drawing takes the place of zones, a zone that of a drawing', () => {
    const zone = (parts: Part[]) => withZone(parts, 'difference', 'person');
    const draw = (parts: Part[]) =>
      withRegion(parts, 'difference', [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]);
    expect(after(zone, draw).triads?.[0]).not.toHaveProperty('zones');
    expect(after(zone, draw, zone)).toEqual({ triads: [{ signifier: 'difference', zones: ['person'] }] });
  });

  test('a negated region stays negated', () => {
    const parts = partsOf({ not: { triads: [{ signifier: 'difference', zones: ['person'] }] } });
    expect(selectionOf(undefined, withZone(parts, 'difference', 'centre'))).toEqual({
      not: { triads: [{ signifier: 'difference', zones: ['person', 'centre'] }] },
    });
  });
});

describe('fifths of a dyad are closed on the right, as the service counts them', () => {
  const choose = (fifth: number) => (parts: Part[]) => withFifth(parts, 'timing', fifth);
  const range = (from: number, to: number) => ({ dyads: [{ signifier: 'timing', from, to }] });

  test('one fifth', () => {
    expect(after(choose(0))).toEqual(range(0, 0.2));
    expect(after(choose(3))).toEqual(range(0.6001, 0.8));
  });

  test('a neighbour is added, an end taken off, another starts anew', () => {
    expect(after(choose(3), choose(4))).toEqual(range(0.6001, 1));
    expect(after(choose(3), choose(4), choose(3))).toEqual(range(0.8001, 1));
    expect(after(choose(3), choose(0))).toEqual(range(0, 0.2));
    expect(after(choose(3), choose(3))).toEqual({});
  });

  test('a range covers the fifths that lie wholly in it', () => {
    expect(fifthsIn(0, 1)).toEqual([0, 1, 2, 3, 4]);
    expect(fifthsIn(0.1, 0.65)).toEqual([1, 2]);
  });
});

describe('cells of a stone', () => {
  const choose =
    (cell: number, extend = false) =>
    (parts: Part[]) =>
      withCell(parts, 'around', 'school', cell, extend);

  test('are cut at thirds, closed on the right and above', () => {
    expect(after(choose(4))).toEqual({
      stones: [{ signifier: 'around', stone: 'school', x: [0.3334, 0.6666], y: [0.3334, 0.6666] }],
    });
    expect(after(choose(8), choose(8))).toEqual({});
  });

  test('stretch to a rectangle', () => {
    const { stones } = after(choose(0), choose(5, true));
    expect(stones).toEqual([{ signifier: 'around', stone: 'school', x: [0, 1], y: [0, 0.6666] }]);
    expect(cellsIn([0, 1], [0, 0.6666])).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

test('options, words and days come and go', () => {
  const family = (parts: Part[]) => withOption(parts, 'audience', 'family');
  expect(after(family)).toEqual({ answers: { audience: ['family'] } });
  expect(after(family, family)).toEqual({});
  expect(after((parts) => withText(parts, ' bus '))).toEqual({ text: 'bus' });
  expect(
    after(
      (parts) => withText(parts, 'bus'),
      (parts) => withText(parts, ''),
    ),
  ).toEqual({});
  expect(after((parts) => withDays(parts, '2026-01-01', ''))).toEqual({ received: { from: '2026-01-01' } });
  expect(
    after(
      (parts) => withDays(parts, '2026-01-01', ''),
      (parts) => withDays(parts, '', ''),
    ),
  ).toEqual({});
});
