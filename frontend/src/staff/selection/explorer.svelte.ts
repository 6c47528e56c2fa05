// What the analyst looks at: the selection, and the service's answers to it. Changes go into the address at once and
// to the service a moment later; an answer that was overtaken is dropped.
import { getPatterns, search } from '../../api/staff';
import type { Result } from '../../api/client';
import type { Failure } from '../../api/problem';
import type { SearchHit, Framework, Patterns, SearchResults, Sort } from '../../api/types';
import { PLAIN, queryOf, viewAt, type Layer, type Shown, type View } from './query';
import { Lexicon } from './lexicon';
import { partsOf, selectionOf, type Part } from './parts';

const REST = 120;
const PAGE = 20;
const ACROSS = 12;
const RETRY = 2_000;

export class Explorer {
  parts: Part[] = $state.raw([]);
  layer: Layer = $state(PLAIN.layer);
  shown: Shown = $state(PLAIN.shown);
  sort: Sort = $state('relevance');

  patterns: Patterns | undefined = $state.raw();
  /** The layer that `patterns` were asked for. */
  drawn: Layer = $state(PLAIN.layer);
  stories: readonly SearchHit[] = $state.raw([]);
  next: string | null | undefined = $state();
  /** The story that is being read; its place is shown on the maps. */
  opened: SearchHit | undefined = $state.raw();
  busy = $state(true);
  failure: Failure | undefined = $state.raw();
  /** Whether the address held parts that this framework does not know. */
  dropped = $state(false);

  readonly lexicon: Lexicon;
  readonly selection = $derived.by(() => selectionOf(this.framework.slug, this.parts));
  readonly hasText = $derived(this.parts.some((part) => part.kind === 'text' && !part.not));

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;

  constructor(
    readonly framework: Framework,
    /** Called when the session has ended. */
    readonly onSignedOut: () => void,
  ) {
    this.lexicon = new Lexicon(framework);
  }

  /** Takes the view from the address. */
  open(query: string): void {
    const view = viewAt(query);
    const parts = partsOf(view.selection);
    this.parts = parts.filter((part) => this.lexicon.knows(part));
    this.dropped = this.parts.length < parts.length;
    this.layer = view.layer;
    this.shown = view.shown;
    void this.#ask();
  }

  /** Selects other stories. */
  select(parts: Part[]): void {
    this.parts = parts;
    this.dropped = false;
    this.#remember();
    this.#askSoon();
  }

  setLayer(layer: Layer): void {
    this.layer = layer;
    this.#remember();
    this.#askSoon();
  }

  setShown(shown: Shown): void {
    this.shown = shown;
    this.#remember();
  }

  setSort(sort: Sort): void {
    this.sort = sort;
    this.#askSoon();
  }

  askAgain = (): void => void this.#ask();

  /** Adds the next page of stories. */
  async more(): Promise<void> {
    const asking = this.#asking;
    if (!this.next || !asking) return;
    const answer = await this.#search(asking.signal, this.next).catch(() => undefined);
    if (!answer || asking !== this.#asking) return;
    if (!answer.ok) return this.#fail(answer.failure);
    const known = this.stories.map((story) => story.id);
    this.stories = [...this.stories, ...answer.value.stories.filter((story) => !known.includes(story.id))];
    this.next = answer.value.next;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  #remember(): void {
    const view: View = { selection: this.selection, layer: this.layer, shown: this.shown };
    history.pushState(null, '', location.pathname + queryOf(view));
  }

  #askSoon(): void {
    clearTimeout(this.#timer);
    this.busy = true;
    this.#timer = setTimeout(() => void this.#ask(), REST);
  }

  async #ask(): Promise<void> {
    this.stop();
    const asking = new AbortController();
    this.#asking = asking;
    this.busy = true;
    const layer = this.layer;
    const asked = {
      selection: this.selection,
      hexagons: { across: ACROSS },
      ...(layer === 'density' ? { density: {} } : {}),
    };
    const answers = await Promise.all([getPatterns(asked, asking.signal), this.#search(asking.signal)]).catch(
      () => undefined,
    );
    if (!answers || asking !== this.#asking) return;
    const [patterns, found] = answers;
    if (!patterns.ok) return this.#fail(patterns.failure);
    if (!found.ok) return this.#fail(found.failure);
    this.patterns = patterns.value;
    this.drawn = layer;
    this.stories = found.value.stories;
    this.next = found.value.next;
    if (!this.stories.some((story) => story.id === this.opened?.id)) this.opened = undefined;
    this.failure = undefined;
    this.busy = false;
  }

  #search(signal: AbortSignal, cursor?: string): Promise<Result<SearchResults>> {
    const sort = this.hasText ? this.sort : 'newest';
    return search({ selection: this.selection, limit: PAGE, sort, ...(cursor && { cursor }) }, signal);
  }

  #fail(failure: Failure): void {
    this.busy = false;
    if (failure.problem?.status === 401) return this.onSignedOut();
    this.failure = failure;
    // The service is still reading its stories in: it will be there in a moment.
    if (failure.problem?.status === 503) this.#timer = setTimeout(() => void this.#ask(), RETRY);
  }
}
