// The story that is open: its draft, whether the device keeps it, and the receipts and links of the stories around it.
import type { Result } from '../../api/client';
import type { StoredDraft } from '../offline/draft-store';
import type { StoredStory } from '../offline/queued-story';
import { Draft } from './draft.svelte';
import type { FormLoader, Origin } from './form-loader.svelte';
import type { OfflineSupport } from './offline-support.svelte';

export class OpenStory {
  draft = $state.raw(new Draft());
  /** Receipts that it could not be sent with, because they belong to another story. */
  #refusedReceipts: Pick<Draft, 'receipt' | 'edition'>[] = [];
  /** Links the next story to the one sent last, if the storyteller wants that. */
  #lastTeller: string | undefined;

  constructor(
    private readonly form: FormLoader<unknown>,
    private readonly offline: OfflineSupport,
  ) {}

  /** Begins a new draft. */
  begin(linked = false): void {
    this.draft = new Draft(linked ? this.#lastTeller : undefined);
    this.form.startNew();
    this.#refusedReceipts = [];
    this.offline.setCurrent();
  }

  /** Opens a stored draft, with the version that it was begun with. Nothing changes when that cannot be loaded. */
  async resume(found: StoredDraft): Promise<boolean> {
    const { kept } = found;
    const saved = Draft.from(kept.draft, kept.step === 'check');
    if (!(await this.form.loadSteps()) || !(await this.#carryOn(saved, kept))) return false;
    this.offline.setCurrent(found);
    saved.kept = true;
    return true;
  }

  /** Opens a story of the queue, to change it and send it again. */
  async reopen({ story, voice, picture, edition }: StoredStory): Promise<boolean> {
    const origin = { ...story, tag: story.language, code: story.collection ?? undefined };
    if (!(await this.#carryOn(Draft.from({ ...story, voice, picture, edition }), origin))) return false;
    this.offline.setCurrent();
    return true;
  }

  async #carryOn(saved: Draft, origin: Origin): Promise<boolean> {
    const begunWith = await this.form.find(origin);
    if (!begunWith) return false;
    this.draft = saved;
    await this.form.carryOn(begunWith, origin.tag);
    return true;
  }

  /** Stores the draft as it is now, if the storyteller wants that. */
  store(step: string, tag: string): void {
    const { draft } = this;
    const { framework, code } = this.form;
    if (!draft.kept || !framework) return;
    const { slug, version } = framework;
    this.offline.keep({ framework: slug, version, tag, step, code, draft: draft.saved() });
  }

  /** The storyteller's choice whether the draft is stored. */
  setStored(yes: boolean): void {
    this.offline.draftEvent = undefined;
    if (!yes) void this.offline.forgetDraft();
    this.draft.kept = yes;
  }

  /** Removes the story from the device once it was sent. */
  finish(sending: Promise<Result<unknown>>): Promise<Result<unknown>> {
    return this.offline.finished(sending, [...this.#refusedReceipts, this.draft]);
  }

  /** Gives the story a new receipt, because the service has another story under the old one, which stays. */
  takeNewReceipt(): void {
    const { receipt, edition } = this.draft;
    this.#refusedReceipts = [...this.#refusedReceipts, { receipt, edition }];
    this.draft = this.draft.asSecond();
  }

  /** The story has reached the service, or waits in the queue. A new draft takes its place. */
  sent(): void {
    this.#lastTeller = this.draft.teller;
    this.begin();
  }

  /** Forgets everything, on this page and on the device. */
  wipe(): void {
    this.#lastTeller = undefined;
    this.offline.wipe();
    this.begin();
  }
}
