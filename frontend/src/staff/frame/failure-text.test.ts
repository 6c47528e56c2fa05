import { expect, test } from 'vitest';
import { OFFLINE, SLOW, SLOW_ANALYSIS } from '../../api/problem';
import { failureText } from './failure-text';

test('a slow answer is not told as a lost connection, and only an analysis can have fewer stories', () => {
  expect(failureText(SLOW_ANALYSIS)).toBe(
    'This is taking longer than a minute. Try again, or select fewer stories.',
  );
  expect(failureText(SLOW)).not.toMatch(/connection|fewer/);
  expect(failureText(OFFLINE)).toMatch(/could not reach the service/);
});
