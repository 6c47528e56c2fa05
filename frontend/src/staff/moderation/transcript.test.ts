import { expect, test } from 'vitest';
import { textKind } from './transcript';

const file = (kind: 'voice' | 'picture') => ({ id: kind, kind, media_type: '', bytes: 1 });

test('a recording without text is to be put into words, and one beside a text too', () => {
  expect(textKind({ text: ' ', attachments: [file('voice'), file('picture')] })).toBe('spoken');
  expect(textKind({ text: 'They rang.', attachments: [file('voice')] })).toBe('both');
});

test('a picture is to be put into words only where nothing else tells the story', () => {
  expect(textKind({ text: '', attachments: [file('picture')] })).toBe('drawn');
  expect(textKind({ text: 'They rang.', attachments: [file('picture')] })).toBe('written');
  expect(textKind({ text: 'They rang.', attachments: [] })).toBe('written');
});
