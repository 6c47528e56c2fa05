import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import document from '../../../../../src/frameworks/sheffield-send.json';
import type { Result } from '../../../api/client';
import { OFFLINE } from '../../../api/problem';
import type { Patterns, SearchRequest, SearchResults } from '../../../api/types';
import type { Framework } from '../../../lib/framework';
import { withText } from '../../selection/edits';
import { Explorer } from './explorer.svelte';

type Request = Record<string, unknown>;

const sent: { patterns: Request[]; search: SearchRequest[] } = { patterns: [], search: [] };
let patterns: Result<Patterns>;
let stories: Result<SearchResults>;
vi.mock('../../../api/staff', () => ({
  getPatterns: async (request: Request) => {
    sent.patterns.push(request);
    return patterns;
  },
  search: async (request: SearchRequest) => {
    sent.search.push(request);
    return stories;
  },
}));

let explorer: Explorer;
let address: string;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { pathname: '/explore' });
  vi.stubGlobal('history', { pushState: (_: unknown, __: string, to: string) => (address = to) });
  sent.patterns = [];
  sent.search = [];
  address = '';
  patterns = { ok: true, value: { matching: 3, signifiers: {} } as unknown as Patterns };
  stories = { ok: true, value: { stories: [{ id: 'a' }], next: 'cursor-2' } as unknown as SearchResults };
  explorer = new Explorer(document as unknown as Framework, vi.fn());
});

afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(200);

test('an address opens the selection, the layer and the view, and asks for both answers', async () => {
  explorer.open('?s={"text":"bus"}&layer=density&show=tables');
  await settle();
  expect([explorer.selection.value.text, explorer.layer, explorer.shown]).toEqual([
    'bus',
    'density',
    'tables',
  ]);
  expect(sent.patterns).toMatchObject([{ selection: { text: 'bus' }, density: {} }]);
  expect(sent.search).toMatchObject([{ selection: { text: 'bus' } }]);
  expect(explorer.patterns?.matching).toBe(3);
  expect(explorer.bench.list.stories.map(({ id }) => id)).toEqual(['a']);
});

test('an edit goes into the address at once, with the settings of the maps, and to the service later', async () => {
  explorer.open('?layer=zones');
  await settle();
  explorer.selection.select(withText(explorer.selection.parts, 'bus'));
  expect(address).toMatch(/^\/explore\?s=.*bus.*&layer=zones$/);
  expect(sent.patterns).toHaveLength(1);
  await settle();
  expect(sent.patterns).toHaveLength(2);
});

test('the maps keep the layer that they were asked for until the next answer', async () => {
  explorer.open('');
  await settle();
  explorer.setLayer('density');
  expect([explorer.layer, explorer.drawnLayer, address]).toEqual([
    'density',
    'hexagons',
    expect.stringMatching(/&layer=density$/),
  ]);
  await settle();
  expect(explorer.drawnLayer).toBe('density');
});

test('tables instead of maps need no new answer, another order of the stories does', async () => {
  explorer.open('');
  await settle();
  explorer.setShown('tables');
  await settle();
  expect([sent.patterns.length, address]).toEqual([1, expect.stringMatching(/&show=tables$/)]);
  explorer.bench.setSort('newest');
  await settle();
  expect(sent.patterns).toHaveLength(2);
});

test('maps and stories are shown together or not at all', async () => {
  explorer.open('');
  await settle();
  patterns = { ok: true, value: { matching: 9, signifiers: {} } as unknown as Patterns };
  stories = { ok: false, failure: OFFLINE };
  void explorer.bench.loader.load();
  await settle();
  expect([explorer.patterns?.matching, explorer.bench.loader.failure]).toEqual([3, OFFLINE]);
});

test('the next page is asked for with its cursor, and not when there is none', async () => {
  explorer.open('');
  await settle();
  stories = { ok: true, value: { stories: [{ id: 'b' }], next: null } as unknown as SearchResults };
  await explorer.bench.more();
  expect(sent.search.map(({ cursor }) => cursor)).toEqual([undefined, 'cursor-2']);
  expect(explorer.bench.list.stories.map(({ id }) => id)).toEqual(['a', 'b']);
  await explorer.bench.more();
  expect(sent.search).toHaveLength(2);
});
