// A word in its context: one line for each story, with the word in the middle (keyword in context, KWIC).
import type { SearchHit } from '../../../api/types';

export interface ContextLine {
  id: string;
  title: string;
  language: string;
  before: string;
  hit: string;
  after: string;
}

/** Characters on either side of the word. */
const SIDE = 70;

/** The part of a story's snippet around the term; `undefined` when the snippet does not have it. */
export function contextLine(
  { id, title, language, snippet }: SearchHit,
  term: string,
): ContextLine | undefined {
  const hits = snippet.flatMap(({ hit }, i) => (hit ? [i] : []));
  const at = hits.find((i) => isOf(snippet[i]?.text ?? '', term)) ?? hits[0];
  if (at === undefined) return undefined;
  const text = (from: number, to: number) =>
    snippet
      .slice(from, to)
      .map((fragment) => fragment.text)
      .join('');
  return {
    id,
    title,
    language,
    before: lastOf(text(0, at)),
    hit: text(at, at + 1),
    after: firstOf(text(at + 1, snippet.length)),
  };
}

/** Whether a marked word is a form of the term: it begins with the same letters. */
function isOf(marked: string, term: string): boolean {
  const [one, other] = [marked, term].map((word) => word.toLocaleLowerCase());
  const letters = Math.max(3, (other?.length ?? 0) - 3);
  return one?.slice(0, letters) === other?.slice(0, letters);
}

function lastOf(text: string): string {
  if (text.length <= SIDE) return text;
  const cut = text.slice(-SIDE);
  return `…${cut.slice(cut.indexOf(' ') + 1)}`;
}

function firstOf(text: string): string {
  if (text.length <= SIDE) return text;
  const cut = text.slice(0, SIDE);
  return `${cut.slice(0, cut.lastIndexOf(' '))}…`;
}
