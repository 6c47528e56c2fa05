// Tables as JSON: what is known about them, and a record for each row.
import type { FigureTable } from './table';

/** The file: `{"title": …, "about": {…}, "rows": [{…}]}`; columns and facts keep the names that they have on the page. */
export function jsonOf(
  title: string,
  about: readonly (readonly [name: string, value: string])[],
  { columns, rows }: FigureTable,
): string {
  const records = rows.map((row) =>
    Object.fromEntries(
      row.map(({ text, value }, i) => [
        columns[i]?.label ?? String(i + 1),
        value === undefined ? text : value,
      ]),
    ),
  );
  return `${JSON.stringify({ title, about: Object.fromEntries(about), rows: records }, null, 2)}\n`;
}
