// What a click, a tick or a drawn region does to the parts of a selection. A part that is negated stays so.
import { partAbout, toggled, without, withPart, type Part, type PartOf } from './parts';
import type { Interval, Weights } from '../../api/types';

/** Puts a value in the place of the part about its subject, keeping its sign; nothing takes the part out. */
function changed<P extends Part>(
  parts: readonly Part[],
  before: P | undefined,
  after: P | undefined,
): Part[] {
  if (after) return withPart(parts, after);
  return before ? without(parts, before) : [...parts];
}

export const triadPart = (parts: readonly Part[], signifier: string) =>
  partAbout<PartOf<'triad'>>(parts, `triad ${signifier}`);
export const dyadPart = (parts: readonly Part[], signifier: string) =>
  partAbout<PartOf<'dyad'>>(parts, `dyad ${signifier}`);
export const stonePart = (parts: readonly Part[], signifier: string, stone: string) =>
  partAbout<PartOf<'stone'>>(parts, `stone ${signifier} ${stone}`);
export const answersPart = (parts: readonly Part[], signifier: string) =>
  partAbout<PartOf<'answers'>>(parts, `answers ${signifier}`);
export const promptsPart = (parts: readonly Part[]) => partAbout<PartOf<'prompts'>>(parts, 'prompts');
export const receivedPart = (parts: readonly Part[]) => partAbout<PartOf<'received'>>(parts, 'received');

/** Adds a zone to a triad's region or takes it out. A drawn region is replaced by the zone. */
export function withZone(parts: readonly Part[], signifier: string, zone: string): Part[] {
  const before = triadPart(parts, signifier);
  const zones = toggled(before?.zones ?? [], zone);
  const after =
    zones.length > 0 ? { kind: 'triad' as const, not: before?.not ?? false, signifier, zones } : undefined;
  return changed(parts, before, after);
}

/** Puts a drawn region in the place of a triad's zones or of the region drawn before. */
export function withRegion(parts: readonly Part[], signifier: string, polygon: Weights[]): Part[] {
  const not = triadPart(parts, signifier)?.not ?? false;
  return withPart(parts, { kind: 'triad', not, signifier, polygon });
}

export function withRange(parts: readonly Part[], signifier: string, from: number, to: number): Part[] {
  const not = dyadPart(parts, signifier)?.not ?? false;
  return withPart(parts, { kind: 'dyad', not, signifier, from: ten(from), to: ten(to) });
}

/** Adds a fifth to the range when it is next to it, removes it from an end, or starts again with it. */
export function withFifth(parts: readonly Part[], signifier: string, fifth: number): Part[] {
  const before = dyadPart(parts, signifier);
  const chosen = before ? stretched(fifthsIn(before.from, before.to), fifth) : [fifth];
  const [first, last] = [chosen[0], chosen.at(-1)];
  if (first === undefined || last === undefined) return changed(parts, before, undefined);
  return withRange(parts, signifier, lowerEdge(first, 5), ten((last + 1) / 5));
}

export function withRectangle(
  parts: readonly Part[],
  signifier: string,
  stone: string,
  x: Interval,
  y: Interval,
): Part[] {
  const not = stonePart(parts, signifier, stone)?.not ?? false;
  return withPart(parts, {
    kind: 'stone',
    not,
    signifier,
    stone,
    x: [ten(x[0]), ten(x[1])],
    y: [ten(y[0]), ten(y[1])],
  });
}

/** Selects one of a stone's nine cells; the selected cell alone is let go. `extend` makes the rectangle reach it. */
export function withCell(
  parts: readonly Part[],
  signifier: string,
  stone: string,
  cell: number,
  extend: boolean,
): Part[] {
  const before = stonePart(parts, signifier, stone);
  const [column, row] = [cell % 3, Math.floor(cell / 3)];
  const own = { x: thirds(column, column), y: thirds(row, row) };
  if (before && same(before.x, own.x) && same(before.y, own.y)) return without(parts, before);
  if (!before || !extend) return withRectangle(parts, signifier, stone, own.x, own.y);
  const both = (a: Interval, b: Interval): Interval => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
  return withRectangle(parts, signifier, stone, both(before.x, own.x), both(before.y, own.y));
}

export function withOption(parts: readonly Part[], signifier: string, option: string): Part[] {
  const before = answersPart(parts, signifier);
  const options = toggled(before?.options ?? [], option);
  const after =
    options.length > 0
      ? { kind: 'answers' as const, not: before?.not ?? false, signifier, options }
      : undefined;
  return changed(parts, before, after);
}

export function withPrompt(parts: readonly Part[], prompt: string): Part[] {
  const before = promptsPart(parts);
  const ids = toggled(before?.ids ?? [], prompt);
  const after = ids.length > 0 ? { kind: 'prompts' as const, not: before?.not ?? false, ids } : undefined;
  return changed(parts, before, after);
}

/** Searches for a text; an empty one searches for nothing. A negated text stays as it is. */
export function withText(parts: readonly Part[], text: string): Part[] {
  const before = parts.find((part): part is PartOf<'text'> => part.kind === 'text' && !part.not);
  const words = text.trim();
  return changed(parts, before, words ? { kind: 'text', not: false, text: words } : undefined);
}

/** Days from `from` to `to` as the service counts them; either may be empty. */
export function withDays(parts: readonly Part[], from: string, to: string): Part[] {
  const before = receivedPart(parts);
  const range = { ...(from && { from }), ...(to && { to }) };
  const after = from || to ? { kind: 'received' as const, not: before?.not ?? false, range } : undefined;
  return changed(parts, before, after);
}

/** The fifths that a range covers wholly. */
export function fifthsIn(from: number, to: number): number[] {
  return [0, 1, 2, 3, 4].filter(
    (fifth) => from <= lowerEdge(fifth, 5) + 1e-9 && to >= (fifth + 1) / 5 - 1e-9,
  );
}

/** The cells that a rectangle covers wholly. */
export function cellsIn(x: Interval, y: Interval): number[] {
  const within = ([from, to]: Interval, third: number) =>
    from <= lowerEdge(third, 3) + 1e-9 && to >= upperEdge(third, 3) - 1e-9;
  return [0, 1, 2, 3, 4, 5, 6, 7, 8].filter((cell) => within(x, cell % 3) && within(y, Math.floor(cell / 3)));
}

function stretched(chosen: number[], fifth: number): number[] {
  const [first, last] = [chosen[0], chosen.at(-1)];
  if (first === undefined || last === undefined) return [fifth];
  if (fifth === first || fifth === last) return chosen.filter((other) => other !== fifth);
  if (fifth === first - 1 || fifth === last + 1) return [...chosen, fifth].sort((a, b) => a - b);
  return [fifth];
}

/** Parts are closed on the right: all but the first begin a ten-thousandth after the cut. */
function lowerEdge(part: number, of: number): number {
  return part === 0 ? 0 : upperEdge(part - 1, of) + 0.0001;
}

function upperEdge(part: number, of: number): number {
  return Math.floor(((part + 1) / of) * 10_000 + 1e-9) / 10_000;
}

function thirds(from: number, to: number): Interval {
  return [ten(lowerEdge(from, 3)), ten(upperEdge(to, 3))];
}

function same(a: Interval, b: Interval): boolean {
  return Math.abs(a[0] - b[0]) < 1e-6 && Math.abs(a[1] - b[1]) < 1e-6;
}

/** Rounded to ten-thousandths, as the service keeps positions. */
function ten(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
}
