// The order of the pages. Which ones there are depends on the framework and on what was answered so far.
import { audienceAsked, promptsFor, signifiersFor, type Framework } from '../lib/framework';

export type Step =
  | 'start'
  | 'wording'
  | 'audience'
  | 'prompt'
  | 'story'
  | 'keep'
  | `question/${string}`
  | 'consent'
  | 'check'
  | 'sent'
  | 'waiting';

interface SoFar {
  audience: string | undefined;
  prompt: string | undefined;
  /** Whether the device could remember the draft, if its teller wants that. */
  mayKeep?: boolean;
}

/** Every page of this storyteller's way, in order. */
export function stepsFor(framework: Framework, soFar: SoFar): Step[] {
  const questions = signifiersFor(framework, soFar.audience, soFar.prompt);
  const steps: (Step | false)[] = [
    'start',
    framework.languages.length > 1 && 'wording',
    audienceAsked(framework) !== undefined && 'audience',
    promptsFor(framework, soFar.audience).length > 1 && 'prompt',
    'story',
    soFar.mayKeep === true && 'keep',
    ...questions.map((signifier): Step => `question/${signifier.id}`),
    'consent',
    'check',
  ];
  return steps.filter((step) => step !== false);
}

/** Asked on the start page already; pages of their own only for those who change their mind before sending. */
const ASKED_AT_START: readonly Step[] = ['wording', 'audience'];

/** The page after this one. */
export function after(step: Step, steps: readonly Step[]): Step {
  const index = steps.indexOf(step);
  // A page that is no longer asked (the audience changed) leads back to the whole.
  if (index < 0) return 'check';
  return steps.slice(index + 1).find((other) => !ASKED_AT_START.includes(other)) ?? 'check';
}

/** Where a numbered question stands among the others; pages that ask nothing have no number. */
export function numberOf(step: Step, steps: readonly Step[]): { number: number; of: number } | undefined {
  const asked = steps.filter((other) => !['start', 'keep', 'check', ...ASKED_AT_START].includes(other));
  const index = asked.indexOf(step);
  return index < 0 ? undefined : { number: index + 1, of: asked.length };
}

/** The page on which a field of the submission is answered, for faults that the service finds. */
export function stepOfField(field: string): Step | undefined {
  const [first, second] = field.split('.');
  if (first === 'answers' && second) return second === 'audience' ? 'audience' : `question/${second}`;
  if (first === 'title' || first === 'text') return 'story';
  if (first === 'prompt') return 'prompt';
  if (first === 'consent') return 'consent';
  return undefined;
}
