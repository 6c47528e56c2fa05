import { expect, test } from 'vitest';
import { firstFramework } from './first-framework';

test('of several frameworks the shipped one is opened first, whatever the others are called', () => {
  expect(firstFramework(['an-evening', 'sheffield-send', 'youth-club'])).toBe('sheffield-send');
  expect(firstFramework(['an-evening', 'youth-club'])).toBe('an-evening');
});
