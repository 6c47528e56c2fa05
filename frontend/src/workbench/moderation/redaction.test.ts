import { expect, test } from 'vitest';
import type { Queued } from '../api/types';
import { clearingOf, draftOf, isChanged } from './redaction';

const story = {
  title: 'At St X',
  text: 'Ms Y rang.',
  write_ins: { services: 'the band at X' },
} as unknown as Queued;

test('nothing is sent of what was not changed', () => {
  expect(clearingOf(story, draftOf(story))).toEqual({});
  expect(isChanged(story, draftOf(story))).toBe(false);
});

test('what was changed is sent, and an emptied word too', () => {
  const draft = { title: 'At [school]', text: 'Ms Y rang.', writeIns: { services: '' } };
  expect(clearingOf(story, draft)).toEqual({ title: 'At [school]', write_ins: { services: '' } });
  expect(story.write_ins.services).toBe('the band at X');
});
