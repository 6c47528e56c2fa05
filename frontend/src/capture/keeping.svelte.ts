// How this page uses what is loaded after it: the queue on the device, and the draft that may be kept there.
// Without it (an old browser, a network that went away too early) stories are sent straight to the service.
import { correctStory, sendStory, type Result, type Submission } from '../lib/api';
import type { Failure } from '../lib/problem';
import type { Offline } from '../offline';
import type { KeptDraft } from '../offline/draft-kept';
import type { Outbox } from '../offline/outbox';
import type { Refusal } from '../offline/waiting';
import type { Draft } from './draft.svelte';

/** The key of a kept draft; without it the draft cannot be read any more. */
const DRAFT_KEY = 'sensing-draft';
/** How long somebody waits for an answer before the receipt is shown and sending goes on by itself. */
const PATIENCE = 10_000;
/** The same where the next person waits for the tablet. */
const SHORT_PATIENCE = 3_000;

/** How long the first page waits for what this device keeps. */
const NOTICES = 1_000;

type Parts = typeof import('../offline');

export class Keeping {
  parts = $state.raw<Parts>();
  /** What this device keeps for its owner; a shared tablet keeps nothing of the kind. */
  own = $state.raw<Offline>();
  /** The story whose receipt is shown has not been sent yet. */
  onItsWay = $state(false);
  readonly mayKeepDrafts = $derived(this.own?.mayKeep === true);

  /** What this device keeps is said on the start page, or there is nothing to say. */
  settled: () => void = () => undefined;
  private readonly said = new Promise<void>((done) => (this.settled = done));

  /** @param shared The queue of a shared tablet. */
  constructor(private readonly shared: Outbox | undefined) {}

  get outbox(): Outbox | undefined {
    return this.shared ?? this.own?.outbox;
  }

  async load(untouched: () => boolean): Promise<void> {
    try {
      const parts = await import('../offline');
      if (!this.shared) this.own = await parts.start(untouched);
      this.parts = parts;
    } catch {
      // The form works without.
    }
    if (!this.own) this.settled();
  }

  /** Waits for that, but only a moment. */
  noticed(): Promise<void> {
    return Promise.race([this.said, new Promise<void>((done) => setTimeout(done, NOTICES))]);
  }

  /** Keeps a finished story on the device and sends it; straight to the service where the device keeps nothing. */
  async deliver(submission: Submission, draft: Draft): Promise<Result<unknown>> {
    // Somebody may have gone back and changed it while it was on its way.
    const replaces = draft.told !== undefined;
    draft.told ??= today();
    draft.setOut();
    const story = { ...submission, told: draft.told };
    const { voice, picture, otherFiles } = draft;
    this.onItsWay = false;
    const waiting = { story, voice, picture, tried: false, replaces, otherFiles };
    const delivery = await this.outbox?.deliver(waiting, this.shared ? SHORT_PATIENCE : PATIENCE);
    if (!delivery || delivery.kind === 'not-kept') return sendStory(story, { voice, picture });
    this.onItsWay = delivery.kind === 'waiting';
    if (delivery.kind === 'refused') return { ok: false, failure: failureOf(delivery.refusal) };
    return { ok: true, value: undefined };
  }

  keep(kept: KeptDraft) {
    this.own?.drafts.keep(kept);
  }

  /** Nothing of a draft can be read on this device after this returns. */
  forgetDraft() {
    try {
      localStorage.removeItem(DRAFT_KEY);
    } catch {
      // Where nothing may be stored, nothing was.
    }
    void this.own?.drafts.forget().catch(() => undefined);
  }

  /** What the service refused is not wanted any more. */
  letGo(receipt: string) {
    const { outbox } = this;
    void outbox?.outcomeOf(receipt).then(({ kind }) => {
      if (kind === 'refused') outbox.discard(receipt).catch(() => undefined);
    });
  }
}

function failureOf({ reason, errors }: Refusal): Failure {
  return { kind: reason === 'faulty' ? 'invalid' : reason, errors: [...errors] };
}

/** Puts a story in the place of an earlier wording of it, as its teller wished. Files stay as they went out first. */
export async function replace(submission: Submission, { otherFiles }: Draft): Promise<Result<unknown>> {
  const result = await correctStory(submission);
  return result.ok && otherFiles ? { ok: false, failure: { kind: 'files', errors: [] } } : result;
}

/** The day on this device's calendar. */
function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
