import { expect, test } from 'vitest';
import { missingFrom } from '../translation';
import { en } from './en';

const files = import.meta.glob<{ words: object }>(['./*.ts', '!./en.ts', '!./*.test.ts'], { eager: true });
const languages = Object.entries(files).filter(([name]) => !name.includes('-x-'));

test('every language of the form says these words too', () => {
  expect(languages.map(([name]) => name.slice(2, -'.ts'.length)).sort()).toEqual([
    'ar',
    'pl',
    'sk',
    'so',
    'ur',
    'zh-Hans',
  ]);
});

/** The name of a file may stay as it is. */
const SAME = ['notKept.fileName'];

test.each(languages)('%s leaves nothing out', (_, { words }) => {
  expect(missingFrom(en, words).filter((path) => !SAME.includes(path))).toEqual([]);
});
