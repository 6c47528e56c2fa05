import { expect, test } from 'vitest';
import { failureOf, tooLarge } from './problem';

/** An answer of the service, by its status. */
function answered(status: number, headers: Record<string, string> = {}) {
  return { status, headers: new Headers({ 'content-type': 'application/problem+json', ...headers }) };
}

const problem = (status: number, more: object = {}) => ({
  type: 'urn:sensing:problem:made-up',
  title: 'Made up',
  status,
  ...more,
});

const failure = (status: number, more: object = {}, headers: Record<string, string> = {}) =>
  failureOf(answered(status, headers), problem(status, more));

test('a refused field keeps its name and its message', () => {
  const errors = [{ field: 'answers.difference.triad', message: 'must sum to 1' }];
  expect(failure(422, { errors })).toMatchObject({ kind: 'invalid', errors });
  expect(failure(422, { errors: 'many' })).toMatchObject({ kind: 'invalid', errors: [] });
  expect(failure(422, { errors: [null, { field: 1 }] })).toMatchObject({ kind: 'invalid', errors: [] });
});

test('an answer of something in between is a failure too, but says nothing of the story', () => {
  const page = { headers: new Headers({ 'content-type': 'text/html', 'retry-after': '3000' }) };
  expect(failureOf({ ...page, status: 502 }, undefined)).toEqual({ kind: 'unavailable', errors: [] });
  expect(failureOf({ ...page, status: 429 }, undefined)).toEqual({ kind: 'busy', errors: [] });
  for (const status of [200, 204, 302, 400, 403, 404, 409, 418, 422, 500]) {
    expect(failureOf({ ...page, status }, undefined)).toEqual({ kind: 'between', errors: [], status });
  }
  expect(tooLarge(failureOf({ ...page, status: 413 }, undefined))).toBe(true);
  expect(tooLarge(failure(413))).toBe(false);
});

test('a collection that takes no more is told apart from a receipt that is taken', () => {
  expect(failure(409).kind).toBe('conflict');
  expect(failure(409, { type: 'urn:sensing:problem:conflict/collection-closed' }).kind).toBe('closed');
});

test('Retry-After is read in seconds and as a date', () => {
  expect(failure(429, {}, { 'retry-after': '30' }).retryAfter).toBe(30);
  const soon = new Date(Date.now() + 60_000).toUTCString();
  const seconds = failure(503, {}, { 'retry-after': soon }).retryAfter;
  expect(seconds).toBeGreaterThan(50);
  expect(seconds).toBeLessThanOrEqual(61);
  expect(failure(429, {}, { 'retry-after': 'later' })).not.toHaveProperty('retryAfter');
});
