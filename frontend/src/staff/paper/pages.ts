// Puts the rows of a form onto pages by their measured heights, so that none is ever cut.

export interface Row {
  /** Its height, in any unit. */
  height: number;
  /** Fills the rest of its page, or a new page if less than this height is left. */
  atLeast?: number;
  /** Stays on one page with the row after it. */
  withNext?: boolean;
}

interface Room {
  first: number;
  others: number;
}

/** The rows of each page, as indices. A row that is higher than a page gets one to itself. */
export function pagesOf(rows: readonly Row[], room: Room, gap: number): number[][] {
  const pages: number[][] = [];
  let left = 0;
  let full = true;
  rows.forEach((row, i) => {
    const next = row.withNext ? rows[i + 1] : undefined;
    const wanted = row.atLeast ?? row.height + (next ? gap + next.height : 0);
    const page = pages.at(-1);
    if (!page || full || left < wanted + gap) {
      pages.push([i]);
      left = (pages.length === 1 ? room.first : room.others) - row.height;
    } else {
      page.push(i);
      left -= gap + row.height;
    }
    full = row.atLeast !== undefined;
  });
  return pages;
}
