// The selection of a page: its parts, how they are edited, and its place in the address. It makes no requests; a page
// that shows the selected stories is told of every change.
import type { Framework } from '../../api/types';
import { Lexicon } from './lexicon';
import { partsOf, selectionOf, type Part } from './parts';
import { queryOf, selectionAt } from './query';

interface Options {
  /** What the page keeps in its address beside the selection. */
  beside?: () => Record<string, string>;
  /** Called after the selection was edited. */
  changed?: () => void;
}

export class SelectionState {
  parts: readonly Part[] = $state.raw([]);
  /** Whether the address held parts that this framework does not know. */
  dropped = $state(false);

  readonly lexicon: Lexicon;
  /** The selection as the API takes it. */
  readonly value = $derived.by(() => selectionOf(this.framework.slug, this.parts));
  /** Whether stories are searched for words. */
  readonly hasText = $derived(this.parts.some((part) => part.kind === 'text' && !part.not));

  readonly #beside: () => Record<string, string>;
  readonly #changed: () => void;

  constructor(
    readonly framework: Framework,
    { beside = () => ({}), changed = () => undefined }: Options = {},
  ) {
    this.lexicon = new Lexicon(framework);
    this.#beside = beside;
    this.#changed = changed;
  }

  /** Takes the selection from the query string of an address. */
  open(query: string): void {
    const parts = partsOf(selectionAt(query));
    this.parts = parts.filter((part) => this.lexicon.knows(part));
    this.dropped = this.parts.length < parts.length;
  }

  /** Selects other stories. */
  select(parts: readonly Part[]): void {
    this.parts = parts;
    this.dropped = false;
    this.pushAddress();
    this.#changed();
  }

  /** Puts the page as it is now into the address, as a new entry of the browser's history. */
  pushAddress(): void {
    history.pushState(null, '', location.pathname + queryOf(this.value, this.#beside()));
  }
}
