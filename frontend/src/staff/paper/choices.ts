// What can be chosen for a form: its framework, collection, language, wording and readers. Used to print and to type in.
import { audienceQuestion, type Framework } from '../../lib/framework';
import { baseOf, sayIn, variantOf } from '../../lib/i18n/tags';
import { ownName } from '../../lib/i18n';
import { en } from '../../lib/i18n/en';
import type { Collection, FrameworkEntry } from '../../api/types';
import { paper as words } from '../texts';
import { audiencesOf, NO_LIMITS } from './form';

export interface Option {
  value: string;
  text: string;
  lang?: string;
}

/** The value for "no collection" and "everyone". */
export const NONE = '';

export function frameworkOptions(entries: readonly FrameworkEntry[]): Option[] {
  return entries.map(({ slug, version, title, languages }) => ({
    value: slug,
    text: words.version(sayIn(title, 'en', languages).text, version),
  }));
}

export function collectionOptions(collections: readonly Collection[]): Option[] {
  const named = collections.map(({ join_code, name }) => ({
    value: join_code,
    text: `${name} (${join_code})`,
  }));
  return [{ value: NONE, text: words.noCollection }, ...named];
}

/** The languages of a framework, each by its own name. */
export function languageOptions(framework: Framework): Option[] {
  return [...new Set(framework.languages.map(baseOf))].map((value) => ({
    value,
    text: ownName(value),
    lang: value,
  }));
}

/** The wordings that a framework has in the language of a tag. */
export function wordingOptions(framework: Framework, tag: string): Option[] {
  return framework.languages
    .filter((other) => baseOf(other) === baseOf(tag))
    .map((value) => ({ value, text: en.variants[variantOf(value)] ?? variantOf(value) }));
}

/** Everyone, or one audience; no choice where the collection has only one. */
export function audienceOptions(framework: Framework, collection: Collection | undefined): Option[] {
  const question = audienceQuestion(framework);
  const named = audiencesOf(framework, collection ?? NO_LIMITS).map((value) => {
    const label = question?.options.find(({ id }) => id === value)?.label ?? {};
    return { value, text: sayIn(label, 'en', framework.languages).text || value };
  });
  return named.length === 1 ? named : [{ value: NONE, text: words.everyone }, ...named];
}
