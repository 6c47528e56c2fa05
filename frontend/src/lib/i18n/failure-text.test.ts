import { expect, test } from 'vitest';
import { OFFLINE, type Failure } from '../../api/problem';
import { en } from './en';
import { failureText } from './failure-text';

test('every kind of failure has its own text', () => {
  const kinds = ['invalid', 'not-found', 'conflict', 'closed', 'read', 'files', 'words', 'busy'] as const;
  const others = ['unavailable', 'unknown', 'between'] as const;
  const failures: Failure[] = [...kinds, ...others].map((kind) => ({ kind, errors: [] }));
  failures.push(OFFLINE, { kind: 'between', errors: [], status: 413 });
  expect(new Set(failures.map((failure) => failureText(failure, en))).size).toBe(failures.length);
});

test('the text of a busy service says how long to wait', () => {
  const busy = (retryAfter: number): Failure => ({ kind: 'busy', errors: [], retryAfter });
  expect(failureText(busy(30), en)).toContain('30 seconds');
  expect(failureText(busy(300), en)).toContain('5 minutes');
});
