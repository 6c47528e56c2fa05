// Tables as CSV (RFC 4180). Text that a spreadsheet would take for a formula is marked as text.
import type { Cell, FigureTable } from './table';

const LINE = '\r\n';
/** Spreadsheets take a file for UTF-8 by this. */
const MARK = '\ufeff';

/** A field; `'` keeps a spreadsheet from running it (OWASP, CSV injection). */
export function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function fieldOf({ text, value }: Cell): string {
  if (value === undefined) return field(text);
  return value === null ? '' : String(value);
}

/** A table with what is known about it above, an empty line between. */
export function csvOf(
  title: string,
  about: readonly (readonly [name: string, value: string])[],
  { columns, rows }: FigureTable,
): string {
  const lines = [
    field(title),
    ...about.map(([name, value]) => [name, value].map(field).join(',')),
    '',
    columns.map(({ label }) => field(label)).join(','),
    ...rows.map((row) => row.map(fieldOf).join(',')),
  ];
  return MARK + lines.map((line) => line + LINE).join('');
}
