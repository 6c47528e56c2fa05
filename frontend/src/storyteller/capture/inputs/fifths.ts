// The five places between two ends, in words.
import type { Dictionary } from '../../../lib/i18n';
import { pictureFor } from '../../../lib/pictures/index.svelte';

export function fifthLabels(low: string, high: string, words: Dictionary): string[] {
  return [low, words.dyad.nearer(low), words.dyad.middle, words.dyad.nearer(high), high];
}

/**
 * The ids of the pictures for the five places, the closest first for each picture: the ends have their own, and a question may
 * have pictures for the places between. Without them the place next to an end has that of the end, and the middle has both.
 */
export function fifthPictures(low: string, high: string, fifth: number, between?: string): string[][] {
  const own = between === undefined ? undefined : `${between}/${fifth + 1}of5`;
  if (fifth === 2) return own && pictureFor([own]) ? [[own]] : [[low], [high]];
  const end = fifth < 2 ? low : high;
  return [own && fifth % 4 !== 0 ? [own, end] : [end]];
}
