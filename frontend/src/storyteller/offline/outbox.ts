// The queue of finished stories: sends them in the order in which they were told. Storage and network are passed in.
import type { Result } from '../../api/client';
import type { OpenedStory } from '../../api/types';
import { isSameStory } from './same-story';
import {
  sameFiles,
  sameContent,
  mayBlockOthers,
  verdictOn,
  verdictOnReplacement,
  verdictOnConflict,
  type Hindrance,
  type StoredStory,
  type Refusal,
  type Verdict,
  type OutgoingStory,
} from './queued-story';

/** Where the queue is stored. A promise resolves only when the change is on disk. */
export interface Store {
  /** Adds a story at the end, or replaces the one with the same receipt. */
  put: (waiting: OutgoingStory) => Promise<void>;
  /** All stories, the oldest first. */
  all: () => Promise<StoredStory[]>;
  /** The story at that place. */
  at: (place: number) => Promise<StoredStory | undefined>;
  update: (placed: StoredStory) => Promise<void>;
  remove: (placed: StoredStory) => Promise<void>;
}

export interface Post {
  send: (waiting: OutgoingStory) => Promise<Result<unknown>>;
  replace: (waiting: OutgoingStory) => Promise<Result<unknown>>;
  /** Reads the story of that receipt from the service. */
  open: (receipt: string) => Promise<Result<OpenedStory>>;
}

/** Monotonic time, whatever the device's calendar says. */
export interface Clock {
  now: () => number;
  /** Calls once after a number of milliseconds, unless it is cancelled with the function that this returns. */
  after: (milliseconds: number, call: () => void) => () => void;
}

/** Runs one piece of work at a time. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

export interface State {
  /** Stories that will be sent automatically. */
  waiting: number;
  /** Stories that the storyteller has to decide about. */
  refused: number;
}

/** Receives the state of the queue; `undefined` while the device cannot be read. */
export type Watcher = (state: State | undefined) => void;

/** The result for a story that was just finished. */
export type Delivery =
  | { kind: 'sent' }
  | { kind: 'waiting'; hindrance?: Hindrance | undefined }
  | { kind: 'refused'; refusal: Refusal }
  /** Another version of it is in the queue already, from another tab. Nothing was changed. */
  | { kind: 'twice' }
  /** There was room for its text only, which waits until the storyteller decides. */
  | { kind: 'words-kept' }
  | { kind: 'not-kept' };

/** What the storyteller knows of the story that is queued under the same receipt. */
export interface Known {
  /** The edition that they have changed. */
  readonly edition?: string | undefined;
  /** Whether it replaces any story in the queue under that receipt. */
  readonly instead?: boolean;
}

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 5 * 60_000;
/** Failures of the service on one story before the other stories are sent first. */
const REPEATED_FAILURES = 3;
const LONGEST_RETRY_AFTER = 60 * 60_000;

/** Milliseconds to wait after a number of failures in a row, never less than the service asked for. */
export function pauseAfter(failures: number, retryAfter: number | undefined, random: () => number): number {
  const doubled = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, failures - 1));
  // Random, so that tablets that lost the same Wi-Fi do not all return in the same second.
  const spread = Math.round(doubled * (0.8 + 0.4 * random()));
  return Math.max(spread, Math.min(LONGEST_RETRY_AFTER, (retryAfter ?? 0) * 1_000));
}

/** A story as it is queued in place of an earlier one with the same receipt. */
async function inPlaceOf(before: OutgoingStory | undefined, now: OutgoingStory): Promise<OutgoingStory> {
  if (!before) return now;
  // The service has another story under the receipt, and the storyteller has not asked to replace it.
  const foreign = before.refusal?.reason === 'other';
  const earlierVersionSent = before.tried && !foreign && !(await sameContent(before, now));
  const replaces = now.replaces || before.replaces || earlierVersionSent;
  const otherFiles = now.otherFiles || before.otherFiles || (before.tried && !(await sameFiles(before, now)));
  return { ...now, tried: before.tried, replaces, otherFiles };
}

