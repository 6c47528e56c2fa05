// How long texts may be, counted as a reader counts letters (graphemes), as the service counts them.

export const STORY_LIMIT = 5_000;
export const TITLE_LIMIT = 200;
export const WRITE_IN_LIMIT = 200;

/** From this many letters left, the page says how many there are. */
export const NEARLY = 500;

const segmenter =
  'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : undefined;

/** The number of graphemes in a text (code points in browsers that cannot tell). */
export function lengthOf(text: string): number {
  const trimmed = text.trim();
  if (!segmenter) return Array.from(trimmed).length;
  let count = 0;
  for (const grapheme of segmenter.segment(trimmed)) count += grapheme ? 1 : 0;
  return count;
}
