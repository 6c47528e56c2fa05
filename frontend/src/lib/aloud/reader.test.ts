import { beforeEach, expect, test, vi } from 'vitest';
import { Reader } from './reader.svelte';
import type { Speech } from './speech.svelte';

/** Speaks English, and stays in a sentence until the test lets it go on. */
class Fake implements Speech {
  said: string[] = [];
  silenced = 0;
  ended: () => void = () => undefined;
  knows = (tag: string) => tag.startsWith('en');
  say(text: string, _: string, ended: () => void) {
    this.said.push(text);
    this.ended = ended;
  }
  silence() {
    this.silenced += 1;
  }
}

let speech: Fake;
let reader: Reader;

beforeEach(() => {
  speech = new Fake();
  reader = new Reader(speech);
});

const piece = (text: string, tag = 'en', mark?: () => void) => ({ text, tag, ...(mark && { mark }) });

test('one sentence follows the other, each marked while it is read, and then it is over', () => {
  const marks: string[] = [];
  const marked = (text: string) => piece(text, 'en', () => marks.push(text));
  const unmark = vi.fn();
  reader.read('page', [marked('One.'), marked('Two.')], unmark);
  expect([reader.reading, speech.said, marks]).toEqual(['page', ['One.'], ['One.']]);
  speech.ended();
  expect(speech.said).toEqual(['One.', 'Two.']);
  expect(unmark).not.toHaveBeenCalled();
  speech.ended();
  expect(reader.reading).toBeUndefined();
  expect(unmark).toHaveBeenCalledOnce();
});

test('nothing more is said after stopping, though the browser says that the sentence has ended', () => {
  reader.read('page', [piece('One.'), piece('Two.')]);
  const { ended } = speech;
  reader.stop();
  ended();
  expect(speech.said).toEqual(['One.']);
  expect(reader.reading).toBeUndefined();
});

test('another text takes the place of the one that is read', () => {
  reader.read('page', [piece('One.'), piece('Two.')]);
  const { ended } = speech;
  reader.read('option', [piece('Three.')]);
  ended();
  expect(speech.said).toEqual(['One.', 'Three.']);
  expect(reader.reading).toBe('option');
});

test('a sentence that ends twice leads on once', () => {
  reader.read('page', [piece('One.'), piece('Two.'), piece('Three.')]);
  const { ended } = speech;
  ended();
  ended();
  expect(speech.said).toEqual(['One.', 'Two.']);
});

test('a sentence in a language without a voice is left out', () => {
  reader.read('page', [piece('کہانی', 'ur'), piece('Two.')]);
  expect(speech.said).toEqual(['Two.']);
  reader.read('page', [piece('کہانی', 'ur')]);
  expect(reader.reading).toBeUndefined();
});
