// The table of a figure: the numbers that are drawn, as they are shown and as they are exported.

export interface Cell {
  text: string;
  /** What a file holds: the number itself, or the text when missing. */
  value?: number | null | undefined;
}

export interface Column {
  label: string;
  /** Whether it holds numbers. */
  number?: boolean;
}

export interface FigureTable {
  columns: readonly Column[];
  /** The first cell of a row is its heading. */
  rows: readonly (readonly Cell[])[];
}

export const NONE = '–';

export const textCell = (text: string): Cell => ({ text });

/** A number in a cell; a dash when it is missing. */
export function numberCell(value: number | null | undefined, format: (value: number) => string): Cell {
  return value == null ? { text: NONE, value: null } : { text: format(value), value };
}
