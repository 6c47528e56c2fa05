// Which key does what while a form is typed in.
import { keyOf } from '../paper/form';

/** The place of an option by its key: 1 to 9, then a, b, c. */
export function optionAt(key: string, options: number): number | undefined {
  const place = Array.from({ length: options }, (_, i) => keyOf(i)).indexOf(key.toLowerCase());
  return place < 0 ? undefined : place;
}

/** The place of a stone or a prompt by its letter. */
export function letterAt(key: string, letters: number): number | undefined {
  if (!/^[a-z]$/i.test(key)) return undefined;
  const place = key.toLowerCase().charCodeAt(0) - 97;
  return place < letters ? place : undefined;
}

/** Whether the focus is in a text field, which gets the keys. */
export function isWriting(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && ['text', 'date', 'number', 'search'].includes(target.type);
}

/** Whether Enter already means something there. */
export function hasItsOwnEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, select, textarea') !== null;
}
