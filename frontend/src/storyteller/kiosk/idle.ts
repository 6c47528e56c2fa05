// Watches for a shared tablet that nobody uses: first it warns, then it clears the page.
import type { Clock } from '../offline/outbox';

/** Everything is cleared after this many milliseconds without a touch or a key. */
export const LIMIT = 120_000;
/** The warning is shown this long before. */
export const WARNING = 30_000;
/** The longest time that recording or listening counts as use without a touch. Browsers may miss the end of a sound. */
export const LONGEST_HANDS_FREE = 600_000;

export interface Idle {
  /** Whether a person uses the tablet without touching it: they record or listen. */
  lively: () => boolean;
  /** Milliseconds until the page is cleared; `undefined` while no warning is shown. */
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

  /** A person uses the tablet: the time starts again. */
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
    if (this.on.lively() && this.clock.now() - this.touchedAt < LONGEST_HANDS_FREE) return this.begin();
    // By the clock, because timers are late on a tablet that is busy or asleep.
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
