// The page of words: which words tell the selection from other stories.
import type { Framework, KeyTerm, Words } from '../../../api/types';
import { getWords } from '../../../api/staff';
import { withText } from '../../selection/edits';
import type { About } from '../../figures/about';
import { aboutOf, askedFor } from '../workbench/about-figure';
import type { AnalysisView } from '../workbench/analysis-view';
import { Loader } from '../workbench/loader.svelte';
import { Workbench } from '../workbench/workbench.svelte';
import { againstAt, queryWith, type Against } from './against';

const SEED = 1;

interface Answered {
  against: Against;
  words: Words;
  about: About;
}

export class Telling implements AnalysisView {
  /** What the selection is compared with; B when there is one and the address does not say. */
  chosen: Against | undefined = $state();
  words: Words | undefined = $state.raw();
  /** What the files of `words` say about it. */
  about: About | undefined = $state.raw();
  /** What `words` compares the selection with. */
  compared: Against = $state('others');

  readonly bench: Workbench;
  readonly loader: Loader<Answered>;
  readonly against: Against = $derived.by(() => {
    if (!this.bench.selection.pinned) return 'others';
    return this.chosen ?? 'pinned';
  });

  constructor(framework: Framework, onSignedOut: () => void) {
    this.bench = new Workbench(framework, onSignedOut, {
      parameters: () => ({ ...(this.chosen && { against: this.chosen }) }),
      changed: () => this.#changed(),
    });
    this.loader = new Loader<Answered>({
      request: async (signal) => {
        const { against } = this;
        const { value, pinnedValue } = this.bench.selection;
        const asked = askedFor(this.bench.selection);
        const other = against === 'pinned' && pinnedValue ? { against: pinnedValue } : {};
        const answer = await getWords({ selection: value, ...other, seed: SEED }, signal);
        if (!answer.ok) return answer;
        const { matching, change } = answer.value;
        return {
          ok: true,
          value: { against, words: answer.value, about: aboutOf(asked, matching, change, SEED) },
        };
      },
      show: ({ against, words, about }) => {
        this.about = about;
        this.compared = against;
        this.words = words;
      },
      onSignedOut,
    });
  }

  open(query: string): void {
    this.bench.open(query);
    this.chosen = againstAt(query).against;
    void this.loader.load();
  }

  compareWith(against: Against): void {
    this.chosen = against;
    this.bench.selection.pushAddress();
    this.loader.loadSoon();
  }

  /** Adds a word or a phrase to what the stories are searched for. */
  searchFor(term: KeyTerm['term']): void {
    const { selection } = this.bench;
    const before = selection.parts.find((part) => part.kind === 'text' && !part.not);
    const text = before?.kind === 'text' ? before.text : '';
    selection.select(withText(selection.parts, queryWith(text, term)));
  }

  stop(): void {
    this.bench.stop();
    this.loader.stop();
  }

  /** Without B, nothing can be compared with it. */
  #changed(): void {
    if (this.chosen && !this.bench.selection.pinned) {
      this.chosen = undefined;
      this.bench.selection.replaceAddress();
    }
    this.loader.loadSoon();
  }
}
