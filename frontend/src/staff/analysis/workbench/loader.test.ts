import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Result } from '../../../api/client';
import { OFFLINE, type Failure } from '../../../api/problem';
import { Loader } from './loader.svelte';

interface Request {
  signal: AbortSignal;
  answer: (result: Result<string>) => Promise<void>;
}

let requests: Request[];
let shown: string[];
const onSignedOut = vi.fn();

/** A request that is answered when the test says so, and throws when it is aborted, like those of the client. */
function request(signal: AbortSignal): Promise<Result<string>> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    const answer = async (result: Result<string>) => {
      resolve(result);
      await vi.advanceTimersByTimeAsync(0);
    };
    requests.push({ signal, answer });
  });
}

const found = (value: string): Result<string> => ({ ok: true, value });

function refused(status: number): Failure {
  return { kind: 'unknown', errors: [], problem: { status, title: '', type: 'about:blank' } };
}

const newLoader = () => new Loader<string>({ request, show: (answer) => shown.push(answer), onSignedOut });

beforeEach(() => {
  vi.useFakeTimers();
  onSignedOut.mockReset();
  requests = [];
  shown = [];
});

afterEach(() => {
  vi.useRealTimers();
});

test('several changes within a moment make one request', async () => {
  const loader = newLoader();
  loader.loadSoon();
  await vi.advanceTimersByTimeAsync(100);
  loader.loadSoon();
  await vi.advanceTimersByTimeAsync(100);
  expect(requests).toHaveLength(0);
  expect(loader.busy).toBe(true);
  await vi.advanceTimersByTimeAsync(20);
  expect(requests).toHaveLength(1);
  await requests[0]?.answer(found('maps'));
  expect([shown, loader.busy]).toEqual([['maps'], false]);
});

test('a request that was overtaken is aborted, and its answer is not shown', async () => {
  const loader = newLoader();
  void loader.load();
  void loader.load();
  expect(requests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  await requests[1]?.answer(found('new'));
  await requests[0]?.answer(found('old'));
  expect(shown).toEqual(['new']);
});

test('an answer that came although its request was aborted is not shown', async () => {
  const answers: ((result: Result<string>) => void)[] = [];
  const deaf = () => new Promise<Result<string>>((resolve) => answers.push(resolve));
  const loader = new Loader<string>({ request: deaf, show: (answer) => shown.push(answer), onSignedOut });
  void loader.load();
  void loader.load();
  answers[1]?.(found('new'));
  answers[0]?.(found('old'));
  await vi.advanceTimersByTimeAsync(0);
  expect(shown).toEqual(['new']);
});

test('a failure is kept until something was loaded', async () => {
  const loader = newLoader();
  void loader.load();
  await requests[0]?.answer({ ok: false, failure: OFFLINE });
  expect([loader.failure, loader.busy]).toEqual([OFFLINE, false]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests).toHaveLength(1);
  void loader.load();
  expect(loader.failure).toBe(OFFLINE);
  await requests[1]?.answer(found('maps'));
  expect([loader.failure, shown]).toEqual([undefined, ['maps']]);
});

test('while the service catches up, it is asked again until it answers', async () => {
  const loader = newLoader();
  void loader.load();
  for (const attempt of [0, 1, 2]) {
    await requests[attempt]?.answer({ ok: false, failure: refused(503) });
    expect(loader.failure?.problem?.status).toBe(503);
    await vi.advanceTimersByTimeAsync(2_000);
  }
  await requests[3]?.answer(found('maps'));
  expect([shown, loader.failure]).toEqual([['maps'], undefined]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests).toHaveLength(4);
});

test('a change takes the place of the next attempt', async () => {
  const loader = newLoader();
  void loader.load();
  await requests[0]?.answer({ ok: false, failure: refused(503) });
  loader.loadSoon();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests).toHaveLength(2);
});

test('a session that ended is no failure of the page', async () => {
  const loader = newLoader();
  void loader.load();
  await requests[0]?.answer({ ok: false, failure: refused(401) });
  expect(onSignedOut).toHaveBeenCalledOnce();
  expect([loader.failure, loader.busy]).toEqual([undefined, false]);
});

test('after stop nothing is requested or shown', async () => {
  const loader = newLoader();
  void loader.load();
  loader.loadSoon();
  loader.stop();
  await requests[0]?.answer(found('maps'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([requests.length, shown]).toEqual([1, []]);
});

test('more of what was loaded is dropped when that is loaded again', async () => {
  const loader = newLoader();
  void loader.load();
  await requests[0]?.answer(found('first page'));
  const added: string[] = [];
  void loader.add(request, (page) => added.push(page));
  await requests[1]?.answer(found('second page'));
  expect(added).toEqual(['second page']);
  void loader.add(request, (page) => added.push(page));
  void loader.load();
  expect(requests[2]?.signal.aborted).toBe(true);
  await requests[2]?.answer(found('third page'));
  expect(added).toEqual(['second page']);
});

test('a failure to add more is shown like any other', async () => {
  const loader = newLoader();
  void loader.load();
  await requests[0]?.answer(found('first page'));
  void loader.add(request, () => undefined);
  await requests[1]?.answer({ ok: false, failure: OFFLINE });
  expect(loader.failure).toBe(OFFLINE);
});

test('nothing can be added before anything was loaded', async () => {
  await newLoader().add(request, () => undefined);
  expect(requests).toHaveLength(0);
});
