import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OFFLINE, type Failure } from '../../../api/problem';
import { Polling } from './polling';

const attempt = vi.fn();
let polling: Polling;

const refused = (status: number): Failure => ({
  kind: 'unavailable',
  errors: [],
  problem: { status, title: '', type: 'about:blank' },
});

beforeEach(() => {
  vi.useFakeTimers();
  attempt.mockReset();
  polling = new Polling(attempt);
});

afterEach(() => {
  vi.useRealTimers();
});

test('a service that is not ready is tried again two seconds later, once', () => {
  polling.retryAfter(refused(503));
  vi.advanceTimersByTime(1_999);
  expect(attempt).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(attempt).toHaveBeenCalledOnce();
});

test('two failures in a row plan one attempt', () => {
  polling.retryAfter(refused(503));
  polling.retryAfter(refused(503));
  vi.advanceTimersByTime(60_000);
  expect(attempt).toHaveBeenCalledOnce();
});

test('what does not pass by itself, and what the service did not say, is not tried again', () => {
  polling.retryAfter(refused(422));
  polling.retryAfter(OFFLINE);
  polling.retryAfter({ kind: 'unavailable', errors: [] });
  vi.advanceTimersByTime(60_000);
  expect(attempt).not.toHaveBeenCalled();
});

test('a page that is left does not try again', () => {
  polling.retryAfter(refused(503));
  polling.stop();
  vi.advanceTimersByTime(60_000);
  expect(attempt).not.toHaveBeenCalled();
});
