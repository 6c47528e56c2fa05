import { expect, test } from 'vitest';
import { fitted, LONGEST, shrink } from './shrink';

test('a picture is made to fit in its own proportion, and never bigger', () => {
  expect(fitted(4_000, 3_000, LONGEST)).toEqual([1_600, 1_200]);
  expect(fitted(3_000, 4_000, LONGEST)).toEqual([1_200, 1_600]);
  expect(fitted(800, 600, LONGEST)).toEqual([800, 600]);
  expect(fitted(20_000, 1, LONGEST)).toEqual([1_600, 1]);
});

test('a file that is far too big is not even opened', async () => {
  const film = { size: 900_000_000 } as Blob;
  expect(await shrink(film)).toEqual({ ok: false, why: 'tooBig' });
});
