import { afterEach, expect, test, vi } from 'vitest';
import { sentences } from './sentences';

const cut = (text: string, language = 'en') =>
  sentences(text, language).map(({ from, to }) => text.slice(from, to).trim());

afterEach(() => vi.unstubAllGlobals());

function withoutSegmenter() {
  const others = Object.getOwnPropertyNames(Intl).filter((name) => name !== 'Segmenter');
  vi.stubGlobal('Intl', Object.fromEntries(others.map((name) => [name, Intl[name as keyof typeof Intl]])));
}

for (const [how, prepare] of [
  ['with the browser’s own rules', () => undefined],
  ['without them', withoutSegmenter],
] as const) {
  test(`a text is cut after each sentence and each line, ${how}`, () => {
    prepare();
    expect(cut('They rang. Nobody came! Why?')).toEqual(['They rang.', 'Nobody came!', 'Why?']);
    expect(cut('Both the same:\nWhat one person did\nHow things were planned')).toEqual([
      'Both the same:',
      'What one person did',
      'How things were planned',
    ]);
    expect(cut('آپ کیا بتانا چاہیں گے؟ ایک چنیں۔', 'ur')).toHaveLength(2);
    expect(cut('请选一项。你可以跳过。', 'zh-Hans')).toHaveLength(2);
  });

  test(`what cannot be said is left out, and nothing else, ${how}`, () => {
    prepare();
    expect(cut(' – \n … ')).toEqual([]);
    expect(cut('')).toEqual([]);
    expect(cut('60%')).toEqual(['60%']);
  });
}
