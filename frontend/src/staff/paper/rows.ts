// Which questions are side by side on paper, and how rows break across pages.
import type { Item } from './form';
import type { Printing } from './printing';

export type RowContent =
  | { kind: 'head' }
  | { kind: 'items'; items: Item[] }
  | { kind: 'story'; number: number; more: boolean }
  | { kind: 'slip' };

/** The rows of a form, in order. Triads and short lists come in pairs; large print has one question in a row. */
export function rowsOf({ items, size, said }: Printing): RowContent[] {
  const rows: RowContent[] = [{ kind: 'head' }];
  for (const item of items) {
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
