import { expect, test } from 'vitest';
import type { OpenedStory } from '../../api/types';
import { isSameStory } from './same-story';
import type { OutgoingStory } from './queued-story';

const told: OutgoingStory = {
  tried: true,
  replaces: false,
  story: {
    framework: 'small',
    version: 1,
    language: 'en',
    receipt: '0A1B2C3D4E5F6G7H8J9K0M1N2P',
    prompt: 'only',
    text: 'Café at noon.',
    answers: {
      a: { triad: [1 / 3, 1 / 3, 1 / 3], input: 'pointer' },
      b: { choice: ['x'], write_in: 'tea' },
      c: { stones: { one: [0.25, 0.75] } },
      d: 'not_applicable',
    },
    consent: { analysis: true, quotation: false },
  },
};

/** As the service gives it back: rounded, composed, with an empty title, and without how a mark was placed. */
const there = {
  ...told.story,
  title: '',
  text: 'Cafe\u0301 at noon.\n',
  answers: {
    a: { triad: [0.3334, 0.3333, 0.3333] },
    b: { choice: ['x'], write_in: 'tea' },
    c: { stones: { one: [0.25, 0.75] } },
    d: 'not_applicable',
  },
} as unknown as OpenedStory;

test('a story is known again however the service writes it down', () => {
  expect(isSameStory(told, there)).toBe(true);
});

test.each<[string, object]>([
  ['a text', { text: 'Café at one.' }],
  ['a title', { title: 'Noon' }],
  ['a prompt', { prompt: 'other' }],
  ['a version', { version: 2 }],
  ['a consent', { consent: { analysis: true, quotation: true } }],
  ['a mark', { answers: { ...there.answers, a: { triad: [0.4, 0.3, 0.3] } } }],
  ['a choice', { answers: { ...there.answers, b: { choice: ['y'] } } }],
  ['a stone', { answers: { ...there.answers, c: { stones: { one: [0.25, 0.7] } } } }],
  ['an answer less', { answers: { a: there.answers['a'] } }],
  ['an answer more', { answers: { ...there.answers, e: { dyad: 0 } } }],
  ['a recording', { attachments: [{ id: '1', kind: 'voice', media_type: 'audio/ogg', bytes: 3 }] }],
])('%s makes it another one', (_, more) => {
  expect(isSameStory(told, { ...there, ...more } as unknown as OpenedStory)).toBe(false);
});

test('a story with a picture is not there when only its words are', () => {
  expect(isSameStory({ ...told, picture: new Blob(['a house']) }, there)).toBe(false);
});
