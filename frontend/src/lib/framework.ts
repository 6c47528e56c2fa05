// Which prompts, signifiers and options of a framework apply to a storyteller.

import type { Choice, Framework, Option, Prompt, Signifier } from '../api/types';

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
