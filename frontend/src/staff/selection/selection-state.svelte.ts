// The selection of a page: its parts, the selection that is pinned beside it, how they are edited, and their place in the
// address. It makes no requests; a page that shows the selected stories is told of every change.
import type { Framework, Selection } from '../../api/types';
import { Lexicon } from './lexicon';
import { namingAt, namingOf, namingParameters, type Naming } from './naming';
import { partsOf, selectionOf, type Part } from './parts';
import { hasPinned, queryOf, selectionAt } from './query';

interface Options {
  /** What the page keeps in its address beside the selection. */
  beside?: () => Record<string, string>;
  /** Called after the selection was edited. */
  changed?: () => void;
}

export class SelectionState {
  parts: readonly Part[] = $state.raw([]);
  /** The selection that this one is compared with, called B. */
  pinned: readonly Part[] | undefined = $state.raw();
  #named: Naming | undefined = $state.raw();
  #pinnedNamed: Naming | undefined = $state.raw();

  readonly lexicon: Lexicon;
  /** The selection as the API takes it. */
  readonly value = $derived.by(() => selectionOf(this.framework.slug, this.parts));
  /** The pinned selection as the API takes it. */
  readonly pinnedValue: Selection | undefined = $derived.by(
    () => this.pinned && selectionOf(this.framework.slug, this.pinned),
  );
  /** The name of some of the parts, for as long as all of them are selected. */
  readonly naming: Naming | undefined = $derived.by(() => namingOf(this.#named, this.parts));
  readonly pinnedNaming: Naming | undefined = $derived.by(() =>
    namingOf(this.#pinnedNamed, this.pinned ?? []),
  );
  /** Whether stories are searched for words. */
  readonly hasText = $derived(this.parts.some((part) => part.kind === 'text' && !part.not));
  /** The query string of both selections, for links to other pages. */
  readonly query = $derived.by(() => queryOf(this.value, this.#namings(), this.pinnedValue));

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

  /** Takes both selections from the query string of an address, without what the framework does not know. */
  open(query: string): void {
    const known = (selection: Selection) => partsOf(selection).filter((part) => this.lexicon.knows(part));
    this.parts = known(selectionAt(query));
    this.pinned = hasPinned(query) ? known(selectionAt(query, 'b')) : undefined;
    this.#named = namingAt(query, 's', this.parts);
    this.#pinnedNamed = namingAt(query, 'b', this.pinned ?? []);
  }

  /**
   * Selects other stories.
   *
   * @param sameAct Whether this goes on with the last edit, as typing does, so that going back undoes both.
   */
  select(parts: readonly Part[], { sameAct = false } = {}): void {
    this.#edit(() => (this.parts = parts), sameAct);
  }

  /** Keeps the selection of now as B. */
  pin(): void {
    this.#edit(() => {
      this.pinned = this.parts;
      this.#pinnedNamed = this.naming;
    });
  }

  unpin(): void {
    this.#edit(() => (this.pinned = undefined));
  }

  /** Makes B the selection, and the selection B. */
  swap(): void {
    const { parts, pinned, naming, pinnedNaming } = this;
    if (!pinned) return;
    this.#edit(() => {
      this.parts = pinned;
      this.pinned = parts;
      this.#named = pinnedNaming;
      this.#pinnedNamed = naming;
    });
  }

  /** Puts the page as it is now into the address, as a new entry of the browser's history. */
  pushAddress(): void {
    history.pushState(null, '', this.#address());
  }

  /** The same in place of the entry that the browser's history is at. */
  replaceAddress(): void {
    history.replaceState(null, '', this.#address());
  }

  #edit(change: () => void, sameAct = false): void {
    change();
    if (sameAct) this.replaceAddress();
    else this.pushAddress();
    this.#changed();
  }

  #address(): string {
    const beside = { ...this.#beside(), ...this.#namings() };
    return location.pathname + queryOf(this.value, beside, this.pinnedValue);
  }

  #namings(): Record<string, string> {
    return { ...namingParameters(this.naming), ...namingParameters(this.pinnedNaming, 'b') };
  }
}
