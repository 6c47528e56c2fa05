// Language tags: `en-x-easy` is English in the variant easy read. Also chooses the text for a tag among several.
import type { Text } from '../../api/types';

/** `en-x-easy` → `en`. */
export function baseOf(tag: string): string {
  return tag.split('-x-')[0] ?? tag;
}

/** `en-x-easy` → `easy`; `en` → `plain`. */
export function variantOf(tag: string): string {
  return tag.split('-x-')[1] ?? 'plain';
}

/** Scripts that run from right to left, by the first part of the language tag. */
const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The direction in which a language is written. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(tag.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** The declared tag that matches the wanted tags best, most wanted first; else the first declared one. */
export function closestTag(declared: readonly string[], wishes: readonly string[]): string {
  for (const wish of wishes) {
    const found =
      declared.find((tag) => tag === wish) ?? declared.find((tag) => written(tag) === written(wish));
    if (found !== undefined) return found;
  }
  return declared[0] ?? 'en';
}

/** What the form of a collection begins with. */
interface Preset {
  readonly wording?: string | null;
  readonly language?: string | null;
}

/** The tags that a collection's form begins with out of those declared, the most wanted first. */
export function firstTags(
  preset: Preset | undefined,
  declared: readonly string[],
  wishes: readonly string[],
): readonly string[] {
  const all = preset?.language ? [preset.language, ...wishes] : wishes;
  return preset?.wording ? [`${baseOf(closestTag(declared, all))}-x-${preset.wording}`, ...all] : all;
}

/** The language and script of a tag: `zh-CN` and `zh-Hans` are one. */
function written(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return tag;
  }
}

/** A text with the language it turned out to be in. */
export interface Said {
  text: string;
  tag: string;
}

/** Around words in another language than the text that they are part of, with their tag. Never shown. */
const [OPEN, THEN, CLOSE] = ['\ue000', '\ue001', '\ue002'];
const MARKED = new RegExp(`${OPEN}([^${THEN}]*)${THEN}([^${CLOSE}]*)${CLOSE}`, 'u');

/** Marks words as being in a language, so that they can be put into a sentence of another one. */
export function marked({ text, tag }: Said): string {
  return `${OPEN}${tag}${THEN}${text}${CLOSE}`;
}

/** A text in parts; those that were marked have their tag. */
export function partsIn(text: string): { text: string; tag?: string }[] {
  const pieces = text.split(MARKED);
  return pieces.flatMap((piece, i) => {
    if (piece === '' || i % 3 === 1) return [];
    return i % 3 === 2 ? [{ text: piece, tag: pieces[i - 1] ?? '' }] : [{ text: piece }];
  });
}

/** A text without its marks, for places that hold no markup. */
export function plain(text: string): string {
  return partsIn(text)
    .map((part) => part.text)
    .join('');
}

/** The text in that variant, else in its base language, else in the first language the framework declares. */
export function sayIn(text: Text, tag: string, declared: readonly string[]): Said {
  for (const candidate of [tag, baseOf(tag), ...declared, ...Object.keys(text)]) {
    const found = text[candidate];
    if (found !== undefined) return { text: found, tag: candidate };
  }
  return { text: '', tag };
}
