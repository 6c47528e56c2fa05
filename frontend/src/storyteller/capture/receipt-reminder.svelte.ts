// Reminds a storyteller once who is about to leave before the receipt was copied, saved, printed or opened.

export class ReceiptReminder {
  /** The receipt of the story sent last, while this page is open. */
  sent = $state<string>();
  /** Whether it was copied, saved, printed or opened. */
  taken = $state(false);
  /** Whether the reminder is shown. */
  shown = $state(false);
  #reminded = $state(false);

  show(receipt: string): void {
    this.sent = receipt;
    this.taken = this.shown = this.#reminded = false;
  }

  /** Whether the receipt is still on this page only, and no reminder was given. */
  get isDue(): boolean {
    return this.sent !== undefined && !this.taken && !this.#reminded;
  }

  remind(): void {
    this.#reminded = this.shown = true;
  }
}
