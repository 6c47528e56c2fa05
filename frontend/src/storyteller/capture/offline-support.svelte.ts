// Connects the capture page to the offline parts, which are loaded after it: the queue and the stored drafts.
// Without them (in an old browser, or when the network failed too early) stories are sent directly to the service.
import { correctStory, sendStory } from '../../api/storyteller';
import type { Result } from '../../api/client';
import type { Submission } from '../../api/types';
import { newReceipt } from '../../lib/receipt';
import type { StoryFiles } from '../../api/story-body';
import type { Failure } from '../../api/problem';
import type { Offline } from '../offline';
import type { StoredDraft, KeptDraft, DraftEvent } from '../offline/draft-store';
import type { Outbox } from '../offline/outbox';
import type { Refusal } from '../offline/queued-story';
import type { Draft } from './draft.svelte';

/** Where the key of stored drafts is; without it they cannot be read any more. */
const DRAFT_KEY = 'sensing-draft';
/** Milliseconds to wait for an answer before the receipt is shown and sending continues in the background. */
const SEND_TIMEOUT = 10_000;
/** The same on a shared tablet, where the next person waits. */
const TABLET_SEND_TIMEOUT = 3_000;

/** Milliseconds to wait for this device's storage. */
const STORAGE_TIMEOUT = 1_000;

type Parts = typeof import('../offline');

export class OfflineSupport {
  parts = $state.raw<Parts>();
  /** The queue and drafts of a storyteller's own device; a shared tablet has none. */
  own = $state.raw<Offline>();
  /** The story whose receipt is shown has not been sent yet. */
  onItsWay = $state(false);
  /** What another tab did to the stored draft. */
  draftEvent = $state<DraftEvent>();
  readonly mayKeepDrafts = $derived(this.own?.mayKeep === true);

  /** Called when the notices on the start page are shown, or when there are none. */
  settled: () => void = () => undefined;
  private readonly noticesSettled = new Promise<void>((done) => (this.settled = done));

  /** @param shared The queue of a shared tablet. */
  constructor(
    private readonly shared: Outbox | undefined,
    /** Called when the draft is no longer stored. */
    private readonly onDraftLost: () => void = () => undefined,
  ) {}

  get outbox(): Outbox | undefined {
    return this.shared ?? this.own?.outbox;
  }

  async load(untouched: () => boolean): Promise<void> {
    try {
      const parts = await import('../offline');
      if (!this.shared) this.own = await parts.start(untouched, (event) => this.onDraftEvent(event));
      this.parts = parts;
    } catch {
      // The form works without them.
    }
    if (!this.own) this.settled();
  }

  private onDraftEvent(event: DraftEvent) {
    this.draftEvent = event;
    if (event !== 'elsewhere') this.onDraftLost();
  }

  /** Waits until the notices are shown, but at most a second. */
  noticesShown(): Promise<void> {
    return Promise.race([
      this.noticesSettled,
      new Promise<void>((done) => setTimeout(done, STORAGE_TIMEOUT)),
    ]);
  }

  /** Queues a finished story and sends it; directly to the service when the device cannot store it. */
  async deliver(submission: Submission, draft: Draft, instead = false): Promise<Result<unknown>> {
    // The storyteller may have gone back and changed it while it was being sent.
    const replaces = draft.wasSent;
    draft.told ??= today();
    draft.markSent();
    const story = { ...submission, told: draft.told };
    const { voice, picture, otherFiles } = draft;
    this.onItsWay = false;
    const edition = newReceipt();
    const waiting = { story, voice, picture, tried: false, replaces, otherFiles, edition };
    const known = { edition: draft.edition, instead };
    const timeout = this.shared ? TABLET_SEND_TIMEOUT : SEND_TIMEOUT;
    const delivery = await this.outbox?.deliver(waiting, timeout, known);
    if (delivery?.kind === 'twice') {
      draft.wasSent = false;
      return { ok: false, failure: { kind: 'conflict', errors: [] } };
    }
    if (!delivery || delivery.kind === 'not-kept') return sendStory(story, { voice, picture });
    draft.edition = edition;
    if (delivery.kind === 'words-kept') return this.whole(story, { voice, picture });
    this.onItsWay = delivery.kind === 'waiting';
    if (delivery.kind === 'refused') {
      if (delivery.refusal.reason === 'other') draft.wasSent = false;
      return { ok: false, failure: failureOf(delivery.refusal) };
    }
    return { ok: true, value: undefined };
  }

  /** Sends the whole story directly, because the device had room for its text only. */
  private async whole(story: Submission, files: StoryFiles): Promise<Result<unknown>> {
    const result = await sendStory(story, files);
    if (result.ok || !this.parts?.isTemporary(result.failure)) return result;
    return { ok: false, failure: { kind: 'words', errors: [] } };
  }

  /**
   * Replaces another version of a story, as the storyteller asked: one in the queue, or one that the service has.
   * Files stay as they were sent first.
   */
  async replace(submission: Submission, draft: Draft): Promise<Result<unknown>> {
    const waiting = await this.outbox?.find(draft.receipt);
    if (waiting && waiting.edition !== draft.edition) return this.deliver(submission, draft, true);
    const result = await correctStory(submission);
    return result.ok && draft.otherFiles ? { ok: false, failure: { kind: 'files', errors: [] } } : result;
  }

  keep(kept: KeptDraft) {
    this.own?.drafts.keep(kept);
  }

  /** Sets the draft that is open. */
  setCurrent(found?: StoredDraft) {
    this.draftEvent = undefined;
    this.own?.drafts.setCurrent(found);
  }

  /** Deletes the open draft from the device. Resolves when it is deleted, or after a second. */
  async forgetDraft(): Promise<void> {
    await withTimeout(this.own?.drafts.forget());
  }

  /** Deletes all drafts. When this returns, none of them can be read any more. */
  wipe() {
    this.draftEvent = undefined;
    try {
      localStorage.removeItem(DRAFT_KEY);
    } catch {
      // Where storage is blocked, nothing was stored.
    }
    void this.own?.drafts.wipe().catch(() => undefined);
  }

  /**
   * Removes the story from this device before its receipt is shown, except what still has to be sent. The page may be left
   * as soon as the receipt is there.
   */
  async finished(
    sending: Promise<Result<unknown>>,
    stories: readonly Pick<Draft, 'receipt' | 'edition'>[],
  ): Promise<Result<unknown>> {
    const result = await sending;
    if (result.ok) await Promise.all([this.forgetDraft(), this.removeRefused(stories)]);
    return result;
  }

  /**
   * Removes those of these stories that were refused from the queue: they have reached the service another way, or are
   * not wanted any more. Resolves when they are removed, or after a second.
   */
  private async removeRefused(stories: readonly Pick<Draft, 'receipt' | 'edition'>[]): Promise<void> {
    const { outbox } = this;
    await withTimeout(
      Promise.all(stories.map(({ receipt, edition }) => outbox?.removeRefused(receipt, edition))),
    );
  }
}

/** Waits for work on the device, at most a second, and whether it succeeds or not. */
async function withTimeout(work: Promise<unknown> | undefined): Promise<void> {
  const late = new Promise<void>((done) => setTimeout(done, STORAGE_TIMEOUT));
  await Promise.race([work?.catch(() => undefined), late]);
}

function failureOf({ reason, errors }: Refusal): Failure {
  const kind = reason === 'faulty' ? 'invalid' : reason === 'other' ? 'conflict' : reason;
  return { kind, errors: [...errors] };
}

/** The day on this device's calendar. */
function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
