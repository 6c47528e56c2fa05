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
  getStory: async (wanted: string) =>
    wanted === id(404)
      ? { ok: false, failure: { kind: 'unknown', errors: [], problem: { status: 404 } } }
      : { ok: true, value: { id: wanted, consent: { analysis: true, quotation: true } } },
}));

const id = (n: number) => `01990a3e-7c00-7000-8000-${String(n).padStart(12, '0')}`;
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

test('a random sample comes first, or the best matches where words are searched for, until another order is chosen', async () => {
  const sorts = async () => {
    requests.length = 0;
    await list.request(signal);
    return [requests[0]?.sort, requests[0]?.seed];
  };
  expect(await sorts()).toEqual(['random', 1]);
  list.chosen = 'relevance';
  expect(await sorts()).toEqual(['random', 1]);
  selection.open('?s={"text":"bus"}');
  expect(await sorts()).toEqual(['relevance', undefined]);
  list.open('?sort=random&seed=7');
  expect(await sorts()).toEqual(['random', 7]);
  list.chosen = 'newest';
  expect(await sorts()).toEqual(['newest', undefined]);
});

test('the open story of an address is opened, also when it is on no page that is shown', async () => {
  const [here, elsewhere] = [id(1), id(2)];
  list.open(`?story=${here}`);
  expect(list.parameters).toEqual({ story: here });
  list.show(page([here]));
  expect(list.opened?.id).toBe(here);
  list.open(`?story=${elsewhere}`);
  list.show(page([here]));
  await vi.waitFor(() => expect(list.opened).toMatchObject({ id: elsewhere, quotable: true }));
  expect([list.isListed(elsewhere), list.parameters]).toEqual([false, { story: elsewhere }]);
  list.open('');
  list.show(page([here]));
  expect(list.opened).toBeUndefined();
});

test('an address with a story that is not there says so', async () => {
  list.open(`?story=${id(404)}`);
  list.show(page([]));
  await vi.waitFor(() => expect(list.missing).toBe(true));
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
