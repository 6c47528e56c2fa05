// Selections as an address: `?s=` holds the selection as JSON, `?b=` the one that it is compared with.
// An address may have been cut by a mail program, or typed. `selectionAt` leaves out what cannot be read; `unreadAt` says what
// that is, so that a page can stop instead of showing something else.
import type { Mutable, Selection, SelectionParts } from '../../api/types';

/** The parameter of an address that holds a selection. */
export type SelectionName = 's' | 'b';

/**
 * The query string of a selection, with its question mark; empty when nothing is selected.
 *
 * @param beside What else a page keeps in its address, such as how maps are shown.
 */
export function queryOf(
  selection: Selection,
  beside: Readonly<Record<string, string>> = {},
  pinned?: Selection,
): string {
  const query = new URLSearchParams();
  if (Object.keys(selection).length > 0) query.set('s', JSON.stringify(selection));
  if (pinned) query.set('b', JSON.stringify(pinned));
  for (const [name, value] of Object.entries(beside)) query.set(name, value);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The selection at an address, without what cannot be read. */
export function selectionAt(query: string, name: SelectionName = 's'): Selection {
  return selectionIn(jsonAt(query, name));
}

/** Whether an address has a second selection. */
export function hasPinned(query: string): boolean {
  return new URLSearchParams(query).has('b');
}

/** The places in a selection of an address that cannot be read, such as `answers.audience`; empty for the whole of it. */
export function unreadAt(query: string, name: SelectionName = 's'): string[] {
  const text = new URLSearchParams(query).get(name);
  if (text === null) return [];
  const given = jsonAt(query, name);
  return isObject(given) ? leftOut(given, selectionIn(given), '') : [''];
}

function jsonAt(query: string, name: SelectionName): unknown {
  const text = new URLSearchParams(query).get(name);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function selectionIn(given: unknown): Selection {
  if (!isObject(given)) return {};
  const not = isObject(given.not) ? partsIn(given.not) : {};
  return {
    ...(isWord(given.framework) ? { framework: given.framework } : {}),
    ...partsIn(given),
    ...(Object.keys(not).length > 0 ? { not } : {}),
  };
}

/** Where `given` says something that `kept` does not. */
function leftOut(given: unknown, kept: unknown, path: string): string[] {
  if (saysNothing(given)) return [];
  if (Array.isArray(given)) {
    const values: unknown[] = Array.isArray(kept) ? kept : [];
    const missing = (value: unknown) => values.every((other) => !same(value, other));
    return given.flatMap((value, i) => (missing(value) ? [`${path}[${i}]`] : []));
  }
  if (isObject(given)) {
    const of = isObject(kept) ? kept : {};
    return Object.keys(given).flatMap((key) => leftOut(given[key], of[key], path ? `${path}.${key}` : key));
  }
  return given === kept ? [] : [path];
}

function same(one: unknown, other: unknown): boolean {
  return leftOut(one, other, '').length === 0 && leftOut(other, one, '').length === 0;
}

function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
function partsIn(given: Record<string, unknown>): SelectionParts {
  const parts: Mutable<SelectionParts> = {};
  if (isWord(given.text)) parts.text = given.text;
  if (isObject(given.answers)) {
    const answers = Object.entries(given.answers).filter((entry): entry is [string, string[]] =>
      isWords(entry[1]),
    );
    if (answers.length > 0) parts.answers = Object.fromEntries(answers);
  }
  const triads = each(given.triads, triadIn);
  if (triads.length > 0) parts.triads = triads;
  const dyads = each(given.dyads, dyadIn);
  if (dyads.length > 0) parts.dyads = dyads;
  const stones = each(given.stones, stoneIn);
  if (stones.length > 0) parts.stones = stones;
  if (isObject(given.received)) {
    const { from, to } = given.received;
    if (isDay(from) || isDay(to)) parts.received = { ...(isDay(from) && { from }), ...(isDay(to) && { to }) };
  }
  for (const name of ['collections', 'rounds', 'prompts'] as const) {
    const ids = given[name];
    if (isWords(ids)) parts[name] = ids;
  }
  return parts;
}

function triadIn({ signifier, zones, polygon }: Record<string, unknown>) {
  if (!isWord(signifier)) return undefined;
  const drawn =
    Array.isArray(polygon) && polygon.length >= 3 && polygon.every((point) => isNumbers(point, 3));
  if (!isWords(zones) && !drawn) return undefined;
  return {
    signifier,
    ...(isWords(zones) && { zones }),
    ...(drawn && { polygon: polygon as [number, number, number][] }),
  };
}

function dyadIn({ signifier, from, to }: Record<string, unknown>) {
  if (!isWord(signifier) || !isUnit(from) || !isUnit(to) || from > to) return undefined;
  return { signifier, from, to };
}

function stoneIn({ signifier, stone, x, y }: Record<string, unknown>) {
  if (!isWord(signifier) || !isWord(stone) || !isRange(x) || !isRange(y)) return undefined;
  return { signifier, stone, x, y };
}

function each<T>(given: unknown, one: (value: Record<string, unknown>) => T | undefined): T[] {
  if (!Array.isArray(given)) return [];
  return given.filter(isObject).flatMap((value) => one(value) ?? []);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isWord = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every(isWord);

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

const isUnit = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

const isNumbers = (value: unknown, length: number): value is number[] =>
  Array.isArray(value) && value.length === length && value.every(isUnit);

const isRange = (value: unknown): value is [number, number] =>
  isNumbers(value, 2) && (value[0] ?? 0) <= (value[1] ?? 0);
