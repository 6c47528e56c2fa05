// The formats of exports, as the page offers them.

/** More stories than this need a second person, as the service's own policy has it (src/disclosure/policy.rs). */
export const MOST_ALONE = 1000;

/** What most people need comes first. */
const ORDER = ['xlsx', 'csv', 'datapackage', 'parquet', 'jsonl', 'sensemaker'];

/** Formats that are asked for as one table; the others are one file of all tables. */
const ONE_TABLE = ['csv', 'parquet'];

/** The formats that the service writes, in the order of the page. */
export function formatsInOrder(names: readonly string[]): string[] {
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return [...names].sort((a, b) => place(a) - place(b));
}

/** The table to ask for, where a format is one table. */
export function tableOf(format: string): 'stories' | undefined {
  return ONE_TABLE.includes(format) ? 'stories' : undefined;
}
