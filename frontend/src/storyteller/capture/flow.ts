// The steps of the form and their order, which depend on the framework, on the answers so far, and on what was opened.
import {
  audienceAsked,
  pagesOf,
  promptsFor,
  questionsFor,
  type Framework,
  type Signifier,
} from '../../lib/framework';

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

/** How many pages of further questions are offered at a time. */
export const BATCH = 5;

/** A page of questions; its step is named after its first one. */
export interface QuestionPage {
  step: Step;
  questions: readonly Signifier[];
  /** Whether everybody is asked it. */
  core: boolean;
}

/** All pages of questions for this storyteller, the core first. */
export function questionPages(framework: Framework, soFar: SoFar): QuestionPage[] {
  const { core, more } = questionsFor(framework, soFar.audience, soFar.prompt);
  const pages = (questions: readonly Signifier[], core: boolean) =>
    pagesOf(questions).map((page): QuestionPage => ({
      step: `question/${page[0]?.id ?? ''}`,
      questions: page,
      core,
    }));
  return [...pages(core, true), ...pages(more, false)];
}

/** All steps for this storyteller, in order, with these pages of questions. */
export function stepsFor(framework: Framework, soFar: SoFar, pages: readonly QuestionPage[]): Step[] {
  const steps: (Step | false)[] = [
    'start',
    framework.languages.length > 1 && 'wording',
    audienceAsked(framework) !== undefined && 'audience',
    promptsFor(framework, soFar.audience).length > 1 && 'prompt',
    'story',
    ...pages.map(({ step }) => step),
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

/** The step of the page with this question: its own, or that of the question it shares a page with. */
export function stepOfQuestion(id: string, pages: readonly QuestionPage[]): Step {
  const page = pages.find(({ questions }) => questions.some((question) => question.id === id));
  return page?.step ?? `question/${id}`;
}

/** The step with this field of the submission, for faults that the service finds. */
export function stepOfField(field: string, pages: readonly QuestionPage[]): Step | undefined {
  const [first, second] = field.split('.');
  if (first === 'answers' && second)
    return second === 'audience' ? 'audience' : stepOfQuestion(second, pages);
  if (first === 'title' || first === 'text') return 'story';
  if (first === 'prompt') return 'prompt';
  if (first === 'consent') return 'consent';
  return undefined;
}
