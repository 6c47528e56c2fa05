// A place on a map to which stories are nearest, as the API and an address have it: `difference:0.7,0.2,0.1`, `timing:0.31`,
// `around_the_child/school:0.2,0.9`.
import type { NearPlace } from '../../api/types';
import { explore, format } from '../texts';
import type { Lexicon } from './lexicon';

const three = (value: number) => Math.round(value * 1000) / 1000;

export function nearText({ signifier, triad, dyad, stone, at }: NearPlace): string {
  const numbers = triad ?? at ?? [dyad ?? 0];
  return `${signifier}${stone == null ? '' : `/${stone}`}:${numbers.map(three).join(',')}`;
}

/** The place that a text names; nothing when it names none. */
export function nearIn(text: string): NearPlace | undefined {
  const [, signifier = '', stone, list = ''] = /^([^:/]+)(?:\/([^:/]+))?:([\d.,]+)$/.exec(text) ?? [];
  const numbers = list.split(',').map(Number);
  if (!signifier || numbers.some((value) => !(value >= 0 && value <= 1))) return undefined;
  if (stone !== undefined) return numbers.length === 2 ? { signifier, stone, at: numbers } : undefined;
  if (numbers.length === 1) return { signifier, dyad: numbers[0] ?? 0 };
  const sum = numbers.reduce((a, b) => a + b, 0);
  return numbers.length === 3 && Math.abs(sum - 1) < 0.01 ? { signifier, triad: numbers } : undefined;
}

/** Whether the framework has the map of a place. */
export function knowsPlace({ signifier, triad, dyad, stone }: NearPlace, lexicon: Lexicon): boolean {
  if (triad) return lexicon.find('triad', signifier) !== undefined;
  if (dyad != null) return lexicon.find('dyad', signifier) !== undefined;
  return lexicon.find('stones', signifier)?.stones.some(({ id }) => id === stone) ?? false;
}

/** A place in words. */
export function placeInWords({ signifier, triad, dyad, stone, at }: NearPlace, lexicon: Lexicon): string {
  const words = explore.stories;
  const question = lexicon.question(signifier);
  const own = lexicon.find('triad', signifier);
  if (triad && own) {
    const corners = lexicon.corners(own);
    return words.near(
      question,
      triad.map((share, i) => explore.maps.cornerShare(corners[i] ?? '', share)).join(', '),
    );
  }
  const ends = lexicon.find('dyad', signifier);
  if (dyad != null && ends) return words.near(question, words.along(dyad, ...lexicon.ends(ends)));
  const stones = lexicon.find('stones', signifier);
  const [x = 0, y = 0] = at ?? [];
  const label = stones && stone != null ? lexicon.stone(stones, stone) : '';
  return words.near(question, words.spot(label, format.percent(x), format.percent(y)));
}
