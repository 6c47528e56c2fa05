// A selection as an address: `?s=` holds it as JSON.
// Whatever cannot be read is left out: an address may have been cut by a mail program, or typed.
import type { Mutable, Selection, SelectionParts } from '../../api/types';

/**
 * The query string of a selection, with its question mark; empty when nothing is selected.
 *
 * @param beside What else a page keeps in its address, such as how maps are shown.
 */
export function queryOf(selection: Selection, beside: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams();
  if (Object.keys(selection).length > 0) query.set('s', JSON.stringify(selection));
  for (const [name, value] of Object.entries(beside)) query.set(name, value);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The selection at an address. */
export function selectionAt(query: string): Selection {
  return selectionIn(new URLSearchParams(query).get('s'));
}

function selectionIn(text: string | null): Selection {
  if (text === null) return {};
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return {};
  }
  if (!isObject(given)) return {};
  const not = isObject(given.not) ? partsIn(given.not) : {};
  return {
    ...(isWord(given.framework) ? { framework: given.framework } : {}),
    ...partsIn(given),
    ...(Object.keys(not).length > 0 ? { not } : {}),
  };
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
