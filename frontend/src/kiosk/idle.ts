// Notices when nobody has touched a shared tablet for a while: first it warns, then it clears.
import type { Clock } from '../offline/outbox';

/** Everything is cleared after this many milliseconds without a touch or a key. */
export const LIMIT = 120_000;
/** The warning is shown this long before. */
export const WARNING = 30_000;

export interface Idle {
  /** Milliseconds that are left; `undefined` while there is nothing to warn of. */
  warned: (left: number | undefined) => void;
  over: () => void;
}

const SECOND = 1_000;

export class IdleWatch {
  private cancel: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly on: Idle,
  ) {}

  /** Somebody is there: the time begins anew. */
  touched() {
    this.stop();
    this.cancel = this.clock.after(LIMIT - WARNING, () => this.count(WARNING));
  }

  stop() {
    this.cancel?.();
    this.cancel = undefined;
    this.on.warned(undefined);
  }

  private count(left: number) {
    if (left <= 0) {
      this.stop();
      this.on.over();
      return;
    }
    this.on.warned(left);
    this.cancel = this.clock.after(SECOND, () => this.count(left - SECOND));
  }
}
