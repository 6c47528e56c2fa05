// Moves focus when the button that had it disappears. Otherwise it would move to the top of the page.
import { tick } from 'svelte';

/** @param within `null` once that part of the page is gone. */
export async function focusOn(selector: string, within: ParentNode | null = document): Promise<void> {
  await tick();
  within?.querySelector<HTMLElement>(selector)?.focus();
}
