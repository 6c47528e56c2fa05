// Finds the words for a language tag. English is always here; every other language or wording is fetched when it is
// chosen, all that is said on the way to a receipt in one file. To add a language: write `<tag>.ts` like that of ar, and list
// it here; `offline/<tag>.ts`, which `<tag>.ts` hands on; and `receipt/<tag>.ts`.
import type { OfflineWords } from './offline/en';
import { baseOf } from './tags';
import { en, type Dictionary } from './en';
import { laidOver, type Translation } from './translation';

export type { Dictionary, Translation };

/** What is laid over English. */
interface Layer {
  readonly form: Translation;
  /** About stories that wait, drafts and shared tablets. */
  readonly offline: Translation<OfflineWords>;
}

/** By tag: a language, or another wording of English. */
const FETCHED: Record<string, () => Promise<Layer>> = {
  ar: () => import('./ar'),
  pl: () => import('./pl'),
  sk: () => import('./sk'),
  so: () => import('./so'),
  ur: () => import('./ur'),
  'zh-Hans': () => import('./zh-Hans'),
  'en-x-child': () => import('./en-x-child'),
  'en-x-easy': () => import('./en-x-easy'),
};

/** Machine translations that nobody has checked yet. */
const UNCHECKED: ReadonlySet<string> = new Set(['ar', 'pl', 'sk', 'so', 'ur', 'zh-Hans']);

/** The language of the interface texts for this tag: the tag's base, or English. */
export function uiLanguage(tag: string): string {
  return baseOf(tag) in FETCHED ? baseOf(tag) : 'en';
}

/** Whether nobody has checked the interface texts in this language yet. */
export function unchecked(tag: string): boolean {
  return UNCHECKED.has(uiLanguage(tag));
}

/** The interface texts for a tag: English, overlaid with the language and the variant. Fails when they cannot be fetched. */
export async function fetchWords(tag: string): Promise<Dictionary> {
  return (await fetchLayers(tag)).map(({ form }) => form).reduce<Dictionary>(laidOver, en);
}

/** The tags that are laid over English for a tag: the language, then the wording. */
export function layersOf(tag: string): readonly string[] {
  return [...new Set([uiLanguage(tag), tag])];
}

/** What a tag lays over English: the language, then the wording. */
export function fetchLayers(tag: string): Promise<Layer[]> {
  return Promise.all(layersOf(tag).flatMap((layer) => FETCHED[layer]?.() ?? []));
}

/** A language by its own name, for people who read no other. */
export function ownName(language: string): string {
  const known = OWN_NAMES[language];
  if (known) return known;
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

const OWN_NAMES: Record<string, string> = {
  en: 'English',
  ar: 'العربية',
  pl: 'Polski',
  sk: 'Slovenčina',
  so: 'Soomaali',
  ur: 'اردو',
  'zh-Hans': '简体中文',
};
