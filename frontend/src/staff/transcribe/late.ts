// Forms of a collection that is closed: they are taken when they were filled in by its last day.
import type { Collection } from '../../api/types';

/** The last day of a collection that is closed; nothing of one that is open or has not begun. */
export function lastDayOf(collection: Collection | undefined, today: string): string | undefined {
  if (!collection || collection.open || !collection.closes) return undefined;
  return collection.opens && collection.opens > today ? undefined : collection.closes;
}

export const DATE_FIELD = 'form-date';

/** What is wrong with the date on a form. */
export type WrongDate = 'missing' | 'unreadable' | 'late' | 'future';

export function wrongDate(
  told: string,
  unreadable: boolean,
  lastDay: string,
  today: string,
): WrongDate | undefined {
  if (unreadable) return 'unreadable';
  if (!told) return 'missing';
  if (told > today) return 'future';
  return told > lastDay ? 'late' : undefined;
}