/** Runs one call of this page at a time. */
export function serially(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

export class Outbox {
  private failures = 0;
  private notBefore = 0;
  private cancel: (() => void) | undefined;
  /** How often the service failed on a story, by receipt. */
  private broken = new Map<string, number>();
  private watchers = new Set<Watcher>();

  constructor(
    private readonly store: Store,
    private readonly post: Post,
    private readonly clock: Clock,
    private readonly turn: Turn,
    private readonly random: () => number = Math.random,
    /** Tells the other pages of this device that something changed. */
    private readonly tellOthers: () => void = () => undefined,
    /** Serialises changes on this device, so that nothing changes between a read and a write. */
    private readonly oneByOne: Turn = serially(),
  ) {}

  /**
   * Stores a story in the queue, then tries to send it. Resolves when the result is known, or after `timeout`
   * milliseconds, when sending continues in the background.
   */
  async deliver(waiting: OutgoingStory, timeout: number, known: Known = {}): Promise<Delivery> {
    const { receipt } = waiting.story;
    const kept = await this.oneByOne(() => this.keep(waiting, known)).catch(() => 'not-kept' as const);
    if (kept !== 'kept') {
      if (kept === 'words-kept') this.changed();
      return { kind: kept };
    }
    this.changed();
    const outcome = this.flush().then(() => this.outcomeOf(receipt));
    const late = new Promise<Delivery>((done) => {
      this.clock.after(timeout, () => done({ kind: 'waiting' }));
    });
    return Promise.race([outcome, late]);
  }

  private async keep(
    waiting: OutgoingStory,
    known: Known,
  ): Promise<'kept' | 'twice' | 'words-kept' | 'not-kept'> {
    const before = await this.look(waiting.story.receipt);
    if (
      before &&
      !known.instead &&
      before.edition !== known.edition &&
      !(await sameContent(before, waiting))
    ) {
      return 'twice';
    }
    const now = await inPlaceOf(before, waiting);
    try {
      await this.store.put(now);
      return 'kept';
    } catch (error) {
      const { voice, picture, ...words } = now;
      if (!(voice ?? picture) || !now.story.text) throw error;
      await this.store.put({ ...words, refusal: { reason: 'words', errors: [] } });
      return 'words-kept';
    }
  }

  async outcomeOf(receipt: string): Promise<Delivery> {
    try {
      const found = await this.look(receipt);
      if (!found) return { kind: 'sent' };
      if (found.refusal) return { kind: 'refused', refusal: found.refusal };
      return { kind: 'waiting', ...(found.hindrance && { hindrance: found.hindrance }) };
    } catch {
      // A device that cannot be read does not mean that the story has arrived.
      return { kind: 'waiting' };
    }
  }

  find(receipt: string): Promise<StoredStory | undefined> {
    return this.look(receipt).catch(() => undefined);
  }

  /** As {@link Outbox.find}, but fails when the device cannot be read. */
  private async look(receipt: string): Promise<StoredStory | undefined> {
    return (await this.store.all()).find(({ story }) => story.receipt === receipt);
  }

  /** All stories in the queue. Fails when the device cannot be read, which does not mean that the queue is empty. */
  all(): Promise<StoredStory[]> {
    return this.store.all();
  }

  /** Deletes a story from the queue, as the storyteller asked. */
  async discard(receipt: string): Promise<void> {
    await this.oneByOne(async () => {
      const found = await this.look(receipt);
      if (found) await this.store.remove(found);
    });
    this.changed();
  }

  /** Deletes a refused story in that edition: it has reached the service another way, or is not wanted any more. */
  async removeRefused(receipt: string, edition: string | undefined): Promise<void> {
    await this.oneByOne(async () => {
      const found = await this.look(receipt);
      if (found?.refusal && found.edition === edition) await this.store.remove(found);
    });
    this.changed();
  }

  /** Tries a refused story again as it is: its collection may have opened. */
  async again(placed: StoredStory): Promise<void> {
    await this.store.update({ ...placed, refusal: undefined });
    this.changed();
  }

  /** Queues a story that its collection refused again, without the collection. */
  async withoutCode(placed: StoredStory): Promise<void> {
    const { collection, ...story } = placed.story;
    const { refusal, ...rest } = placed;
    if (collection && refusal?.reason === 'closed') await this.store.update({ ...rest, story });
    this.changed();
  }

  /**
   * Sends the stories one after the other. It stops at the first that cannot be sent now, which keeps their order, and
   * skips those that were refused.
   *
   * @param urgent A person asked for it: do not wait until the pause that the service asked for is over.
   */
  async flush(urgent = false): Promise<void> {
    if (!urgent && this.clock.now() < this.notBefore) return;
    try {
      await this.turn(async () => {
        for (const { place } of this.inOrder(await this.all())) {
          const verdict = await this.attempt(place);
          if (verdict.kind === 'later') return this.pause(verdict.retryAfter);
          this.failures = 0;
          this.notBefore = 0;
        }
      });
    } catch {
      // The device could not be read, or the result not be stored. To send a story twice is the same as to send it once.
      this.pause(undefined);
    }
  }

  /** The oldest first, but stories on which the service failed again and again come last. */
  private inOrder(all: StoredStory[]): StoredStory[] {
    const due = all.filter(({ refusal }) => !refusal);
    const stuck = ({ story }: StoredStory) => (this.broken.get(story.receipt) ?? 0) >= REPEATED_FAILURES;
    return [...due.filter((placed) => !stuck(placed)), ...due.filter(stuck)];
  }

  private async attempt(place: number): Promise<Verdict> {
    const told = await this.oneByOne(() => this.markTried(place));
    // It was deleted while others were sent.
    if (!told) return { kind: 'sent' };
    const result = await this.post.send(told);
    const { receipt } = told.story;
    if (!result.ok && mayBlockOthers(result.failure)) {
      this.broken.set(receipt, (this.broken.get(receipt) ?? 0) + 1);
    }
    let verdict = verdictOn(result, told);
    if (verdict.kind === 'replace') verdict = verdictOnReplacement(await this.post.replace(told), told);
    if (verdict.kind === 'taken') verdict = verdictOnConflict(await this.serviceHas(told));
    const visible = verdict.kind !== 'later' || verdict.hindrance !== told.hindrance;
    await this.oneByOne(() => this.settle(told, verdict));
    if (visible) this.changed();
    return verdict;
  }

  /** Whether the story that the service has under its receipt is this one, sent before without an answer. */
  private async serviceHas(told: OutgoingStory): Promise<Result<boolean>> {
    const found = await this.post.open(told.story.receipt);
    return found.ok ? { ok: true, value: isSameStory(told, found.value) } : found;
  }

  /** Marks a story as tried: if this page ends before the answer, the next one knows that the service may have it. */
  private async markTried(place: number): Promise<StoredStory | undefined> {
    const waiting = await this.store.at(place);
    if (!waiting || waiting.tried) return waiting;
    const told = { ...waiting, tried: true };
    await this.store.update(told).catch(() => undefined);
    return told;
  }

  /** Stores what the answer means, unless the story was changed while it was being sent. */
  private async settle(told: StoredStory, verdict: Verdict): Promise<void> {
    const now = await this.store.at(told.place);
    if (!now) return;
    if (!(await sameContent(told, now))) {
      // The service may have the earlier version, which this one replaces.
      if (verdict.kind === 'refused') return;
      const otherFiles = now.otherFiles || !(await sameFiles(told, now));
      await this.store.update({ ...now, tried: true, replaces: true, otherFiles });
    } else if (verdict.kind === 'sent') await this.store.remove(now);
    else if (verdict.kind === 'refused') {
      await this.store.update({ ...now, refusal: verdict.refusal, hindrance: undefined });
    } else if (verdict.kind === 'later' && verdict.hindrance !== now.hindrance) {
      await this.store.update({ ...now, hindrance: verdict.hindrance });
    }
  }

  private pause(retryAfter: number | undefined) {
    this.failures += 1;
    const pause = pauseAfter(this.failures, retryAfter, this.random);
    // Without a Retry-After, an `online` event may end the pause early.
    this.notBefore = retryAfter ? this.clock.now() + pause : 0;
    this.cancel?.();
    this.cancel = this.clock.after(pause, () => {
      this.notBefore = 0;
      void this.flush();
    });
  }

  /** Calls with the state now, and whenever it may have changed. */
  watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    void this.stateIfKnown().then(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Fails as {@link Outbox.all} does. */
  async state(): Promise<State> {
    const all = await this.all();
    const refused = all.filter(({ refusal }) => refusal).length;
    return { waiting: all.length - refused, refused };
  }

  private stateIfKnown(): Promise<State | undefined> {
    return this.state().catch(() => undefined);
  }

  /** Something changed here. */
  private changed() {
    this.tellOthers();
    void this.refresh();
  }

  /** Something may have changed elsewhere. */
  async refresh(): Promise<void> {
    const state = await this.stateIfKnown();
    for (const watcher of this.watchers) watcher(state);
  }
}
