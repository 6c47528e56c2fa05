import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import document from '../../../../../src/frameworks/sheffield-send.json';
import type { Patterns, SearchResults, Words, WordsRequest } from '../../../api/types';
import type { Framework } from '../../../lib/framework';
import { framed } from '../../figures/drawing';
import { svgOf } from '../../figures/svg';
import { againstAt, queryWith } from './against';
import { Telling } from './telling.svelte';
import { mostOf, phraseDrawing, phraseTable, termDrawing, termTable } from './terms';

const term = (word: string, z: number, own: number, other: number) => ({
  term: word,
  selection: own * 3,
  rest: other * 3,
  selection_stories: own,
  rest_stories: other,
  log_odds: z / 4,
  z,
  telling: Math.abs(z) >= 1.96,
});
const words = {
  matching: 40,
  change: 7,
  selection: { readable: 40, counted: 40, words: 400 },
  against: { readable: 90, counted: 90, words: 900 },
  more: [term('taxi', 4.2, 27, 14), term('انتظار', 1.2, 11, 12)],
  less: [term('meeting', -2.5, 2, 30)],
  phrases: [{ phrase: 'rang back', count: 9, stories: 8 }],
  warnings: [],
} as unknown as Words;

const asked: WordsRequest[] = [];
vi.mock('../../../api/staff', () => ({
  getWords: async (request: WordsRequest) => {
    asked.push(request);
    return { ok: true, value: words };
  },
  getPatterns: async () => ({ ok: true, value: { matching: 120, signifiers: {} } as unknown as Patterns }),
  search: async () => ({ ok: true, value: { stories: [] } as unknown as SearchResults }),
}));

let telling: Telling;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { pathname: '/words' });
  vi.stubGlobal('history', { pushState: vi.fn(), replaceState: vi.fn() });
  asked.length = 0;
  telling = new Telling(document as unknown as Framework, vi.fn());
});

afterEach(() => {
  telling.stop();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(200);

test('words are compared with B when there is one, and with all others when asked to', async () => {
  telling.open('?s={"text":"bus"}&b={"text":"taxi"}');
  await settle();
  expect(asked[0]).toMatchObject({ selection: { text: 'bus' }, against: { text: 'taxi' } });
  telling.compareWith('others');
  await settle();
  expect([asked[1]?.against, telling.compared]).toEqual([undefined, 'others']);
  telling.bench.selection.unpin();
  await settle();
  expect([telling.against, telling.chosen]).toEqual(['others', undefined]);
});

test('files go on naming the selection of the figure while another is on its way', async () => {
  telling.open('?s={"text":"bus"}');
  await settle();
  telling.searchFor('taxi');
  expect(telling.about?.selection).toBe('40 stories: about “bus”');
  await settle();
  expect(telling.about).toMatchObject({ selection: '40 stories: about “bus taxi”', change: 7, seed: 1 });
});

test('a word is added to what the stories are searched for, in one act', async () => {
  telling.open('?s={"text":"bus"}');
  await settle();
  telling.searchFor('rang back');
  expect(telling.bench.selection.value.text).toBe('bus "rang back"');
  expect(vi.mocked(history.pushState)).toHaveBeenCalledOnce();
});

test.each([
  ['', 'taxi', 'taxi'],
  ['bus', 'taxi', 'bus taxi'],
  ['bus OR train', 'taxi', '(bus OR train) AND taxi'],
  ['', 'rang back', '"rang back"'],
  ['', "don't", '"don\'t"'],
  ['', 'انتظار', 'انتظار'],
])('the query “%s” with “%s” is “%s”', (query, word, whole) => {
  expect(queryWith(query, word)).toBe(whole);
});

test('a link that compares with B has a B', () => {
  expect(againstAt('?against=pinned&b={}').against).toBe('pinned');
  expect(againstAt('?against=pinned').wrong).toEqual([['against', 'pinned']]);
  expect(againstAt('?against=weather').wrong).toEqual([['against', 'weather']]);
  expect(againstAt('').wrong).toEqual([]);
});

test('the tables count stories, not uses, and have the numbers of the service', () => {
  const rows = (terms: Words['more']) =>
    termTable(terms, 40, 90, 'all other stories').rows.map((row) =>
      row.map(({ value, text }) => value ?? text),
    );
  expect(rows(words.more)).toEqual([
    ['taxi', 27, 14, 4.2, 'yes'],
    ['انتظار', 11, 12, 1.2, 'no'],
  ]);
  expect(rows(words.less)).toEqual([['meeting', 2, 30, -2.5, 'yes']]);
  expect(phraseTable(words).rows.map((row) => row.map(({ value, text }) => value ?? text))).toEqual([
    ['rang back', 8],
  ]);
});

test('both directions share one axis, and files draw what is not telling hollow', () => {
  const most = mostOf(words);
  expect(most).toBe(4.2);
  expect(mostOf({ more: [], less: [] })).toBeGreaterThan(1.96);
  const svg = svgOf(framed('Words', 'A sentence.', termDrawing(words.more, most, 40, 90), []), 'Words', '');
  expect([...svg.matchAll(/<rect[^>]* fill="(#\w+)" stroke/g)].map(([, fill]) => fill)).toEqual([
    '#0b5557',
    '#ffffff',
  ]);
  expect(svg).toContain('انتظار');
  expect(svgOf(phraseDrawing(words), 'Phrases', '')).toContain('rang back');
});
