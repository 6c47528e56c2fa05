// Which prompts, signifiers and options of a framework apply to a storyteller.

import type { Ask, Choice, Dyad, Framework, Option, Prompt, Signifier } from '../api/types';

export type { Choice, Dyad, Framework, Option, Prompt, Signifier, Stones, Text, Triad } from '../api/types';

/** The framework that ships with the service. */
export const DEFAULT_FRAMEWORK = 'sheffield-send';

/** The signifier that says who is telling the story; it is asked first. */
export const AUDIENCE = 'audience';

function suits(audiences: readonly string[] | undefined, audience: string | undefined): boolean {
  return !audiences?.length || (audience !== undefined && audiences.includes(audience));
}

/** The prompts for this audience. Without an audience there is still at least one. */
export function promptsFor(framework: Framework, audience: string | undefined): readonly Prompt[] {
  const fitting = framework.prompts.filter((prompt) => suits(prompt.audiences, audience));
  return fitting.length > 0 ? fitting : framework.prompts;
}

/**
 * Whether a signifier is core or more for this audience; `undefined` when it is not asked. Where the audience is not
 * known, it is core if it is core for every audience in `all`, and more if any of them is asked it.
 */
export function askOf(
  { ask }: Pick<Signifier, 'ask'>,
  audience: string | undefined,
  all: readonly string[],
): Ask | undefined {
  if (!ask || typeof ask === 'string') return ask ?? 'core';
  if (audience !== undefined) return ask[audience];
  if (all.length > 0 && all.every((one) => ask[one] === 'core')) return 'core';
  return all.some((one) => ask[one]) ? 'more' : undefined;
}

/** The signifiers asked about a story, without the one about the audience. */
export interface Questions {
  core: readonly Signifier[];
  more: readonly Signifier[];
}

/** What is asked about this story: first the core, then more, each in the framework's order. */
export function questionsFor(
  framework: Framework,
  audience: string | undefined,
  prompt: string | undefined,
): Questions {
  const fitting = framework.signifiers.filter(
    (signifier) =>
      signifier.id !== AUDIENCE &&
      suits(signifier.audiences, audience) &&
      suits(signifier.prompts, prompt) &&
      (signifier.kind !== 'choice' || optionsFor(signifier, audience).length > 0),
  );
  const asked = (ask: Ask) =>
    fitting.filter((signifier) => askOf(signifier, audience, framework.audiences ?? []) === ask);
  return { core: asked('core'), more: asked('more') };
}

/** The same in one list. */
export function signifiersFor(
  framework: Framework,
  audience: string | undefined,
  prompt: string | undefined,
): readonly Signifier[] {
  const { core, more } = questionsFor(framework, audience, prompt);
  return [...core, ...more];
}

/** The questions by page: neighbouring dyads of confidence with the same ends are on one, all others by themselves. */
export function pagesOf(questions: readonly Signifier[]): readonly (readonly Signifier[])[] {
  const pages: Signifier[][] = [];
  for (const question of questions) {
    const page = pages.at(-1);
    if (page?.[0] && sameScale(page[0], question)) page.push(question);
    else pages.push([question]);
  }
  return pages;
}

function sameScale(one: Signifier, other: Signifier): boolean {
  if (one.kind !== 'dyad' || other.kind !== 'dyad' || !one.confidence || !other.confidence) return false;
  const ends = ({ left, right }: Dyad) => JSON.stringify([left.label, right.label]);
  return ends(one) === ends(other);
}

/** The options offered to this audience: not those that are only kept for earlier stories. */
export function optionsFor(choice: Choice, audience: string | undefined): readonly Option[] {
  return choice.options.filter((option) => !option.retired && suits(option.audiences, audience));
}

/** The choice that asks who is telling the story, if the framework has one. */
export function audienceQuestion(framework: Framework): Choice | undefined {
  const found = framework.signifiers.find((signifier) => signifier.id === AUDIENCE);
  return found?.kind === 'choice' ? found : undefined;
}

/** The same, if it has more than one option. */
export function audienceAsked(framework: Framework): Choice | undefined {
  const question = audienceQuestion(framework);
  return question && question.options.length > 1 ? question : undefined;
}
