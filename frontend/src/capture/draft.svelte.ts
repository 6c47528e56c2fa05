// What the storyteller has said so far. It lives in this page's memory, and on the device only if they say so.
import { given, isGiven, type Answer, type Answers } from '../lib/answers';
import type { Consent, Submission } from '../lib/api';
import { AUDIENCE, audienceQuestion, promptsFor, signifiersFor, type Framework } from '../lib/framework';
import { newReceipt } from '../lib/receipt';

/** How a storyteller prefers to place marks; the variant decides until they choose. */
export type Mode = 'picture' | 'sliders' | 'words';

/** A draft as it is written down: what {@link Draft.from} takes. */
export interface SavedDraft {
  readonly receipt: string;
  readonly teller?: string;
  readonly told?: string | undefined;
  readonly title?: string;
  readonly text: string;
  readonly prompt?: string | undefined;
  readonly answers: Answers;
  readonly consent: Consent;
  readonly mode?: Mode | undefined;
  readonly worried?: boolean;
  readonly voice?: Blob | undefined;
  readonly picture?: Blob | undefined;
}

export class Draft {
  title = $state('');
  text = $state('');
  prompt: string | undefined = $state();
  answers: Answers = $state.raw({});
  consent: Consent = $state({ analysis: false, quotation: false });
  mode: Mode | undefined = $state();
  /** A spoken story, instead of a written one or beside it. */
  voice: Blob | undefined = $state.raw();
  /** A photo or drawing, already made small and free of metadata. */
  picture: Blob | undefined = $state.raw();
  /** "I am worried about someone's safety." */
  worried = $state(false);

  /** Whether its teller wants it kept on this device until it is sent. */
  kept = $state(false);
  /** The day it was finished, by this device's calendar. It stays the same when sending is tried again. */
  told: string | undefined;
  /** The recording and picture that went out with it first; nothing takes their place. */
  first: Pick<SavedDraft, 'voice' | 'picture'> | undefined;
  /** The audience of a collection that has only one, so that nobody is asked. */
  assumed: string | undefined = $state();

  /**
   * @param teller Shared by the stories that one person tells one after the other, if they want that;
   *   otherwise it stands on no other story.
   * @param receipt Made before sending, so that sending twice is the same as sending once.
   */
  constructor(
    readonly teller = newReceipt(),
    readonly receipt = newReceipt(),
  ) {}

  /** A story that was begun before. */
  static from(saved: SavedDraft): Draft {
    const draft = new Draft(saved.teller, saved.receipt);
    draft.title = saved.title ?? '';
    draft.text = saved.text;
    draft.prompt = saved.prompt;
    draft.answers = saved.answers;
    draft.consent = { ...saved.consent };
    draft.mode = saved.mode;
    draft.worried = saved.worried ?? false;
    draft.voice = saved.voice;
    draft.picture = saved.picture;
    draft.told = saved.told;
    if (draft.told !== undefined) draft.setOut();
    return draft;
  }

  saved(): SavedDraft {
    const { receipt, teller, told, title, text, prompt, answers, mode, worried, voice, picture } = this;
    const consent = { ...this.consent };
    return { receipt, teller, told, title, text, prompt, answers, consent, mode, worried, voice, picture };
  }

  readonly audience: string | undefined = $derived.by(() => {
    const answer = this.answers[AUDIENCE];
    return answer && answer !== 'not_applicable' && 'choice' in answer ? answer.choice[0] : this.assumed;
  });

  /** Whether something besides text tells the story. */
  readonly shown = $derived(this.voice !== undefined || this.picture !== undefined);

  /** Whether it tells something already. */
  readonly tells = $derived(this.text.trim() !== '' || this.shown);

  /** Whether leaving now would lose something. */
  readonly begun = $derived(
    this.tells || this.title.trim() !== '' || this.worried || Object.values(this.answers).some(isGiven),
  );

  /** It goes out, perhaps not for the first time. */
  setOut(): void {
    this.first ??= { voice: this.voice, picture: this.picture };
  }

  /** Whether another recording or picture went out with it before. */
  get otherFiles(): boolean {
    const { first } = this;
    return first !== undefined && (first.voice !== this.voice || first.picture !== this.picture);
  }

  answer(id: string, answer: Answer | undefined) {
    const others = Object.entries(this.answers).filter(([other]) => other !== id);
    this.answers = Object.fromEntries(answer === undefined ? others : [...others, [id, answer]]);
  }

  /** Who tells it, as it is sent: their answer, or that of a collection that has only one. */
  audienceIn(framework: Framework): Answer | undefined {
    const { assumed } = this;
    const offered = audienceQuestion(framework)?.options.some(({ id }) => id === assumed);
    return this.answers[AUDIENCE] ?? (assumed && offered ? { choice: [assumed] } : undefined);
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
    const audience = this.audienceIn(framework);
    const answers = { ...this.answers, ...(audience && { [AUDIENCE]: audience }) };
    const title = this.title.trim();
    return {
      framework: framework.slug,
      version: framework.version,
      language,
      receipt: this.receipt,
      prompt,
      ...(title ? { title } : {}),
      text: this.text.trim(),
      answers: given(answers, asked),
      consent: { ...this.consent },
      ...(collection ? { collection } : {}),
      ...(this.worried ? { worried: true } : {}),
      teller: this.teller,
    };
  }
}
