// Sends what waits, in the order in which it was told. Knows nothing of where it is kept or how it travels.
import type { Result } from '../lib/api';
import {
  sameFiles,
  sameTelling,
  verdictOn,
  verdictOnReplacing,
  type Placed,
  type Refusal,
  type Verdict,
  type Waiting,
} from './waiting';

/** Where stories wait. Every promise is kept only when it is on disk. */
export interface Store {
  /** Adds a story at the end; one with the same receipt is replaced where it stands. */
  put: (waiting: Waiting) => Promise<void>;
  /** Everything that waits, the oldest first. */
  all: () => Promise<Placed[]>;
  /** What stands at that place now. */
  at: (place: number) => Promise<Placed | undefined>;
  update: (placed: Placed) => Promise<void>;
  remove: (placed: Placed) => Promise<void>;
}

export interface Post {
  send: (waiting: Waiting) => Promise<Result<unknown>>;
  replace: (waiting: Waiting) => Promise<Result<unknown>>;
}

/** Time that only runs forward, whatever the device's calendar says. */
export interface Clock {
  now: () => number;
  /** Calls once, after so many milliseconds, unless the answer is called before. */
  after: (milliseconds: number, call: () => void) => () => void;
}

/** Lets one page at a time send. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

export interface State {
  /** Stories that will be sent by themselves. */
  waiting: number;
  /** Stories that somebody must look at. */
  refused: number;
}

/** Hears what waits; nothing while the device cannot be read, which is not the same as that nothing waits. */
export type Watcher = (state: State | undefined) => void;

/** What became of a story that was just finished. */
export type Delivery =
  { kind: 'sent' } | { kind: 'waiting' } | { kind: 'refused'; refusal: Refusal } | { kind: 'not-kept' };

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 5 * 60_000;
/** Failures of ours over one story before the others go first. */
const TOO_OFTEN = 3;
const LONGEST_WISH = 60 * 60_000;

/** Milliseconds to wait after so many failures in a row, never less than the service asked for. */
export function pauseAfter(failures: number, retryAfter: number | undefined, random: () => number): number {
  const doubled = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, failures - 1));
  // Tablets that lost the same Wi-Fi do not all come back in the same second.
  const spread = Math.round(doubled * (0.8 + 0.4 * random()));
  return Math.max(spread, Math.min(LONGEST_WISH, (retryAfter ?? 0) * 1_000));
}

/** A story that takes the place of what waited under the same receipt. */
async function after(before: Waiting | undefined, now: Waiting): Promise<Waiting> {
  if (!before) return now;
  const replaces = now.replaces || before.replaces || (before.tried && !(await sameTelling(before, now)));
  const otherFiles = now.otherFiles || before.otherFiles || (before.tried && !(await sameFiles(before, now)));
  return { ...now, tried: before.tried, replaces, otherFiles };
}

