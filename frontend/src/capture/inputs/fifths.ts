// The five places between two ends, in words.
import type { Dictionary } from '../../lib/i18n';

export function fifthLabels(low: string, high: string, words: Dictionary): string[] {
  return [low, words.dyad.nearer(low), words.dyad.middle, words.dyad.nearer(high), high];
}
