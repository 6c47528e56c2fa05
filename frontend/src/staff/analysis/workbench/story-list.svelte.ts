// The selected stories that may be read, a page at a time, and which of them is open.
import { search } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type { SearchHit, SearchRequest, SearchResults, Sort } from '../../../api/types';
import type { SelectionState } from '../../selection/selection-state.svelte';

const PAGE_SIZE = 20;

export class StoryList {
  stories: readonly SearchHit[] = $state.raw([]);
  /** The cursor of the next page; nothing after the last page. */
  next: string | null | undefined = $state();
  /** Whether there are stories whose texts are not shown, because a filter says who told them. */
  textsNotShown = $state(false);
  /** The story that is being read. */
  opened: SearchHit | undefined = $state.raw();
  /** The order when stories are searched for words. Without words there is no relevance. */
  sort: Sort = $state('relevance');

  constructor(private readonly selection: SelectionState) {}

  /** Requests the first page of the selection, or the page at a cursor. */
  request(signal: AbortSignal, cursor?: string): Promise<Result<SearchResults>> {
    const { value, hasText } = this.selection;
    const sort = hasText ? this.sort : 'newest';
    const request: SearchRequest = { selection: value, limit: PAGE_SIZE, sort, ...(cursor && { cursor }) };
    return search(request, signal);
  }

  /** Shows a first page. A story that is not on it is closed. */
  show({ stories, next, texts_not_shown: textsNotShown = false }: SearchResults): void {
    this.stories = stories;
    this.textsNotShown = textsNotShown;
    this.next = next;
    if (!stories.some((story) => story.id === this.opened?.id)) this.opened = undefined;
  }

  /** Shows another page below. A story that moved from one page to the next is shown once. */
  append({ stories, next }: SearchResults): void {
    const known = this.stories.map((story) => story.id);
    this.stories = [...this.stories, ...stories.filter((story) => !known.includes(story.id))];
    this.next = next;
  }
}
