// No answer of something between a page and the service is taken for the service's own.
import { expect, test } from 'vitest';
import * as origin from './response-origin';
import { judge, problemIn, type Expected } from './response-origin';

const RECEIPT = '0A1B2C3D4E5F6G7H8J9K0M1N2P';
const JSON_TYPE = 'application/json';

function heard(status: number, type: string | null = JSON_TYPE, redirected = false) {
  return { status, headers: new Headers(type === null ? {} : { 'content-type': type }), redirected };
}

const story = { id: '0190', receipt: RECEIPT, state: 'held' };
const kept = { ...story, text: 'They rang.' };
const framework = { slug: 'small', version: 3, signifiers: [] };
const collection = { join_code: 'PARK-7K2M', framework: 'small' };

const CASES: [what: string, expected: Expected<unknown>, answer: object, status: number][] = [
  ['a story that was taken', origin.acceptedStory(RECEIPT), story, 201],
  ['a receipt that was opened, or a correction', origin.openedStory(RECEIPT), kept, 200],
  ['a withdrawal', origin.withdrawnStory(RECEIPT), { receipt: RECEIPT, state: 'withdrawn' }, 200],
  ['questions', origin.framework('small'), framework, 200],
  ['a version of questions', origin.framework('small', 3), framework, 200],
  ['a collection', origin.joinedCollection('park-7k2m '), collection, 200],
];

test.each(CASES)('%s: only our own answer counts', (_, expected, answer, status) => {
  expect(judge(heard(status), answer, expected).kind).toBe('own');
  expect(judge(heard(status, 'application/json; charset=utf-8'), answer, expected).kind).toBe('own');

  const foreign = (given: ReturnType<typeof heard>, content: unknown) =>
    expect(judge(given, content, expected).kind, JSON.stringify([given.status, content])).toBe('foreign');
  for (const content of [{}, [], null, undefined, '', 'ok', true, { status: 'success' }]) {
    foreign(heard(status), content);
  }
  for (const other of [200, 201, 202, 204, 302, 400, 404, 409, 413, 422, 500]) {
    if (other !== status) foreign(heard(other), answer);
  }
  for (const type of ['text/html', 'text/plain', 'application/problem+json', 'application/jsonp', null]) {
    foreign(heard(status, type), answer);
  }
  foreign(heard(status, JSON_TYPE, true), answer);
  // Each part is looked at.
  for (const name of Object.keys(answer)) foreign(heard(status), { ...answer, [name]: undefined });
});

test('who gives back what was sent has not taken it', () => {
  const sent = { framework: 'small', version: 1, receipt: RECEIPT, text: 'They rang.', answers: {} };
  for (const status of [200, 201]) {
    expect(judge(heard(status), sent, origin.acceptedStory(RECEIPT)).kind).toBe('foreign');
    expect(judge(heard(status), sent, origin.openedStory(RECEIPT)).kind).toBe('foreign');
    expect(judge(heard(status), { receipt: RECEIPT }, origin.withdrawnStory(RECEIPT)).kind).toBe('foreign');
  }
});

test('a receipt is the same with dashes and in small letters; another one is not', () => {
  const written = { ...story, receipt: '0a1b-2c3d-4e5f-6g7h-8j9k-0m1n-2p' };
  expect(judge(heard(201), written, origin.acceptedStory(RECEIPT)).kind).toBe('own');
  expect(judge(heard(201), story, origin.acceptedStory('0a1b2c3d-4e5f6g7h-8j9k0m1n2p')).kind).toBe('own');
  const other = { ...story, receipt: RECEIPT.replace('2P', '2Q') };
  expect(judge(heard(201), other, origin.acceptedStory(RECEIPT)).kind).toBe('foreign');
  expect(judge(heard(201), { ...story, receipt: '' }, origin.acceptedStory('')).kind).toBe('foreign');
});

test('other questions, another version and another code are not what was asked for', () => {
  expect(judge(heard(200), framework, origin.framework('large')).kind).toBe('foreign');
  expect(judge(heard(200), framework, origin.framework('small', 2)).kind).toBe('foreign');
  expect(judge(heard(200), collection, origin.joinedCollection('PARK7K2M')).kind).toBe('foreign');
});

test('a problem is ours by its type, its status and its form', () => {
  const type = 'urn:sensing:problem:not-found';
  const isProblem = (given: ReturnType<typeof heard>, content: unknown) =>
    problemIn(given, content) !== undefined;
  const form = 'application/problem+json';
  expect(isProblem(heard(404, form), { type, status: 404 })).toBe(true);
  expect(judge(heard(404, form), { type, status: 404 }, origin.framework('small')).kind).toBe('refused');
  expect(isProblem(heard(404, form), { type, status: 409 })).toBe(false);
  expect(isProblem(heard(404, form), { type: 'about:blank', status: 404 })).toBe(false);
  expect(isProblem(heard(404, form), { type: `https://example.org/${type}`, status: 404 })).toBe(false);
  expect(isProblem(heard(404, JSON_TYPE), { type, status: 404 })).toBe(false);
  expect(isProblem(heard(404, 'text/html'), '<h1>Not found</h1>')).toBe(false);
  expect(isProblem(heard(404, form, true), { type, status: 404 })).toBe(false);
  expect(isProblem(heard(200, form), { type, status: 200 })).toBe(false);
});
