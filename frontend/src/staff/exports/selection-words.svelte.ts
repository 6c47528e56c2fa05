// Selections in words. Each needs the texts of its framework, which are read once.
import { getFramework } from '../../api/staff';
import type { Selection } from '../../api/types';
import { Lexicon } from '../selection/lexicon';
import { partsOf } from '../selection/parts';
import { analysis } from '../texts';

export class SelectionWords {
  #lexicons = $state.raw<Readonly<Record<string, Lexicon>>>({});
  #asked: readonly string[] = [];

  /** Reads the frameworks of these selections, as far as they are not known yet. */
  async learn(selections: readonly Selection[]): Promise<void> {
    const slugs = selections.flatMap(({ framework }) => framework ?? []);
    const unknown = slugs.filter((slug, at) => slugs.indexOf(slug) === at && !this.#asked.includes(slug));
    for (const slug of unknown) {
      this.#asked = [...this.#asked, slug];
      const answer = await getFramework(slug);
      if (answer.ok) this.#lexicons = { ...this.#lexicons, [slug]: new Lexicon(answer.value) };
      else this.#asked = this.#asked.filter((other) => other !== slug);
    }
  }

  /** The parts of a selection in a sentence; as JSON while its framework is not known. */
  of(selection: Selection): string {
    const lexicon = this.#lexicons[selection.framework ?? ''];
    if (!lexicon) return Object.keys(selection).length > 0 ? JSON.stringify(selection) : analysis.all;
    return lexicon.clauses(partsOf(selection)) || analysis.all;
  }
}
