import { describe, expect, test } from 'vitest';
import { askedFor, homeOf } from './pages';

const HERE = 'https://stories.example';
const to = (path: string) => askedFor(`?to=${encodeURIComponent(path)}`, HERE);

describe('the page asked for before signing in', () => {
  test('is a path of this service', () => {
    expect(to('/explore?s=%7B%7D')).toBe('/explore?s=%7B%7D');
    expect(to('/moderation')).toBe('/moderation');
  });

  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    '',
    '/sign-in',
  ])('is never %s', (path) => expect(to(path)).toBeUndefined());
});

test('people start at the page for their role', () => {
  expect(homeOf(['analyst'])).toBe('/explore');
  expect(homeOf(['analyst', 'moderator'])).toBe('/moderation');
  expect(homeOf(['facilitator'])).toBe('/collections');
  expect(homeOf([])).toBeUndefined();
});
