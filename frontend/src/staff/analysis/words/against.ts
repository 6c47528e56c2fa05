// What the words of a selection are compared with, as a part of the address; and a text query with one more word.

/** All other stories, or B without the stories of the selection. */
export type Against = 'others' | 'pinned';

const ALL: readonly Against[] = ['others', 'pinned'];

/** What an address says, or what in it there is not: a name and its value. */
export function againstAt(query: string): {
  against: Against | undefined;
  wrong: [name: string, value: string][];
} {
  const given = new URLSearchParams(query);
  const value = given.get('against');
  if (value === null) return { against: undefined, wrong: [] };
  const against = ALL.find((known) => known === value);
  if (!against || (against === 'pinned' && !given.has('b')))
    return { against: undefined, wrong: [['against', value]] };
  return { against, wrong: [] };
}

/** A query that also asks for a word or a phrase. What has several words is put in quotation marks. */
export function queryWith(query: string, term: string): string {
  const plain = term.replaceAll('"', ' ').trim();
  const wanted = /^[\p{L}\p{N}\p{M}]+$/u.test(plain) ? plain : `"${plain}"`;
  const before = query.trim();
  if (before === '') return wanted;
  return /\b(OR|AND|NOT)\b/.test(before) ? `(${before}) AND ${wanted}` : `${before} ${wanted}`;
}
