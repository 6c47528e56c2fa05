import { expect, test } from 'vitest';
import { voiceFor } from './voices';

const voice = (lang: string, localService = true) => ({ lang, localService, default: false });

test('English is spoken as it is heard here, whatever stands first in the list', () => {
  const voices = [voice('en-US'), voice('en_GB'), voice('cy-GB')];
  expect(voiceFor(voices, 'en-x-easy')).toBe(voices[1]);
  expect(voiceFor(voices.slice(0, 1), 'en')).toBe(voices[0]);
});

test('a language without a voice of its own is not spoken by another', () => {
  expect(voiceFor([voice('en-GB')], 'so')).toBeUndefined();
  expect(voiceFor([], 'en')).toBeUndefined();
  expect(voiceFor([voice('slk-SK')], 'sl')).toBeUndefined();
});

test('a voice that sends the words to somebody else’s server is not used', () => {
  expect(voiceFor([voice('en-GB', false)], 'en')).toBeUndefined();
});

test('simplified Chinese is spoken in Mandarin', () => {
  const voices = [voice('zh-HK'), voice('zh-TW'), voice('zh-CN')];
  expect(voiceFor(voices, 'zh-Hans')).toBe(voices[2]);
});
