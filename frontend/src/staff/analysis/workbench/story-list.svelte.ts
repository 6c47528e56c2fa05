// The selected stories that may be read, a page at a time, in what order, and which of them is open. Order, seed and the open story
// are a part of the page's address.
import { getStory, search } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type { NearPlace, SearchHit, SearchRequest, SearchResults, Sort } from '../../../api/types';
import type { SelectionState } from '../../selection/selection-state.svelte';
import { listParametersOf, listSettingsAt, FIRST_SEED } from './list-settings';

const PAGE_SIZE = 20;

/** What is known of a story that is being read. */
export type ReadStory = Pick<
  SearchHit,
  'id' | 'title' | 'language' | 'received' | 'answers' | 'redacted' | 'quotable'
> &
  Partial<Pick<SearchHit, 'snippet' | 'not_asked'>>;

export class StoryList {
  stories: readonly SearchHit[] = $state.raw([]);
  /** The cursor of the next page; nothing after the last page. */
  next: string | null | undefined = $state();
  /** Whether there are stories whose texts are not shown, because a filter says who told them. */
  textsNotShown = $state(false);
  /** The story that is being read. */
  opened: ReadStory | undefined = $state.raw();
  /** The order that the analyst chose; nothing for the one that fits the selection. */
  chosen: Sort | undefined = $state();
  /** Which random sample. */
  seed: number = $state(FIRST_SEED);
  /** The place to which stories are nearest, once one was chosen. */
  near: NearPlace | undefined = $state.raw();
  /** Whether the open story of the address is not there, or may not be read. */
  missing: boolean = $state(false);

  /** A random sample, or the best matches where words are searched for. Without words there is no relevance. */
  readonly sort: Sort = $derived.by(() => {
    if (this.chosen === 'nearest') return this.near ? 'nearest' : 'random';
    if (!this.selection.hasText) return this.chosen === 'newest' ? 'newest' : 'random';
    return this.chosen ?? 'relevance';
  });

  /** The open story of the address, until it is found. */
  #wanted: string | undefined;

  constructor(private readonly selection: SelectionState) {}

  /** What the address says of the list. */
  get parameters(): Record<string, string> {
    const { chosen: sort, seed, near } = this;
    return listParametersOf({ sort, seed, near, story: this.opened?.id ?? this.#wanted });
  }

  /** Takes the order and the open story from the query string of an address. */
  open(query: string): void {
    const { sort, seed, story, near } = listSettingsAt(query);
    this.chosen = sort;
    this.near = near;
    this.seed = seed;
    this.missing = false;
    this.#wanted = story;
    if (this.opened?.id !== story) this.opened = undefined;
  }

  /** Requests the first page of the selection, or the page at a cursor. */
  request(signal: AbortSignal, cursor?: string): Promise<Result<SearchResults>> {
    const { sort, seed, near } = this;
    const request: SearchRequest = {
      selection: this.selection.value,
      limit: PAGE_SIZE,
      sort,
      ...(sort === 'random' && { seed }),
      ...(sort === 'nearest' && near && { near }),
      ...(cursor && { cursor }),
    };
    return search(request, signal);
  }

  /** Shows a first page. A story that is not on it is closed, unless the address asks for it. */
  show({ stories, next, texts_not_shown: textsNotShown = false }: SearchResults): void {
    this.stories = stories;
    this.textsNotShown = textsNotShown;
    this.next = next;
    const wanted = this.#wanted;
    this.#wanted = undefined;
    if (wanted === undefined) {
      if (!this.isListed(this.opened?.id)) this.opened = undefined;
    } else if (this.opened?.id !== wanted) {
      this.opened = stories.find(({ id }) => id === wanted);
      if (!this.opened) void this.#load(wanted);
    }
  }

  /** Shows another page below. A story that moved from one page to the next is shown once. */
  append({ stories, next }: SearchResults): void {
    this.stories = [...this.stories, ...stories.filter((story) => !this.isListed(story.id))];
    this.next = next;
  }

  isListed(id: string | undefined): boolean {
    return this.stories.some((story) => story.id === id);
  }

  /** The open story of a link may be on no page that is shown. */
  async #load(id: string): Promise<void> {
    const answer = await getStory(id);
    if (this.opened) return;
    if (!answer.ok) {
      this.missing = answer.failure.problem?.status === 404;
      return;
    }
    const { title, language, received, answers, redacted, consent } = answer.value;
    const quotable = consent.quotation ?? false;
    this.opened = { id, title, language, received, answers, redacted, quotable };
  }
}
