// Which questions are side by side on paper, and how rows break across pages.
import type { Item } from './form';
import type { Printing } from './printing';

export type RowContent =
  | { kind: 'head' }
  | { kind: 'items'; items: Item[]; part?: Part }
  | { kind: 'story'; number: number; more: boolean }
  | { kind: 'stop' }
  | { kind: 'slip' };

/** A part of a question with more options than a page has room for: which options, and which part of how many. */
export interface Part {
  from: number;
  to: number;
  number: number;
  of: number;
}

/** The height of a row's question and of each of its options, in any unit. */
export interface Measured {
  head: number;
  /** The lowest point of each option, from the top of the first. */
  bottoms: readonly number[];
}

/** A question in as many parts as it needs, each of which fits on a page with the question repeated above it. */
export function partsOf({ head, bottoms }: Measured, room: number): Part[] {
  const parts: { from: number; to: number }[] = [];
  let from = 0;
  while (from < bottoms.length) {
    const above = bottoms[from - 1] ?? 0;
    let to = from + 1;
    while (to < bottoms.length && head + (bottoms[to] ?? 0) - above <= room) to += 1;
    // In columns, options that are side by side stay so.
    const beside = (i: number) => i < bottoms.length && bottoms[i] === bottoms[i - 1];
    let cut = to;
    while (cut > from + 1 && beside(cut)) cut -= 1;
    if (!beside(cut)) to = cut;
    parts.push({ from, to });
    from = to;
  }
  return parts.map((part, i) => ({ ...part, number: i + 1, of: parts.length }));
}

/** Whether it is asked only of those who want to answer more. */
function isMore(item: Item): boolean {
  return item.kind === 'signifier' && item.ask === 'more';
}

/** The numbers of the first and the last page with such questions. */
export function pagesWithMore(pages: readonly (readonly RowContent[])[]): [from: number, to: number] {
  const numbers = pages.flatMap((page, i) =>
    page.some((row) => row.kind === 'items' && row.items.some(isMore)) ? [i + 1] : [],
  );
  return [numbers[0] ?? 1, numbers.at(-1) ?? 1];
}

/** The rows of a form, in order, with a line before the questions that may be left out. Triads and short lists come in pairs; large print has one question in a row. */
export function rowsOf({ items, size, said }: Printing): RowContent[] {
  const rows: RowContent[] = [{ kind: 'head' }];
  for (const item of items) {
    if (isMore(item) && !rows.some(({ kind }) => kind === 'stop')) rows.push({ kind: 'stop' });
    const last = rows.at(-1);
    if (item.kind === 'story') rows.push({ kind: 'story', number: item.number, more: false });
    else if (size !== 'easy' && last?.kind === 'items' && fitsBeside(last.items, item)) last.items.push(item);
    else rows.push({ kind: 'items', items: [item] });
  }
  return [...rows, { kind: 'slip' }];

  function fitsBeside(before: readonly Item[], item: Item): boolean {
    const [first] = before;
    if (before.length !== 1 || !first) return false;
    return (isTriad(first) && isTriad(item)) || (isShort(first) && isShort(item));
  }

  function isShort(item: Item): boolean {
    if (item.kind !== 'signifier' || item.signifier.kind !== 'choice' || item.signifier.write_in)
      return false;
    const { options } = item.signifier;
    return options.length <= 7 && options.every(({ label }) => said(label).text.length <= 48);
  }
}

function isTriad(item: Item): boolean {
  return item.kind === 'signifier' && item.signifier.kind === 'triad';
}
