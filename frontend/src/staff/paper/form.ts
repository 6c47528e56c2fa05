// The questions of a paper form, their order and their numbers, for the page that prints it and the page that types it in.
import { SEARCHED_FROM } from '../../lib/long-choice';
import type { Ask } from '../../api/types';
import {
  askOf,
  AUDIENCE,
  audienceQuestion,
  type Choice,
  type Framework,
  type Option,
  type Prompt,
  type Signifier,
} from '../../lib/framework';

/** What a collection says about its form; empty lists mean all. */
export interface Limits {
  audiences: readonly string[];
  signifiers: readonly string[];
}

export const NO_LIMITS: Limits = { audiences: [], signifiers: [] };

/** The audience that a form is printed for; `undefined` for all. */
export type For = string | undefined;

interface Numbered {
  /** The number printed before the question. */
  number: number;
}

export type Item = Numbered &
  (
    | { kind: 'audience'; question: Choice }
    | { kind: 'prompt'; prompts: readonly Prompt[] }
    | { kind: 'story' }
    | { kind: 'signifier'; signifier: Signifier; ask: Ask }
    | { kind: 'consent' }
  );

/** The audiences that may fill in this form. */
export function audiencesOf(framework: Framework, limits: Limits): string[] {
  const all = framework.audiences ?? [];
  const limited = all.filter((audience) => limits.audiences.includes(audience));
  return [...(limited.length > 0 ? limited : all)];
}

/** Everything on the form, numbered from 1: the core questions before the others. */
export function itemsOf(framework: Framework, limits: Limits, audience: For): Item[] {
  const who = audience === undefined ? audiencesOf(framework, limits) : [audience];
  const question = askedWho(framework, limits, audience);
  const prompts = framework.prompts.filter((prompt) => suits(prompt.audiences, who));
  const offered = prompts.length > 0 ? prompts : framework.prompts;
  const signifiers = signifiersOf(framework, limits, who, offered);
  const asked = (ask: Ask) =>
    signifiers
      .filter((signifier) => askOf(signifier, audience, who) === ask)
      .map((signifier) => ({ kind: 'signifier' as const, signifier, ask }));
  const items: DistributiveOmit<Item, 'number'>[] = [
    ...(question ? [{ kind: 'audience' as const, question }] : []),
    ...(offered.length > 1 ? [{ kind: 'prompt' as const, prompts: offered }] : []),
    { kind: 'story' },
    ...asked('core'),
    ...asked('more'),
    { kind: 'consent' },
  ];
  return items.map((item, i) => ({ ...item, number: i + 1 }));
}

/** The one prompt of a form that offers no choice. */
export function onlyPrompt(framework: Framework, items: readonly Item[]): Prompt | undefined {
  return items.some(({ kind }) => kind === 'prompt') ? undefined : framework.prompts[0];
}

/** The audience question with the allowed audiences; left out when there is only one. */
function askedWho(framework: Framework, limits: Limits, audience: For): Choice | undefined {
  const question = audienceQuestion(framework);
  if (!question) return undefined;
  const who = audiencesOf(framework, limits);
  const declared = new Set(framework.audiences ?? []);
  const options = question.options.filter(({ id }) => !declared.has(id) || who.includes(id));
  if (options.length < 2 || (audience !== undefined && limits.audiences.length === 1)) return undefined;
  return { ...question, options };
}

/** Who filled in a form that does not ask: its collection is for one audience only. */
export function onlyAudience(framework: Framework, limits: Limits): string | undefined {
  const [only, ...others] = limits.audiences;
  const known = audienceQuestion(framework)?.options.some(({ id }) => id === only);
  return known && others.length === 0 ? only : undefined;
}

function signifiersOf(
  framework: Framework,
  limits: Limits,
  who: readonly string[],
  prompts: readonly Prompt[],
): Signifier[] {
  const ids = prompts.map(({ id }) => id);
  return framework.signifiers.flatMap((signifier): Signifier[] => {
    if (signifier.id === AUDIENCE) return [];
    if (limits.signifiers.length > 0 && !limits.signifiers.includes(signifier.id)) return [];
    if (!suits(signifier.audiences, who) || !suits(signifier.prompts, ids)) return [];
    if (signifier.kind !== 'choice') return [signifier];
    const options = signifier.options.filter((option) => !option.retired && suits(option.audiences, who));
    return options.length > 0 ? [{ ...signifier, options }] : [];
  });
}

function suits(wanted: readonly string[] | undefined, have: readonly string[]): boolean {
  return !wanted?.length || have.length === 0 || wanted.some((id) => have.includes(id));
}

/** The audiences that are asked a question; empty for all. */
export function askedOf({ ask, audiences }: Signifier): readonly string[] {
  return ask && typeof ask !== 'string' ? Object.keys(ask) : (audiences ?? []);
}

/** The audiences that a question is limited to, on a form that is for others too. */
export function onlyFor(wanted: readonly string[] | undefined, who: readonly string[]): string[] {
  if (!wanted?.length) return [];
  const meant = who.filter((id) => wanted.includes(id));
  return meant.length === who.length ? [] : meant;
}

/** Lines on paper for an answer of several names. */
const MOST_LINES = 6;

/** The number of names that a written choice has lines for. */
export function linesOf({ max }: Pick<Choice, 'max'>): number {
  return Math.min(max ?? 1, MOST_LINES);
}

/** Whether a choice is too long to print: then its answer is written on a line, and searched for when it is typed in. */
export function isWritten(options: readonly Option[]): boolean {
  return options.length >= SEARCHED_FROM;
}

/** The mark before an option, and the key that ticks it when the form is typed in: 1 to 9, then a, b, c. */
export function keyOf(index: number): string {
  return index < 9 ? String(index + 1) : String.fromCharCode(97 + index - 9);
}

/** The letter at a corner, an end, a stone or a prompt. */
export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}

type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;
