import { beforeEach, expect, test, vi } from 'vitest';
import document from '../../../../../src/frameworks/sheffield-send.json';
import type { SearchHit, SearchRequest, SearchResults } from '../../../api/types';
import type { Framework } from '../../../lib/framework';
import { SelectionState } from '../../selection/selection-state.svelte';
import { StoryList } from './story-list.svelte';

const requests: SearchRequest[] = [];
vi.mock('../../../api/staff', () => ({
  search: async (request: SearchRequest) => {
    requests.push(request);
    return { ok: true, value: page([]) };
  },
}));

const hit = (id: string) => ({ id }) as SearchHit;
const page = (ids: string[], next: string | null = null) =>
  ({ stories: ids.map(hit), next }) as unknown as SearchResults;
const { signal } = new AbortController();

let selection: SelectionState;
let list: StoryList;

beforeEach(() => {
  requests.length = 0;
  selection = new SelectionState(document as unknown as Framework);
  list = new StoryList(selection);
});

const shown = () => list.stories.map(({ id }) => id);

test('the next page is added below, and a story that moved to it is shown once', () => {
  list.show(page(['a', 'b'], 'cursor-2'));
  expect([shown(), list.next]).toEqual([['a', 'b'], 'cursor-2']);
  list.append(page(['b', 'c']));
  expect([shown(), list.next]).toEqual([['a', 'b', 'c'], null]);
});

test('the open story stays open while it is among those that were found', () => {
  list.show(page(['a', 'b']));
  list.opened = hit('b');
  list.show(page(['b', 'c']));
  expect(list.opened?.id).toBe('b');
  list.show(page(['c']));
  expect(list.opened).toBeUndefined();
});

test('stories are in order of relevance only where words are searched for', async () => {
  await list.request(signal);
  selection.open('?s={"text":"bus"}');
  await list.request(signal);
  list.sort = 'newest';
  await list.request(signal);
  expect(requests.map(({ sort }) => sort)).toEqual(['newest', 'relevance', 'newest']);
});

test('a page is requested with the selection, and with its cursor', async () => {
  selection.open('?s={"text":"bus"}');
  await list.request(signal);
  await list.request(signal, 'cursor-2');
  expect(requests.map(({ selection, limit, cursor }) => [selection?.text, limit, cursor])).toEqual([
    ['bus', 20, undefined],
    ['bus', 20, 'cursor-2'],
  ]);
});
