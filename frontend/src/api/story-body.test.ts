import { expect, test } from 'vitest';
import type { Submission } from './types';
import { storyBody } from './story-body';

const story: Submission = {
  framework: 'small',
  version: 1,
  language: 'en',
  receipt: '0'.repeat(26),
  prompt: 'moment',
  text: '',
  answers: {},
  consent: { analysis: false, quotation: false },
};

test('a story of words alone is JSON', () => {
  expect(JSON.parse(storyBody(story) as string)).toEqual(story);
});

test('a story with files has its JSON as the first part, and files with plain media types after it', async () => {
  const voice = new Blob(['voice'], { type: 'audio/webm;codecs=opus' });
  const picture = new Blob(['picture'], { type: 'image/jpeg' });
  const parts = [...(storyBody(story, { voice, picture }) as FormData).entries()] as [string, Blob][];
  expect(parts.map(([name, part]) => [name, part.type])).toEqual([
    ['story', 'application/json'],
    ['voice', 'audio/webm'],
    ['picture', 'image/jpeg'],
  ]);
  expect(JSON.parse((await parts[0]?.[1].text()) ?? '')).toEqual(story);
  expect(await parts[1]?.[1].text()).toBe('voice');
});
