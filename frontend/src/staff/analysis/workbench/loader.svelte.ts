// Loads what a page shows of a selection: a moment after the last change, and again on request. An answer that was
// overtaken by another change is dropped.
import type { Result } from '../../../api/client';
import type { Failure } from '../../../api/problem';
import { Polling } from './polling';

/** Milliseconds without a change before a request is sent. */
const DEBOUNCE = 120;

interface Options<Answer> {
  /** Sends the requests. It may throw only when the signal is aborted. */
  request: (signal: AbortSignal) => Promise<Result<Answer>>;
  /** Shows an answer that was not overtaken. */
  show: (answer: Answer) => void;
  /** Called when the session has ended. */
  onSignedOut: () => void;
}

export class Loader<Answer> {
  busy = $state(true);
  failure: Failure | undefined = $state.raw();
  /** When what is shown was answered, in milliseconds since 1970. */
  answered: number | undefined = $state();

  #timer: ReturnType<typeof setTimeout> | undefined;
  #current: AbortController | undefined;
  readonly #polling = new Polling(() => void this.load());

  constructor(private readonly options: Options<Answer>) {}

  /** Loads when nothing has changed for a moment. */
  loadSoon(): void {
    this.#cancelTimers();
    this.busy = true;
    this.#timer = setTimeout(() => void this.load(), DEBOUNCE);
  }

  async load(): Promise<void> {
    this.stop();
    const { signal } = (this.#current = new AbortController());
    this.busy = true;
    const result = await this.options.request(signal).catch(() => undefined);
    if (!result || signal.aborted) return;
    if (!result.ok) return this.#fail(result.failure);
    this.options.show(result.value);
    this.failure = undefined;
    this.answered = Date.now();
    this.busy = false;
  }

  /** Adds something to what was loaded, such as another page of it; dropped when that is loaded again. */
  async add<More>(
    request: (signal: AbortSignal) => Promise<Result<More>>,
    show: (more: More) => void,
  ): Promise<void> {
    const signal = this.#current?.signal;
    if (!signal) return;
    const result = await request(signal).catch(() => undefined);
    if (!result || signal.aborted) return;
    if (!result.ok) return this.#fail(result.failure);
    show(result.value);
  }

  /** Aborts the requests under way, and those that were to follow. */
  stop(): void {
    this.#cancelTimers();
    this.#current?.abort();
  }

  /** Stops, and stays with what is shown. */
  cancel(): void {
    this.stop();
    this.busy = false;
  }

  #cancelTimers(): void {
    clearTimeout(this.#timer);
    this.#polling.stop();
  }

  #fail(failure: Failure): void {
    this.busy = false;
    if (failure.problem?.status === 401) return this.options.onSignedOut();
    this.failure = failure;
    this.#polling.retryAfter(failure);
  }
}
