import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import * as origin from './response-origin';

const RECEIPT = '0'.repeat(26);
const requests: Request[] = [];
let answer: () => Promise<Response>;
let client: typeof import('./client');

beforeAll(async () => {
  vi.stubGlobal('location', { origin: 'https://stories.example' });
  vi.stubGlobal('fetch', (request: Request) => {
    requests.push(request);
    return answer();
  });
  client = await import('./client');
});

afterEach(() => {
  requests.length = 0;
});

function answering(status: number, type: string, body: string | null, headers: Record<string, string> = {}) {
  answer = async () => new Response(body, { status, headers: { 'content-type': type, ...headers } });
}

const openReceipt = () => {
  const body = { receipt: RECEIPT };
  const call = client.storyteller.POST('/api/v1/receipts/open', { body, ...client.options() });
  return client.outcome(call, { expected: origin.openedStory(RECEIPT) });
};
const getMe = (signal?: AbortSignal) =>
  client.outcome(client.staff.GET('/api/v1/me', client.options(signal)), { signal });

test('storytellers send no cookie, staff show that one of the service’s own pages asks', async () => {
  answering(200, 'application/json', '{}');
  await openReceipt();
  await getMe();
  expect(requests.map(({ credentials, redirect }) => [credentials, redirect])).toEqual([
    ['omit', 'manual'],
    ['same-origin', 'manual'],
  ]);
  expect(requests.map(({ headers }) => headers.get('x-sensing'))).toEqual([null, '1']);
  expect(requests.map(({ url }) => url)).toEqual([
    'https://stories.example/api/v1/receipts/open',
    'https://stories.example/api/v1/me',
  ]);
});

test('an answer that repeats the receipt is the service’s own', async () => {
  const story = { id: '1', receipt: RECEIPT, state: 'held', text: 'They rang.' };
  answering(200, 'application/json', JSON.stringify(story));
  expect(await openReceipt()).toEqual({ ok: true, value: story });
});

test.each([
  ['a page', 'text/html', '<h1>Sign in to the Wi-Fi</h1>'],
  ['a page that is called JSON', 'application/json', '<h1>Sign in to the Wi-Fi</h1>'],
  ['an empty body', 'application/json', ''],
])('%s is the answer of something in between, for storytellers and for staff', async (_, type, body) => {
  answering(200, type, body);
  const failure = { kind: 'between', errors: [], status: 200 };
  expect(await openReceipt()).toEqual({ ok: false, failure });
  expect(await getMe()).toEqual({ ok: false, failure });
});

test('staff take any JSON that comes with success, and an answer without content', async () => {
  answering(200, 'application/json', '{"name":"fay","roles":[]}');
  expect(await getMe()).toEqual({ ok: true, value: { name: 'fay', roles: [] } });
  answer = async () => new Response(null, { status: 204 });
  expect(await client.outcome(client.staff.DELETE('/api/v1/session', client.options()))).toMatchObject({
    ok: true,
  });
});

test.each([
  [401, 'unknown'],
  [404, 'not-found'],
  [408, 'unknown'],
  [422, 'invalid'],
  [429, 'busy'],
  [503, 'unavailable'],
])('a problem with status %s keeps its document, and is %s', async (status, kind) => {
  const problem = { type: 'urn:sensing:problem:made-up', title: 'Made up', detail: 'As it is.', status };
  answering(status, 'application/problem+json', JSON.stringify(problem), { 'retry-after': '7' });
  const retryAfter = status === 429 || status === 503 ? { retryAfter: 7 } : {};
  const failure = { kind, errors: [], problem, ...retryAfter };
  expect(await openReceipt()).toEqual({ ok: false, failure });
  expect(await getMe()).toEqual({ ok: false, failure });
});

test('without an answer the page is offline, and only a caller who aborts sees an error', async () => {
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await getMe()).toEqual({ ok: false, failure: { kind: 'offline', errors: [] } });
  const asking = new AbortController();
  asking.abort();
  await expect(getMe(asking.signal)).rejects.toThrow();
});

test('a time limit that ran out is no loss of the connection, and an analysis says that it was one', async () => {
  answer = () => Promise.reject(new DOMException('signal timed out', 'TimeoutError'));
  expect(await getMe()).toEqual({ ok: false, failure: { kind: 'slow', errors: [] } });
  const { getPatterns } = await import('./staff');
  expect(await getPatterns({})).toEqual({
    ok: false,
    failure: { kind: 'slow', errors: [], isAnalysis: true },
  });
});
