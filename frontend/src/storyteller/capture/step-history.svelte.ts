// The steps of a story as entries of the browser's history, so that its Back button works.
import type { Step } from './flow';

interface Entry {
  /** The story that the entry belongs to. Entries of earlier stories lead to the start. */
  storyNumber: number;
  step: Step;
  /** Reached by a Change link: Continue returns to the check page. */
  change: boolean;
}

export class StepHistory {
  #storyNumber = Date.now();
  #entry = $state.raw<Entry>(this.#entryOf('start'));

  readonly step = $derived(this.#entry.step);
  readonly change = $derived(this.#entry.change);

  constructor() {
    // A reload loses the draft, so whatever the history says, this is the start.
    history.replaceState(this.#entry, '');
  }

  #entryOf(step: Step, change = false): Entry {
    return { storyNumber: this.#storyNumber, step, change };
  }

  /** Goes to a step and adds it to the history. */
  push(step: Step, change = false): void {
    this.add(step, change);
    this.show(step, change);
  }

  /** Adds a step to the history without showing it. */
  add(step: Step, change = false): void {
    history.pushState(this.#entryOf(step, change), '');
  }

  /** Shows a step that the browser has gone to already. */
  show(step: Step, change = false): void {
    this.#entry = this.#entryOf(step, change);
  }

  /** Shows the step of a history entry: the start, when it belongs to an earlier story. */
  restore(state: unknown): void {
    const entry = state as Entry | null;
    if (entry?.storyNumber === this.#storyNumber) this.show(entry.step, entry.change);
    else this.show('start');
  }

  /** Begins another story: the entries so far lead to the start from now on. */
  nextStory(): void {
    this.#storyNumber += 1;
  }
}
