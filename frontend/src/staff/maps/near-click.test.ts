import { expect, test } from 'vitest';
import type { SearchHit } from '../../api/types';
import { dotWithin } from './near-click';

const dot = (id: string, x: number, y: number) => ({ story: { id } as SearchHit, at: { x, y } });
const dots = [dot('a', 100, 100), dot('b', 110, 100), dot('c', 400, 400)];

test('of dots that lie over each other, a click opens the one whose middle is nearest', () => {
  expect(dotWithin(dots, { x: 104, y: 100 }, 30)?.story.id).toBe('a');
  expect(dotWithin(dots, { x: 106, y: 100 }, 30)?.story.id).toBe('b');
});

test('a click beside a dot opens it when the dot is within reach, and not beyond', () => {
  expect(dotWithin(dots, { x: 400, y: 425 }, 30)?.story.id).toBe('c');
  expect(dotWithin(dots, { x: 400, y: 431 }, 30)).toBeUndefined();
  expect(dotWithin([], { x: 0, y: 0 }, 30)).toBeUndefined();
});
