import { expect, test } from 'vitest';
import type { QueuedStory } from '../../api/types';
import { carriedOver, clearingOf, draftOf, isChanged } from './redaction';

const story = {
  title: 'At St X',
  text: 'Ms Y rang.',
  write_ins: { services: 'the band at X' },
} as unknown as QueuedStory;

test('nothing is sent of what was not changed', () => {
  expect(clearingOf(story, draftOf(story))).toEqual({});
  expect(isChanged(story, draftOf(story))).toBe(false);
});

test('what was changed is sent, and an emptied word too', () => {
  const draft = { title: 'At [school]', text: 'Ms Y rang.', writeIns: { services: '' } };
  expect(clearingOf(story, draft)).toEqual({ title: 'At [school]', write_ins: { services: '' } });
  expect(story.write_ins.services).toBe('the band at X');
});

const now = {
  title: 'At St X',
  text: 'Ms Y rang, from 7 Fern Road.',
  write_ins: { services: 'the band at X', feelings: 'glad' },
} as unknown as QueuedStory;

test('on a story that changed, what the moderator left alone is what it is now', () => {
  expect(carriedOver(story, draftOf(story), now)).toEqual(draftOf(now));
});

test('on a story that changed, the moderator’s own changes stay', () => {
  const draft = { title: 'At [school]', text: 'Ms [name] rang.', writeIns: { services: '' } };
  expect(carriedOver(story, draft, now)).toEqual({
    title: 'At [school]',
    text: 'Ms [name] rang.',
    writeIns: { services: '', feelings: 'glad' },
  });
  const withoutThem = { ...now, write_ins: {} } as QueuedStory;
  expect(carriedOver(story, draft, withoutThem).writeIns).toEqual({});
});
