// Cuts a text into sentences, so that each can be spoken and marked by itself.

/** A part of a text, from `from` up to and without `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const ENDS = /[^.!?…。！？؟۔\n]*(?:[.!?…。！？؟۔]+["'”’)]*|\n|$)\s*/gu;

/** The sentences that have something to say. A line break ends a sentence, as in lists and in easy read. */
export function sentences(text: string, language: string): Span[] {
  return cut(text, language).filter(({ from, to }) => /[\p{L}\p{N}]/u.test(text.slice(from, to)));
}

function cut(text: string, language: string): Span[] {
  if ('Segmenter' in Intl) {
    const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
    return Array.from(segmenter.segment(text), ({ index, segment }) => ({
      from: index,
      to: index + segment.length,
    }));
  }
  return Array.from(text.matchAll(ENDS), ({ index, 0: { length } }) => ({ from: index, to: index + length }));
}
