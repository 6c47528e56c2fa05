// One paper form while it is typed in. It is in this page's memory until it is sent or discarded.
import { given, type Answer, type Answers } from '../../lib/answers';
import { AUDIENCE, type Framework } from '../../lib/framework';
import { cleaned } from '../../lib/text-limits';
import type { Transcription } from '../../api/types';
import { readCode } from '../paper/code';
import { askedOf, onlyPrompt, type Item } from '../paper/form';

/** What is the same for the forms of one batch. */
export interface PaperBatch {
  framework: Framework;
  language: string;
  collection: string | undefined;
  /** The audience, for forms that do not ask for it. */
  audience: string | undefined;
  /** The day on the forms, as an ISO day; `undefined` when they have none. */
  told: string;
}

export class PaperTranscription {
  code = $state('');
  /** The form was made without a check number. */
  unchecked = $state(false);
  title = $state('');
  text = $state('');
  prompt: string | undefined = $state();
  answers: Answers = $state.raw({});
  consent = $state({ analysis: false, quotation: false });
  worried = $state(false);
  /** A code in place of the one on the form, which another story has. */
  #instead: string | undefined = $state();

  readonly read = $derived(readCode(this.code));
  /** The receipt, once it is right. */
  readonly receipt = $derived.by(() => {
    if (this.#instead) return this.#instead;
    if (this.read.state === 'checked') return this.read.receipt;
    return this.read.state === 'letters' && this.unchecked ? this.read.receipt : undefined;
  });

  /** Whether leaving now would lose something. */
  readonly begun = $derived(
    this.code.trim() !== '' || this.title !== '' || this.text !== '' || Object.keys(this.answers).length > 0,
  );

  answer(id: string, answer: Answer | undefined): void {
    const others = Object.entries(this.answers).filter(([other]) => other !== id);
    this.answers = Object.fromEntries(answer === undefined ? others : [...others, [id, answer]]);
  }

  sendAs(receipt: string): void {
    this.#instead = receipt;
  }

  /** Goes back to the code on the form. */
  useCodeOnForm(): void {
    this.#instead = undefined;
  }

  promptOf(framework: Framework, items: readonly Item[]): string | undefined {
    return onlyPrompt(framework, items)?.id ?? this.prompt;
  }

  /** The questions that the form asks this storyteller: not those that it says are for others, unless they answered. */
  private askedOn(items: readonly Item[], answers: Answers, prompt: string): string[] {
    const who = answers[AUDIENCE];
    const audience = typeof who === 'object' && 'choice' in who ? who.choice[0] : undefined;
    const shown = items.flatMap((item) => {
      if (item.kind === 'audience') return [AUDIENCE];
      if (item.kind !== 'signifier') return [];
      const { signifier } = item;
      const forThem = audience === undefined || isFor(askedOf(signifier), audience);
      return forThem && isFor(signifier.prompts, prompt) ? [signifier.id] : [];
    });
    return [...shown, ...Object.keys(answers).filter((id) => !shown.includes(id))];
  }

  /** What is sent: answers to the questions on this form only. */
  transcription(batch: PaperBatch, items: readonly Item[], receipt: string, prompt: string): Transcription {
    const fitting = items.flatMap((item) =>
      item.kind === 'audience' ? [AUDIENCE] : item.kind === 'signifier' ? [item.signifier.id] : [],
    );
    const { audience } = batch;
    const title = cleaned(this.title);
    const answers = {
      ...(audience && { [AUDIENCE]: { choice: [audience] } }),
      ...given(this.answers, fitting),
    };
    const asked = this.askedOn(items, answers, prompt);
    return {
      framework: batch.framework.slug,
      version: batch.framework.version,
      language: batch.language,
      receipt,
      prompt,
      ...(title && { title }),
      text: cleaned(this.text),
      answers,
      asked,
      consent: { ...this.consent },
      ...(batch.collection && { collection: batch.collection }),
      ...(batch.told && { told: batch.told }),
      ...(this.worried && { worried: true }),
    };
  }
}

function isFor(limits: readonly string[] | undefined, one: string): boolean {
  return !limits?.length || limits.includes(one);
}
