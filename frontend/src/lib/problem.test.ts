import { expect, test } from 'vitest';
import { failureWords } from './failure-words';
import { en } from './i18n/en';
import { failureOf, OFFLINE } from './problem';

const words = en;
const none = new Headers();

test('a refused field keeps its name and its message', () => {
  const problem = {
    title: 'The story cannot be taken',
    status: 422,
    errors: [{ field: 'answers.difference.triad', message: 'must sum to 1' }],
  };
  expect(failureOf(422, none, problem)).toEqual({ kind: 'invalid', errors: problem.errors });
});

test('an answer in another format is still a failure with a kind', () => {
  expect(failureOf(502, none, '<html>Bad gateway</html>')).toEqual({ kind: 'unavailable', errors: [] });
  expect(failureOf(422, none, { errors: 'many' })).toEqual({ kind: 'invalid', errors: [] });
  expect(failureOf(422, none, { errors: [null, { field: 1 }] })).toEqual({ kind: 'invalid', errors: [] });
  expect(failureOf(418, none, undefined).kind).toBe('unknown');
});

test('Retry-After is read in seconds and as a date', () => {
  expect(failureOf(429, new Headers({ 'retry-after': '30' }), {}).retryAfter).toBe(30);
  const soon = new Date(Date.now() + 60_000).toUTCString();
  const seconds = failureOf(503, new Headers({ 'retry-after': soon }), {}).retryAfter;
  expect(seconds).toBeGreaterThan(50);
  expect(seconds).toBeLessThanOrEqual(61);
  expect(failureOf(429, new Headers({ 'retry-after': 'later' }), {})).toEqual({ kind: 'busy', errors: [] });
});

test('every kind of failure has its own words', () => {
  const kinds = [400, 404, 409, 429, 503, 500].map((status) =>
    failureWords(failureOf(status, none, {}), words),
  );
  expect(new Set([...kinds, failureWords(OFFLINE, words)]).size).toBe(7);
  expect(failureWords({ kind: 'busy', errors: [], retryAfter: 30 }, words)).toContain('30 seconds');
  expect(failureWords({ kind: 'busy', errors: [], retryAfter: 300 }, words)).toContain('5 minutes');
});
