// Which pages of questions a storyteller goes through, how far they have come, and how many minutes are left.
import {
  endEffort,
  minutesFor,
  pageEffort,
  promptEffort,
  storyEffort,
  wholeMinutes,
  type Effort,
} from '../../lib/effort';
import type { Framework } from '../../lib/framework';
import type { Locale } from '../../lib/i18n/locale.svelte';
import type { Draft } from './draft.svelte';
import {
  after,
  BATCH,
  before,
  questionPages,
  stepOfQuestion,
  stepsFor,
  type QuestionPage,
  type Step,
} from './flow';

interface Now {
  framework: Framework | undefined;
  draft: Draft;
  step: Step;
}

export class Progress {
  constructor(
    private readonly now: () => Now,
    private readonly locale: Locale,
  ) {}

  private readonly soFar = $derived.by(() => {
    const { framework, draft } = this.now();
    return { audience: draft.audience, prompt: framework && draft.promptIn(framework) };
  });

  /** All pages of questions for this storyteller. */
  readonly pages = $derived.by(() => {
    const { framework } = this.now();
    return framework ? questionPages(framework, this.soFar) : [];
  });

  /** Those that the storyteller goes through: the core, and what was opened after it. */
  private readonly opened = $derived.by(() => {
    const { opened } = this.now().draft;
    return this.pages.filter(({ core, step }) => core || opened.includes(step));
  });

  readonly steps = $derived.by(() => {
    const { framework } = this.now();
    return framework ? stepsFor(framework, this.soFar, this.opened) : [];
  });

  /** The questions on the page that is shown. */
  readonly questions = $derived(this.pages.find(({ step }) => step === this.now().step)?.questions);

  /** The pages that are offered next: those not shown yet, a few at a time. */
  readonly offered = $derived.by((): readonly QuestionPage[] => {
    const { asked } = this.now().draft;
    if (!asked) return [];
    return this.pages
      .filter(({ questions }) => !questions.some(({ id }) => asked.includes(id)))
      .slice(0, BATCH);
  });

  /** Minutes left, and the share that is done. */
  readonly left = $derived.by(() => {
    const { steps } = this;
    const index = steps.indexOf(this.now().step);
    if (index < 1) return undefined;
    const efforts = steps.map((step) => this.effortOfStep(step));
    const rest = minutesFor(efforts.slice(index), this.locale.tag);
    const all = minutesFor(efforts, this.locale.tag);
    return { minutes: wholeMinutes(rest), done: 1 - rest / all };
  });

  /** The first question of its kind says how it is answered; those after it need not. */
  isFirst(question: { id: string; kind: string }): boolean {
    const all = this.opened.flatMap(({ questions }) => questions);
    return all.find(({ kind }) => kind === question.kind)?.id === question.id;
  }

  /** The step after the one that is shown. Consent is asked once. */
  following(): Step {
    const { draft, step } = this.now();
    const next = after(step, this.steps);
    return next === 'consent' && draft.decided ? 'check' : next;
  }

  /** Where a storyteller goes who leaves the questions that are left. */
  stopped(): Step {
    return this.now().draft.decided ? 'check' : 'consent';
  }

  /** What is offered beside sending, and how it is opened; nothing when there are no more questions. */
  more(go: (to: Step) => void): { minutes: number; goOn: () => void } | undefined {
    const { offered } = this;
    const [first] = offered;
    if (!first) return undefined;
    const { draft } = this.now();
    const efforts = offered.map(({ questions }) => this.effortOf(questions));
    return {
      minutes: wholeMinutes(minutesFor(efforts, this.locale.tag)),
      goOn: () => {
        draft.opened = [...draft.opened, ...offered.map(({ step }) => step)];
        go(first.step);
      },
    };
  }

  /** The steps up to the one at which a draft was stored. */
  upTo(stored: string): { passed: Step[]; reached: Step } {
    const [, question] = /^question\/(.*)$/.exec(stored) ?? [];
    const step = question === undefined ? (stored as Step) : stepOfQuestion(question, this.pages);
    const reached = this.steps.includes(step) ? step : 'story';
    return { passed: before(reached, this.steps).slice(1), reached };
  }

  private effortOfStep(step: Step): Effort {
    const { framework } = this.now();
    const page = this.pages.find((other) => other.step === step);
    if (page) return this.effortOf(page.questions);
    if (step === 'story') return storyEffort(this.locale);
    if (step === 'consent' || step === 'check') return endEffort(this.locale)[step];
    if (step === 'prompt' && framework) return promptEffort(framework, this.soFar.audience, this.locale);
    return { words: 0, taps: 0 };
  }

  private effortOf(questions: QuestionPage['questions']): Effort {
    return pageEffort(questions, this.soFar.audience, this.locale);
  }
}
