// Finds the dictionary for a language tag. To add a language: write `<tag>.ts` like en.ts and list it here.
import { baseOf } from '../framework';
import { en, type Dictionary } from './en';
import { child } from './en-x-child';
import { easy } from './en-x-easy';

export type { Dictionary };

/** A variant says some things differently, and leaves the rest to its base language. */
export type Variant = {
  [Section in keyof Dictionary]?: Dictionary[Section] extends string
    ? Dictionary[Section]
    : Partial<Dictionary[Section]>;
};

const languages: Record<string, Dictionary> = { en };
const variants: Record<string, Variant> = { 'en-x-easy': easy, 'en-x-child': child };

/** The language our own words are in when a storyteller uses this tag: the tag's base, or English. */
export function uiLanguage(tag: string): string {
  return baseOf(tag) in languages ? baseOf(tag) : 'en';
}

/** Our own words for a tag: the base language, with the variant's wording laid over it. */
export function dictionaryFor(tag: string): Dictionary {
  const base = languages[uiLanguage(tag)] ?? en;
  const variant = variants[tag];
  if (!variant) return base;
  const sections = Object.entries(base).map(([name, words]) => {
    const own = variant[name as keyof Dictionary];
    return [name, typeof words === 'object' ? { ...words, ...(own as object | undefined) } : (own ?? words)];
  });
  return Object.fromEntries(sections) as Dictionary;
}
