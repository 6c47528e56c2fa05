// The five places between two ends, in words.
import type { Dictionary } from '../../../lib/i18n';

export function fifthLabels(low: string, high: string, words: Dictionary): string[] {
  return [low, words.dyad.nearer(low), words.dyad.middle, words.dyad.nearer(high), high];
}

/** The ids of the pictures for the five places: the ends have their own, and the middle has both. */
export function fifthPictures(low: string, high: string, fifth: number): string[] {
  if (fifth === 2) return [low, high];
  return [fifth < 2 ? low : high];
}
