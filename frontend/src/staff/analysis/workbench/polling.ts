// Tries again while the service is catching up: after a start it first reads its stories in, and answers 503 until then.
import type { Failure } from '../../../api/problem';

/** Milliseconds between a refusal and the next attempt. */
const INTERVAL = 2_000;
const UNAVAILABLE = 503;

export class Polling {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly attempt: () => void) {}

  /** Plans another attempt, if this failure passes by itself. */
  retryAfter(failure: Failure): void {
    if (failure.problem?.status !== UNAVAILABLE) return;
    this.stop();
    this.#timer = setTimeout(this.attempt, INTERVAL);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
