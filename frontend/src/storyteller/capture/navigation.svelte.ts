// Goes from step to step, forwards and with the browser's Back button.
import { tick } from 'svelte';
import type { Step } from './flow';
import type { ReceiptReminder } from './receipt-reminder.svelte';
import { StepHistory } from './step-history.svelte';

interface Options {
  receipt: ReceiptReminder;
  /** Whether leaving the receipt's page is worth a reminder. */
  remindsOfReceipt: () => boolean;
  /** Called when another step is shown. */
  arrived: (step: Step) => void;
}

export class Navigation {
  readonly #history = new StepHistory();

  readonly step = $derived(this.#history.step);
  /** Whether the step was reached by a Change link, so that Continue returns to the check page. */
  readonly change = $derived(this.#history.change);

  constructor(private readonly options: Options) {}

  /** Shows a step. Back leads to the one that was shown before, after those that were passed without being shown. */
  go(to: Step, { change = false, passed = [] }: { change?: boolean; passed?: readonly Step[] } = {}): void {
    for (const step of passed) this.#history.add(step);
    this.#history.push(to, change);
    void this.#arrive();
  }

  /** The browser went to another entry of its history. */
  travelled(state: unknown): void {
    const { receipt, remindsOfReceipt } = this.options;
    if (this.step === 'sent' && remindsOfReceipt()) {
      // Back shows the reminder the first time, and works the second time.
      this.#history.add('sent');
      receipt.remind();
      return;
    }
    this.#history.restore(state);
    void this.#arrive();
  }

  /** From now on the entries of the story so far lead to the start page. */
  nextStory(): void {
    this.#history.nextStory();
  }

  /** Shows the start page in place of this step. */
  restart(): void {
    this.#history.show('start');
  }

  async #arrive(): Promise<void> {
    this.options.arrived(this.step);
    await tick();
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }
}
