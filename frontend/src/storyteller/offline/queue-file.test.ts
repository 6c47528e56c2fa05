import { expect, test } from 'vitest';
import { importQueue } from './queue-file';
import type { Store } from './outbox';
import { keyFrom, newSalt, sealStory } from './sealing';
import type { StoredStory, OutgoingStory } from './queued-story';

const CODE = 'PARK-7';
const ROUNDS = 1_000;

function aQueue() {
  const rows: StoredStory[] = [];
  const queue: Store = {
    all: async () => rows,
    at: async (place) => rows.find((row) => row.place === place),
    put: async (waiting) => void rows.push({ ...waiting, place: rows.length + 1 }),
    update: async () => undefined,
    remove: async () => undefined,
  };
  return { rows, queue };
}

const letters = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

async function aFile(more: object = {}): Promise<string> {
  const story = {
    framework: 'small',
    version: 1,
    language: 'en',
    receipt: 'A',
    prompt: 'p',
    text: 'They rang.',
  };
  const waiting: OutgoingStory = {
    story: { ...story, answers: {}, consent: { analysis: false, quotation: false } },
    tried: false,
    replaces: false,
  };
  const salt = newSalt();
  const { iv, bytes } = await sealStory(await keyFrom(CODE, salt, ROUNDS), waiting);
  const stories = [{ iv: letters(iv), bytes: letters(bytes) }];
  const format = 'sensing-waiting-stories';
  return JSON.stringify({ format, version: 1, rounds: ROUNDS, salt: letters(salt), stories, ...more });
}

test('the stories of a file are taken in, and only once', async () => {
  const { queue, rows } = aQueue();
  const file = await aFile();
  expect(await importQueue(file, CODE, queue)).toEqual({ kind: 'taken', count: 1 });
  expect(await importQueue(file, 'park-7', queue)).toEqual({ kind: 'taken', count: 1 });
  expect(rows.map(({ story }) => story.text)).toEqual(['They rang.']);
});

test('a file of another code is said to be one', async () => {
  const { queue, rows } = aQueue();
  expect(await importQueue(await aFile(), 'HALL-1', queue)).toEqual({ kind: 'other-code' });
  expect(rows).toEqual([]);
});

test.each([
  ['letters that stand for no bytes', { salt: '!' }],
  ['a story in letters that stand for no bytes', { stories: [{ iv: '!', bytes: '!' }] }],
  ['a story that is none', { stories: [null] }],
  ['no stories', { stories: undefined }],
  ['no rounds', { rounds: 0 }],
  ['rounds below none', { rounds: -1 }],
  ['rounds for ever', { rounds: 1e12 }],
  ['another format', { format: 'shopping' }],
])('a file with %s is no such file', async (_, more) => {
  const { queue, rows } = aQueue();
  expect(await importQueue(await aFile(more), CODE, queue)).toEqual({ kind: 'no-such-file' });
  expect(rows).toEqual([]);
});

test.each(['', 'null', '[]', '7', 'a photo'])('“%s” is no such file', async (text) => {
  expect(await importQueue(text, CODE, aQueue().queue)).toEqual({ kind: 'no-such-file' });
});
