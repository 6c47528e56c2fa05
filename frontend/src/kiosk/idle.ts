// Notices when nobody has touched a shared tablet for a while: first it warns, then it clears.
import type { Clock } from '../offline/outbox';

/** Everything is cleared after this many milliseconds without a touch or a key. */
export const LIMIT = 120_000;
/** The warning is shown this long before. */
export const WARNING = 30_000;
/** Nobody records or listens longer than this without a touch; a voice that seems to is one whose end was never told. */
export const MOST_LIVELY = 600_000;

export interface Idle {
  /** Whether somebody is there although nothing is touched: they speak, or they listen. */
  lively: () => boolean;
  /** Milliseconds that are left; `undefined` while there is nothing to warn of. */
  warned: (left: number | undefined) => void;
  over: () => void;
}

const SECOND = 1_000;

export class IdleWatch {
  private cancel: (() => void) | undefined;
  private end = 0;
  private touchedAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly on: Idle,
  ) {}

  /** Somebody is there: the time begins anew. */
  touched() {
    this.touchedAt = this.clock.now();
    this.begin();
  }

  private begin() {
    this.stop();
    this.end = this.clock.now() + LIMIT;
    this.wait();
  }

  stop() {
    this.cancel?.();
    this.cancel = undefined;
    this.on.warned(undefined);
  }

  private wait() {
    this.cancel = this.clock.after(SECOND, () => this.look());
  }

  private look() {
    if (this.on.lively() && this.clock.now() - this.touchedAt < MOST_LIVELY) return this.begin();
    // By the clock and not by counting: timers come late on a tablet that is busy or asleep.
    const left = this.end - this.clock.now();
    if (left <= 0) {
      this.stop();
      this.on.over();
      return;
    }
    if (left <= WARNING) this.on.warned(left);
    this.wait();
  }
}
