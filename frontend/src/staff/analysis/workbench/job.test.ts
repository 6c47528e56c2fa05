import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Result } from '../../../api/client';
import { OFFLINE } from '../../../api/problem';
import type { Job } from '../../../api/types';
import { runJob } from './job';

const found = { clusters: [] };

const job = (more: Partial<Job>): Result<Job> => ({
  ok: true,
  value: { id: 'j', kind: 'clusters', name: '', state: 'under_way', progress: 0, begun: '', ...more } as Job,
});
const done = job({ state: 'done', progress: 1, result: found as never });

let begun: Result<Job>;
let answers: Result<Job>[];
const ended: string[] = [];
vi.mock('../../../api/staff', () => ({
  getJob: async () => answers.shift() ?? done,
  endJob: async (id: string) => ended.push(id),
}));

const progress: number[] = [];
const run = (signal = new AbortController().signal) =>
  runJob<typeof found>(
    async () => begun,
    'clusters',
    signal,
    (part) => progress.push(part),
  );

beforeEach(() => {
  vi.useFakeTimers();
  ended.length = progress.length = 0;
  begun = job({});
  answers = [];
});

afterEach(() => {
  vi.useRealTimers();
});

test('progress is told until the job is done, and the job is removed', async () => {
  answers = [job({ progress: 0.3 }), job({ progress: 0.8 }), done];
  const running = run();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await running).toEqual({ ok: true, value: found });
  expect([progress, ended]).toEqual([[0, 0.3, 0.8], ['j']]);
});

test('a job that failed says why', async () => {
  answers = [job({ state: 'failed', problem: { field: 'by', message: 'two groups share 12 stories' } })];
  const running = run();
  await vi.advanceTimersByTimeAsync(100);
  expect(await running).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', problem: { detail: 'two groups share 12 stories' } },
  });
});

test('when nobody waits any more the job is ended, also one whose id came late', async () => {
  const controller = new AbortController();
  const running = run(controller.signal);
  const outcome = expect(running).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(10);
  controller.abort();
  await outcome;
  expect(ended).toEqual(['j']);
  await expect(run(AbortSignal.abort())).rejects.toThrow();
  expect(ended).toEqual(['j', 'j']);
});

test('a job that cannot be begun or looked at is a failure', async () => {
  begun = { ok: false, failure: OFFLINE };
  expect(await run()).toEqual(begun);
  expect(ended).toEqual([]);
  begun = job({});
  answers = [{ ok: false, failure: OFFLINE }];
  const running = run();
  await vi.advanceTimersByTimeAsync(100);
  expect(await running).toEqual({ ok: false, failure: OFFLINE });
  expect(ended).toEqual(['j']);
});
