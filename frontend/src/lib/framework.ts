// A framework document as the API gives it, and the two questions the pages put to it:
// what is asked of this storyteller, and what does a text say in this language.

import type { components } from './api-types';

type Schemas = components['schemas'];

/** One text in several languages and variants: `{ "en": "…", "en-x-easy": "…" }`. */
export type Text = Schemas['Text'];
/** A corner, an end, a stone or an option. */
export type Option = Schemas['Labelled'];
export type Prompt = Schemas['Prompt'];
/** A framework; `machine_drafts` are its languages that no person has checked yet. */
export type Framework = Schemas['Framework'] & { readonly machine_drafts?: readonly string[] };
export type Signifier = Schemas['Signifier'];
export type Triad = Extract<Signifier, { kind: 'triad' }>;
export type Dyad = Extract<Signifier, { kind: 'dyad' }>;
export type Stones = Extract<Signifier, { kind: 'stones' }>;
export type Choice = Extract<Signifier, { kind: 'choice' }>;

/** The framework that ships with the service. */
export const DEFAULT_FRAMEWORK = 'sheffield-send';

/** The signifier that says who is telling the story; it is asked first. */
export const AUDIENCE = 'audience';

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

/** The framework's tag that comes nearest to what someone asks for, best wish first; else its first one. */
export function closestTag(declared: readonly string[], wishes: readonly string[]): string {
  for (const wish of wishes) {
    const found =
      declared.find((tag) => tag === wish) ?? declared.find((tag) => written(tag) === written(wish));
    if (found !== undefined) return found;
  }
  return declared[0] ?? 'en';
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

/** The text in that variant, else in its base language, else in the first language the framework declares. */
export function sayIn(text: Text, tag: string, declared: readonly string[]): Said {
  for (const candidate of [tag, baseOf(tag), ...declared, ...Object.keys(text)]) {
    const found = text[candidate];
    if (found !== undefined) return { text: found, tag: candidate };
  }
  return { text: '', tag };
}

function suits(audiences: readonly string[] | undefined, audience: string | undefined): boolean {
  return !audiences?.length || (audience !== undefined && audiences.includes(audience));
}

/** The prompts this audience may choose from. Someone who did not say who they are is never left with none. */
export function promptsFor(framework: Framework, audience: string | undefined): readonly Prompt[] {
  const fitting = framework.prompts.filter((prompt) => suits(prompt.audiences, audience));
  return fitting.length > 0 ? fitting : framework.prompts;
}

/** The signifiers asked about this story, in the framework's order, without the one about the audience. */
export function signifiersFor(
  framework: Framework,
  audience: string | undefined,
  prompt: string | undefined,
): readonly Signifier[] {
  return framework.signifiers.filter(
    (signifier) =>
      signifier.id !== AUDIENCE &&
      suits(signifier.audiences, audience) &&
      suits(signifier.prompts, prompt) &&
      (signifier.kind !== 'choice' || optionsFor(signifier, audience).length > 0),
  );
}

/** The options offered to this audience. */
export function optionsFor(choice: Choice, audience: string | undefined): readonly Option[] {
  return choice.options.filter((option) => suits(option.audiences, audience));
}

/** The choice that asks who is telling the story, if the framework has one. */
export function audienceQuestion(framework: Framework): Choice | undefined {
  const found = framework.signifiers.find((signifier) => signifier.id === AUDIENCE);
  return found?.kind === 'choice' ? found : undefined;
}

/** The same, where there is a choice: nobody is asked what can only be answered in one way. */
export function audienceAsked(framework: Framework): Choice | undefined {
  const question = audienceQuestion(framework);
  return question && question.options.length > 1 ? question : undefined;
}