export class Outbox {
  private failures = 0;
  private notBefore = 0;
  private cancel: (() => void) | undefined;
  /** How often the service broke over a story, by receipt. */
  private broken = new Map<string, number>();
  private watchers = new Set<Watcher>();
  private lastChange: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly post: Post,
    private readonly clock: Clock,
    private readonly turn: Turn,
    private readonly random: () => number = Math.random,
    /** Tells the other pages of this device that something changed. */
    private readonly tellOthers: () => void = () => undefined,
  ) {}

  /**
   * Keeps a story on the device, then tries to send it. Answers when it is known what became of it,
   * or after `patience` milliseconds, when it goes on by itself.
   */
  async deliver(waiting: Waiting, patience: number): Promise<Delivery> {
    const { receipt } = waiting.story;
    try {
      await this.oneByOne(async () => this.store.put(await after(await this.look(receipt), waiting)));
    } catch {
      return { kind: 'not-kept' };
    }
    this.changed();
    const outcome = this.flush().then(() => this.outcomeOf(receipt));
    const late = new Promise<Delivery>((done) => {
      this.clock.after(patience, () => done({ kind: 'waiting' }));
    });
    return Promise.race([outcome, late]);
  }

  async outcomeOf(receipt: string): Promise<Delivery> {
    try {
      const found = await this.look(receipt);
      if (!found) return { kind: 'sent' };
      return found.refusal ? { kind: 'refused', refusal: found.refusal } : { kind: 'waiting' };
    } catch {
      // Nobody may believe that a story has arrived because the device cannot be read.
      return { kind: 'waiting' };
    }
  }

  find(receipt: string): Promise<Placed | undefined> {
    return this.look(receipt).catch(() => undefined);
  }

  /** As {@link Outbox.find}, but fails when the device cannot be read. */
  private async look(receipt: string): Promise<Placed | undefined> {
    return (await this.store.all()).find(({ story }) => story.receipt === receipt);
  }

  /** Everything that waits. Fails when the device cannot be read: nobody may believe then that nothing waits. */
  all(): Promise<Placed[]> {
    return this.store.all();
  }

  /** Its teller does not want it to be sent any more. */
  async discard(receipt: string): Promise<void> {
    const found = await this.look(receipt);
    if (found) await this.store.remove(found);
    this.changed();
  }

  /** Tries a refused story again as it is: its collection may have opened. */
  async again(placed: Placed): Promise<void> {
    await this.store.update({ ...placed, refusal: undefined });
    this.changed();
  }

  /** Sends what its collection would not take as a story of no collection. */
  async withoutCode(placed: Placed): Promise<void> {
    const { collection, ...story } = placed.story;
    const { refusal, ...rest } = placed;
    if (collection && refusal?.reason === 'closed') await this.store.update({ ...rest, story });
    this.changed();
  }

  /**
   * Sends everything that may go, one after the other. The first that cannot go now stops it, so that order is kept;
   * one that was refused is passed over.
   *
   * @param urgent A person asked for it: also before the pause that the service asked for is over.
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
      // The device would not be read, or not write down what became of a story. Sending it twice is the same as sending
      // it once.
      this.pause(undefined);
    }
  }

  /** The oldest first; but a story over which the service broke again and again no longer stands in the others' way. */
  private inOrder(all: Placed[]): Placed[] {
    const due = all.filter(({ refusal }) => !refusal);
    const stuck = ({ story }: Placed) => (this.broken.get(story.receipt) ?? 0) >= TOO_OFTEN;
    return [...due.filter((placed) => !stuck(placed)), ...due.filter(stuck)];
  }

  private async attempt(place: number): Promise<Verdict> {
    const told = await this.oneByOne(() => this.setOut(place));
    // Its teller took it back while others were sent.
    if (!told) return { kind: 'sent' };
    const result = await this.post.send(told);
    const { receipt } = told.story;
    if (!result.ok && result.failure.kind === 'unknown') {
      this.broken.set(receipt, (this.broken.get(receipt) ?? 0) + 1);
    }
    let verdict = verdictOn(result, told);
    if (verdict.kind === 'replace') verdict = verdictOnReplacing(await this.post.replace(told), told);
    await this.oneByOne(() => this.settle(told, verdict));
    if (verdict.kind !== 'later') this.changed();
    return verdict;
  }

  /** Should this page end in the middle, the next one knows that the service may have it. */
  private async setOut(place: number): Promise<Placed | undefined> {
    const waiting = await this.store.at(place);
    if (!waiting || waiting.tried) return waiting;
    const told = { ...waiting, tried: true };
    await this.store.update(told).catch(() => undefined);
    return told;
  }

  /** Writes down what the answer means, unless its teller has changed the story while it was on its way. */
  private async settle(told: Placed, verdict: Verdict): Promise<void> {
    const now = await this.store.at(told.place);
    if (!now) return;
    if (!(await sameTelling(told, now))) {
      // What was sent may be with the service, and this goes in its place.
      if (verdict.kind === 'refused') return;
      const otherFiles = now.otherFiles || !(await sameFiles(told, now));
      await this.store.update({ ...now, tried: true, replaces: true, otherFiles });
    } else if (verdict.kind === 'sent') await this.store.remove(now);
    else if (verdict.kind === 'refused') await this.store.update({ ...now, refusal: verdict.refusal });
  }

  /** One change after the other, so that what was read is still true when something is written. */
  private oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const mine = this.lastChange.then(change);
    this.lastChange = mine.catch(() => undefined);
    return mine;
  }

  private pause(retryAfter: number | undefined) {
    this.failures += 1;
    const pause = pauseAfter(this.failures, retryAfter, this.random);
    // Only what the service asked for holds back a sign that the network is there again.
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
