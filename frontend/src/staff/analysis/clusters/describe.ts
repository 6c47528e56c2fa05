// What a small map shows, in words.
import type { Lexicon } from '../../selection/lexicon';
import { clusters } from '../../texts';
import type { Telling } from './telling';

const words = clusters.card;

export function describe(
  one: Telling,
  lexicon: Lexicon,
): { question: string; difference: string; words: string } {
  const question = lexicon.question(one.id);
  switch (one.kind) {
    case 'triad': {
      const corners = lexicon.corners(one.triad);
      const weights = (of: readonly number[]) =>
        corners.map((corner, i) => words.picture.weight(corner, of[i] ?? 0));
      return {
        question,
        difference: words.difference.triad(one.difference),
        words: words.picture.triad(weights(one.own), one.rest && weights(one.rest)),
      };
    }
    case 'dyad':
      return {
        question,
        difference: words.difference.dyad(one.difference),
        words: words.picture.dyad(one.own, one.rest, ...lexicon.ends(one.dyad)),
      };
    case 'stones':
      return {
        question,
        difference: words.difference.stones(one.difference),
        words: words.picture.stone(lexicon.stone(one.stones, one.stone), one.own, one.rest),
      };
    case 'choice':
      return {
        question,
        difference: words.difference.choice(one.own, one.rest),
        words: words.picture.choice(lexicon.option(one.choice, one.option), one.own, one.rest),
      };
  }
}
