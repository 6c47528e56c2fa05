// What the storyteller has said so far. It lives in this page's memory only, and nowhere else.
import { isGiven, type Answer, type Answers } from '../lib/answers';
import type { Consent, Submission } from '../lib/api';
import { AUDIENCE, promptsFor, signifiersFor, type Framework } from '../lib/framework';
import { newReceipt } from '../lib/receipt';

/** How a storyteller prefers to place marks; the variant decides until they choose. */
export type Mode = 'picture' | 'sliders' | 'words';

export class Draft {
  title = $state('');
  text = $state('');
  prompt: string | undefined = $state();
  answers: Answers = $state.raw({});
  consent: Consent = $state({ analysis: false, quotation: false });
  mode: Mode | undefined = $state();

  /** Made before sending, so that sending twice is the same as sending once. */
  readonly receipt = newReceipt();

  readonly audience: string | undefined = $derived.by(() => {
    const answer = this.answers[AUDIENCE];
    return answer && answer !== 'not_applicable' && 'choice' in answer ? answer.choice[0] : undefined;
  });

  /** Whether leaving now would lose something. */
  readonly begun = $derived(
    this.text.trim() !== '' || this.title.trim() !== '' || Object.values(this.answers).some(isGiven),
  );

  answer(id: string, answer: Answer | undefined) {
    const others = Object.entries(this.answers).filter(([other]) => other !== id);
    this.answers = Object.fromEntries(answer === undefined ? others : [...others, [id, answer]]);
  }

  /** The prompt that counts: the chosen one, if it is still offered, or the only one there is. */
  promptIn(framework: Framework): string | undefined {
    const offered = promptsFor(framework, this.audience);
    if (offered.length === 1) return offered[0]?.id;
    return offered.some((prompt) => prompt.id === this.prompt) ? this.prompt : undefined;
  }

  /** What is sent. Answers to questions that are no longer asked stay behind. */
  submission(framework: Framework, language: string, collection: string | undefined): Submission {
    const prompt = this.promptIn(framework) ?? '';
    const asked = [AUDIENCE, ...signifiersFor(framework, this.audience, prompt).map(({ id }) => id)];
    const given = asked.flatMap((id) => {
      const answer = this.answers[id];
      return isGiven(answer) ? [[id, tidy(answer)] as const] : [];
    });
    const title = this.title.trim();
    return {
      framework: framework.slug,
      version: framework.version,
      language,
      receipt: this.receipt,
      prompt,
      ...(title ? { title } : {}),
      text: this.text.trim(),
      answers: Object.fromEntries(given),
      consent: { ...this.consent },
      ...(collection ? { collection } : {}),
    };
  }
}

function tidy(answer: Answer): Answer {
  if (answer === 'not_applicable' || !('choice' in answer)) return answer;
  const own = answer.write_in?.trim();
  return { choice: answer.choice, ...(own ? { write_in: own } : {}) };
}
