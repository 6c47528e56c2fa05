import { expect, test } from 'vitest';
import { pointOf } from '../../lib/triad';
import { afterPencilKey, closes, NEW_PENCIL, type Pencil } from './pencil';
import { CORNERS } from './zone-outlines';

const pressed = (keys: readonly string[], from: Pencil = NEW_PENCIL) =>
  keys.reduce((pencil, key) => afterPencilKey(pencil, key, false) ?? pencil, from);

test('with keys alone a region is drawn corner by corner, and the last one taken back', () => {
  const drawn = pressed(['1', 'Enter', '2', 'Enter', '3', 'Enter']);
  expect(drawn.points).toEqual(CORNERS.map((corner) => corner));
  expect(pressed(['Backspace'], drawn).points).toHaveLength(2);
  expect(afterPencilKey(drawn, 'x', false)).toBeUndefined();
});

test('arrows move the cross on the picture, and never out of the triangle', () => {
  const before = pointOf(NEW_PENCIL.cursor, CORNERS);
  const up = pointOf(pressed(['ArrowUp']).cursor, CORNERS);
  expect(up.y).toBeLessThan(before.y);
  const far = pressed(Array.from({ length: 100 }, () => 'ArrowLeft')).cursor;
  expect(Math.min(...far)).toBeGreaterThanOrEqual(0);
});

test('a region closes at its first point, once it has three', () => {
  const two = pressed(['1', 'Enter', '2', 'Enter']);
  expect(closes(two, CORNERS[0], 40)).toBe(false);
  const three = pressed(['3', 'Enter'], two);
  expect(closes(three, CORNERS[0], 40)).toBe(true);
  expect(closes(three, CORNERS[1], 40)).toBe(false);
});
