// The steps of the form and their order, which depend on the framework and on the answers so far.
import { audienceAsked, promptsFor, signifiersFor, type Framework } from '../../lib/framework';

export type Step =
  | 'start'
  | 'wording'
  | 'audience'
  | 'prompt'
  | 'story'
  | `question/${string}`
  | 'consent'
  | 'check'
  | 'sent'
  | 'waiting';

interface SoFar {
  audience: string | undefined;
  prompt: string | undefined;
}

/** All steps for this storyteller, in order. */
export function stepsFor(framework: Framework, soFar: SoFar): Step[] {
  const questions = signifiersFor(framework, soFar.audience, soFar.prompt);
  const steps: (Step | false)[] = [
    'start',
    framework.languages.length > 1 && 'wording',
    audienceAsked(framework) !== undefined && 'audience',
    promptsFor(framework, soFar.audience).length > 1 && 'prompt',
    'story',
    ...questions.map((signifier): Step => `question/${signifier.id}`),
    'consent',
    'check',
  ];
  return steps.filter((step) => step !== false);
}

/** Asked on the start page. They have steps of their own for the Change links of the check page. */
const ASKED_AT_START: readonly Step[] = ['wording', 'audience'];

/** The steps before this one. */
export function before(step: Step, steps: readonly Step[]): Step[] {
  const index = steps.indexOf(step);
  return steps.slice(0, Math.max(0, index)).filter((other) => !ASKED_AT_START.includes(other));
}

/** The step after this one. */
export function after(step: Step, steps: readonly Step[]): Step {
  const index = steps.indexOf(step);
  // A step that is no longer there, because the audience changed, leads to the check page.
  if (index < 0) return 'check';
  return steps.slice(index + 1).find((other) => !ASKED_AT_START.includes(other)) ?? 'check';
}

/** The number of a question among all; steps that ask nothing have none. */
export function numberOf(step: Step, steps: readonly Step[]): { number: number; of: number } | undefined {
  const asked = steps.filter((other) => !['start', 'check', ...ASKED_AT_START].includes(other));
  const index = asked.indexOf(step);
  return index < 0 ? undefined : { number: index + 1, of: asked.length };
}

/** The step with this field of the submission, for faults that the service finds. */
export function stepOfField(field: string): Step | undefined {
  const [first, second] = field.split('.');
  if (first === 'answers' && second) return second === 'audience' ? 'audience' : `question/${second}`;
  if (first === 'title' || first === 'text') return 'story';
  if (first === 'prompt') return 'prompt';
  if (first === 'consent') return 'consent';
  return undefined;
}
