// Lets the browser ask before a page is left with something on it that would be lost.
import type { Draft } from './draft.svelte';
import type { Step } from './flow';
import type { ReceiptReminder } from './receipt-reminder.svelte';

interface Now {
  step: Step;
  draft: Pick<Draft, 'begun' | 'kept'>;
  receipt: Pick<ReceiptReminder, 'remind'>;
  /** Whether the receipt is on this page only, and no reminder was given. */
  remindsOfReceipt: boolean;
}

export function warnBeforeLeaving(
  event: Pick<BeforeUnloadEvent, 'preventDefault' | 'returnValue'>,
  { step, draft, receipt, remindsOfReceipt }: Now,
): void {
  // Only on the steps with the text: on the others the storyteller has chosen whether the draft is stored.
  const losesStory = (step === 'story' || step === 'check') && draft.begun && !draft.kept;
  const losesReceipt = (step === 'sent' || step === 'start') && remindsOfReceipt;
  if (losesReceipt) receipt.remind();
  if (!losesReceipt && !losesStory) return;
  event.preventDefault();
  // Older Safari asks only when this is set.
  event.returnValue = true;
}
