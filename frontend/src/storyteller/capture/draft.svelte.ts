// The story so far. It is in this page's memory, and on the device only if the storyteller asks for that.
import { given, isGiven, type Answer, type Answers, type Mode } from '../../lib/answers';
import type { Submission } from '../../api/types';
import {
  agreedIn,
  answersFrom,
  decidedIn,
  undecided,
  UNDECIDED,
  type ConsentAnswers,
} from '../../lib/consent';
import { AUDIENCE, audienceQuestion, promptsFor, signifiersFor, type Framework } from '../../lib/framework';
import { newReceipt } from '../../lib/receipt';
import { cleaned, isBlank } from '../../lib/text-limits';
import type { SavedDraft } from '../offline/draft-store';

export class Draft {
  title = $state('');
  text = $state('');
  prompt: string | undefined = $state();
  answers: Answers = $state.raw({});
  consent: ConsentAnswers = $state.raw(UNDECIDED);
  /** Whether the storyteller was reminded that the story will not be counted. That happens once. */
  reminded = $state(false);
  mode: Mode | undefined = $state();
  /** A spoken story, instead of a written one or beside it. */
  voice: Blob | undefined = $state.raw();
  /** A photo or drawing, already made small and free of metadata. */
  picture: Blob | undefined = $state.raw();
  /** "I am worried about someone's safety." */
  worried = $state(false);

  /** Whether the storyteller wants it stored on this device until it is sent. */
  kept = $state(false);
  /** The day it was finished, by this device's calendar. It stays the same when sending is tried again. */
  told: string | undefined;
  /** Its edition in the queue, now or before. */
  edition: string | undefined;
  /** It was sent from this page: the service may have an earlier version of it. */
  wasSent = false;
  /** The recording and picture that were sent first; they cannot be replaced. */
  firstFiles: Pick<SavedDraft, 'voice' | 'picture'> | undefined;
  /** The audience of a collection that has only one and does not ask. */
  assumed: string | undefined = $state();

  /** The signifiers that were shown; `undefined` for a draft of a build that did not record them. */
  asked: readonly string[] | undefined = $state.raw([]);
  /** The pages of questions that were opened after the core. */
  opened: readonly string[] = $state.raw([]);
  /** Whether the answers are unfolded on the check page. */
  unfolded = $state(false);
  /** Whether the questions about consent are answered. */
  readonly decided = $derived(undecided(this.consent) === undefined);

  /**
   * @param teller Links the stories of one person, if they want that; otherwise no other story has it.
   * @param receipt Made before sending, so that sending twice is the same as sending once.
   */
  constructor(
    readonly teller = newReceipt(),
    readonly receipt = newReceipt(),
  ) {}

  /**
   * The draft from its stored form.
   * @param passed Whether the storyteller had answered about consent, for drafts of builds that did not store this.
   */
  static from(saved: SavedDraft, passed = true): Draft {
    const draft = new Draft(saved.teller, saved.receipt);
    draft.title = saved.title ?? '';
    draft.text = saved.text;
    draft.prompt = saved.prompt;
    draft.answers = saved.answers;
    draft.consent = answersFrom(saved.consent, saved.decided, passed);
    draft.reminded = saved.reminded ?? false;
    draft.mode = saved.mode;
    draft.worried = saved.worried ?? false;
    draft.voice = saved.voice;
    draft.picture = saved.picture;
    draft.told = saved.told;
    draft.edition = saved.edition;
    draft.asked = saved.asked;
    draft.opened = saved.opened ?? [];
    if (draft.told !== undefined) draft.markSent();
    // It was not sent from this page.
    draft.wasSent = false;
    return draft;
  }

  /** A copy with a new receipt, as a story of its own. */
  asSecond(): Draft {
    const second = Draft.from({
      ...this.saved(),
      told: undefined,
      edition: undefined,
      receipt: newReceipt(),
    });
    second.kept = this.kept;
    second.assumed = this.assumed;
    return second;
  }

  saved(): SavedDraft {
    const { receipt, teller, told, title, text, prompt, answers, mode, worried } = this;
    const { reminded, asked, opened, voice, picture, edition } = this;
    const consent = agreedIn(this.consent);
    const decided = decidedIn(this.consent);
    const words = { receipt, teller, told, title, text, prompt, answers, consent, decided, mode, worried };
    return { ...words, reminded, asked, opened, voice, picture, edition };
  }

  readonly audience: string | undefined = $derived.by(() => {
    const answer = this.answers[AUDIENCE];
    return answer && answer !== 'not_applicable' && 'choice' in answer ? answer.choice[0] : this.assumed;
  });

  /** Whether there is a recording or a picture. */
  readonly shown = $derived(this.voice !== undefined || this.picture !== undefined);

  /** Whether there is a text, a recording or a picture. */
  readonly tells = $derived(!isBlank(this.text) || this.shown);

  /** Whether leaving now would lose something. */
  readonly begun = $derived(
    this.tells || !isBlank(this.title) || this.worried || Object.values(this.answers).some(isGiven),
  );

  /** Marks it as sent from this page, perhaps not for the first time. */
  markSent(): void {
    this.wasSent = true;
    this.firstFiles ??= { voice: this.voice, picture: this.picture };
  }

  /** Whether it was sent before with another recording or picture. */
  get otherFiles(): boolean {
    const { firstFiles: first } = this;
    return first !== undefined && (first.voice !== this.voice || first.picture !== this.picture);
  }

  /** Notes that these signifiers are on the page that is shown. */
  show(ids: readonly string[]) {
    const { asked } = this;
    const others = ids.filter((id) => !asked?.includes(id));
    if (asked && others.length > 0) this.asked = [...asked, ...others];
  }

  answer(id: string, answer: Answer | undefined) {
    const others = Object.entries(this.answers).filter(([other]) => other !== id);
    this.answers = Object.fromEntries(answer === undefined ? others : [...others, [id, answer]]);
  }

  /** The audience as it is sent: the storyteller's answer, or the only audience of the collection. */
  audienceIn(framework: Framework): Answer | undefined {
    const { assumed } = this;
    const offered = audienceQuestion(framework)?.options.some(({ id }) => id === assumed);
    return this.answers[AUDIENCE] ?? (assumed && offered ? { choice: [assumed] } : undefined);
  }

  /** The chosen prompt, if it is still offered, or the only one there is. */
  promptIn(framework: Framework): string | undefined {
    const offered = promptsFor(framework, this.audience);
    if (offered.length === 1) return offered[0]?.id;
    return offered.some((prompt) => prompt.id === this.prompt) ? this.prompt : undefined;
  }

  /** The submission, without answers to questions that are no longer asked. */
  submission(framework: Framework, language: string, collection: string | undefined): Submission {
    const prompt = this.promptIn(framework) ?? '';
    const fitting = [AUDIENCE, ...signifiersFor(framework, this.audience, prompt).map(({ id }) => id)];
    const audience = this.audienceIn(framework);
    const answers = given({ ...this.answers, ...(audience && { [AUDIENCE]: audience }) }, fitting);
    const asked = this.asked && fitting.filter((id) => this.asked?.includes(id) || id in answers);
    const title = cleaned(this.title);
    return {
      framework: framework.slug,
      version: framework.version,
      language,
      receipt: this.receipt,
      prompt,
      ...(title ? { title } : {}),
      text: cleaned(this.text),
      answers,
      ...(asked ? { asked } : {}),
      consent: agreedIn(this.consent),
      ...(collection ? { collection } : {}),
      ...(this.worried ? { worried: true } : {}),
      teller: this.teller,
    };
  }
}
