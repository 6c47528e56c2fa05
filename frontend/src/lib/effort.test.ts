import { expect, test } from 'vitest';
import document from '../../../src/frameworks/sheffield-send.json';
import { coreMinutes, minutesFor, pageEffort, wholeMinutes, wordsIn, type Reading } from './effort';
import type { Framework, Signifier } from './framework';
import { fetchWords } from './i18n';
import { sayIn } from './i18n/tags';

const framework = document as unknown as Framework;

async function reading(tag: string): Promise<Reading> {
  const words = await fetchWords(tag);
  return { tag, words, say: (text) => sayIn(text, tag, framework.languages).text };
}

test('words are counted as people count them, also without spaces', () => {
  expect(wordsIn(['When did the help come?', 'Far too early'], 'en')).toBe(8);
  expect(wordsIn(['发生了什么？'], 'zh-Hans')).toBeGreaterThan(1);
  expect(wordsIn([], 'en')).toBe(0);
});

test('a minute is two hundred words or twenty taps, and half the words in easy read', () => {
  expect(minutesFor([{ words: 200, taps: 20 }], 'en')).toBe(2);
  expect(minutesFor([{ words: 100, taps: 0 }], 'en-x-easy')).toBe(1);
  expect(minutesFor([{ words: 120, taps: 0 }], 'en-x-child')).toBe(1);
  expect(wholeMinutes(0.2)).toBe(1);
  expect(wholeMinutes(3.6)).toBe(4);
});

test('a page has the words of its question and of all there is to choose', async () => {
  const timing = framework.signifiers.find(({ id }) => id === 'timing');
  if (!timing) throw new Error('no such signifier');
  const plain = pageEffort([timing], 'family', await reading('en'));
  const more = pageEffort(
    [{ ...timing, hint: { en: 'Three more words' } } as Signifier],
    'family',
    await reading('en'),
  );
  expect(more.words - plain.words).toBe(3 - wordsIn([timing.hint?.en ?? ''], 'en'));
  expect(plain.taps).toBe(2);
  const lists = pageEffort([timing], 'family', await reading('en-x-easy'));
  expect(lists.words).toBeGreaterThan(plain.words);
});

test('more questions take more minutes, and easy read takes longer', async () => {
  const short = { ...framework, signifiers: framework.signifiers.slice(0, 3) };
  const plain = await reading('en');
  expect(coreMinutes(short, 'family', plain)).toBeLessThan(coreMinutes(framework, 'family', plain));
  expect(coreMinutes(framework, 'family', plain)).toBeLessThan(
    coreMinutes(framework, 'family', await reading('en-x-easy')),
  );
  expect(coreMinutes(framework, undefined, plain)).toBeGreaterThanOrEqual(
    coreMinutes(framework, 'child', plain),
  );
});
