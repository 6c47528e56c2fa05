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
  vi.stubGlobal('history', {
    pushState: (_: unknown, __: string, to: string) => (address = to),
    replaceState: (_: unknown, __: string, to: string) => (address = to),
  });
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
  expect(sent.patterns).toMatchObject([
    { selection: { text: 'bus' }, density: {} },
    { selection: { framework: 'sheffield-send' }, density: {} },
  ]);
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
  // The selection, and everybody beside it.
  expect(sent.patterns).toHaveLength(3);
  explorer.selection.select(withText(explorer.selection.parts, 'school bus'));
  await settle();
  expect(sent.patterns).toHaveLength(4);
});

test('a map is drawn without its own part of the selection', async () => {
  explorer.open('?s={"triads":[{"signifier":"difference","zones":["person"]}],"text":"bus"}');
  await settle();
  const free = sent.patterns.find(({ signifiers }) => (signifiers as string[]).length === 1);
  expect(free).toMatchObject({ signifiers: ['difference'], selection: { text: 'bus' } });
  expect(free?.selection).not.toHaveProperty('triads');
});

test('only questions of the framework in front are asked for, so that warnings name no other, in English', async () => {
  explorer.open('?s={"text":"bus"}');
  await settle();
  const ids = (document as unknown as Framework).signifiers.map(({ id }) => id);
  expect(sent.patterns.length).toBeGreaterThan(1);
  for (const asked of sent.patterns) expect(asked).toMatchObject({ signifiers: ids, language: 'en' });
});

test('contours of stones need densities, and only where the selection is shown by itself', async () => {
  explorer.open('?stones=contours');
  await settle();
  expect(sent.patterns.at(-1)).toMatchObject({ density: {} });
  expect([explorer.layer, explorer.contours]).toEqual(['hexagons', true]);
  explorer.setAgainst('everybody');
  await settle();
  expect(sent.patterns.at(-1)).not.toHaveProperty('density');
  expect(address).toContain('stones=contours');
  explorer.setContours(false);
  expect(address).not.toContain('stones');
});

test('against B, both are drawn without their own parts, and without B there is nothing to show it against', async () => {
  explorer.open('?against=pinned&b={"text":"bus"}');
  await settle();
  expect([explorer.drawnAgainst, explorer.other?.matching]).toEqual(['pinned', 3]);
  expect(sent.patterns.map(({ hexagons }) => hexagons)).toContainEqual({ across: 8 });
  explorer.selection.unpin();
  await settle();
  expect([explorer.against, explorer.drawnAgainst, address]).toEqual([
    'nothing',
    'nothing',
    expect.not.stringContaining('against'),
  ]);
});

test('a difference is never drawn as a density', async () => {
  explorer.open('?layer=density');
  await settle();
  explorer.setAgainst('everybody');
  expect([explorer.layer, address]).toEqual(['hexagons', expect.stringContaining('against=everybody')]);
});

test('from 10 to 199 stories those that can be read are dots', async () => {
  patterns = { ok: true, value: { matching: 150, change: 1, signifiers: {} } as unknown as Patterns };
  stories = { ok: true, value: { stories: [{ id: 'b' }], next: null } as unknown as SearchResults };
  explorer.open('');
  await settle();
  expect(explorer.dots?.map(({ id }) => id)).toEqual(['b']);
  patterns = { ok: true, value: { matching: 200, change: 2, signifiers: {} } as unknown as Patterns };
  await explorer.bench.loader.load();
  expect(explorer.dots).toBeUndefined();
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
