// The questions that can be followed and compared: those of the framework, and those that only its earlier versions ask.
import type { Lexicon } from '../../selection/lexicon';
import { withEarlierQuestions } from './earlier-questions';

export class Questions {
  #known: { of: Lexicon; all: Lexicon } | undefined;

  /** Loads them once for each framework. */
  async of(lexicon: Lexicon): Promise<Lexicon> {
    if (this.#known?.of !== lexicon) this.#known = { of: lexicon, all: await withEarlierQuestions(lexicon) };
    return this.#known.all;
  }

  /** Those that were loaded; before that, those of the framework. */
  knownOf(lexicon: Lexicon): Lexicon {
    return this.#known?.of === lexicon ? this.#known.all : lexicon;
  }
}
