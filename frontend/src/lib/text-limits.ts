// What the service makes of a text, and how long it may be. `src/model/limits.rs` does the same.

export const STORY_LIMIT = 5_000;
export const TITLE_LIMIT = 200;
export const WRITE_IN_LIMIT = 200;

/** From this many letters left, the page says how many there are. */
export const NEARLY = 500;

/** Bytes that a letter may take up on average: more of them count as further letters. */
const BYTES_A_LETTER = 13;

/** Controls that the service takes out. */
const UNWANTED = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad\u180e]|(?![\n\t])\p{Cc}/gu;
/** What shows something. No property says that the braille pattern without dots is blank. */
const VISIBLE = /[^\p{Z}\p{M}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

const segmenter =
  'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : undefined;

/** Whether a text shows nothing: it is empty, or all of it is white space, invisible signs, and marks on nothing. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** A text as the service stores it. */
export function cleaned(text: string): string {
  if (isBlank(text)) return '';
  return text.replace(/\r\n?/g, '\n').normalize('NFC').replace(UNWANTED, '').trim();
}

/**
 * The length of a text: the letters that a reader counts (graphemes), or as many as take up the same room, where marks and
 * joined signs take up more. Browsers that cannot tell graphemes count code points.
 */
export function lengthOf(text: string): number {
  const kept = cleaned(text);
  return Math.max(graphemes(kept), Math.ceil(new TextEncoder().encode(kept).length / BYTES_A_LETTER));
}

function graphemes(text: string): number {
  if (!segmenter) return Array.from(text).length;
  let count = 0;
  for (const grapheme of segmenter.segment(text)) count += grapheme ? 1 : 0;
  return count;
}
