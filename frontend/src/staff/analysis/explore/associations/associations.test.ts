import { expect, test } from 'vitest';
import document from '../../../../../../src/frameworks/sheffield-send.json';
import type { Association, Associations, NotEstimable, PairTable } from '../../../../api/types';
import type { Framework } from '../../../../lib/framework';
import { Lexicon } from '../../../selection/lexicon';
import { matrixOf, sideBySide, signOf, strongestFirst } from './matrix';
import { cellOf, matrixDrawing, matrixSentence, matrixTable, pairText } from './matrix-figure';
import { pairAt, pairFaults } from './pair-address';
import { lineLabel, linesIn, pairFigureTable, pairSentence } from './pair-table';

const lexicon = new Lexicon(document as unknown as Framework);
const about = { selection: '', framework: '', version: 1, change: 1 };

const pair = (ids: [string, string], more: Partial<Association> = {}): Association => ({
  pair: ids,
  n: 200,
  cramers_v: 0.3,
  v_interval: [0.25, 0.35],
  rank_correlation: null,
  distance_correlation: null,
  not_estimable: null,
  ...more,
});
const none = (ids: [string, string], why: NotEstimable, n: number | null): Association => ({
  ...pair(ids, { n, cramers_v: null, v_interval: null, not_estimable: why }),
  ...(n === null && { fewer_than: 10 }),
});

const PAIRS = [
  pair(['difference', 'timing'], { cramers_v: 0.45, n: 1370 }),
  pair(['timing', 'voice'], { cramers_v: 0.2, rank_correlation: -0.4, distance_correlation: 0.12 }),
  pair(['difference', 'voice'], { cramers_v: 0.5, n: 12 }),
  none(['difference', 'audience'], 'few_stories', null),
  none(['timing', 'audience'], 'never_asked_together', 0),
  none(['voice', 'audience'], 'one_answer', 40),
];
const ALL = {
  signifiers: ['difference', 'audience', 'timing', 'voice'].map((id) => ({ id, kind: 'dyad' })),
  pairs: PAIRS,
} as unknown as Associations;

test('what goes together stands side by side, the stronger half first', () => {
  const strong = new Map([
    ['a,d', 0.9],
    ['b,e', 0.5],
  ]);
  const similarity = (a: string, b: string) => strong.get([a, b].sort().join()) ?? 0.01;
  const order = sideBySide(['c', 'b', 'a', 'e', 'd'], similarity);
  expect(Math.abs(order.indexOf('a') - order.indexOf('d'))).toBe(1);
  expect(Math.abs(order.indexOf('b') - order.indexOf('e'))).toBe(1);
  expect(order.indexOf('a')).toBeLessThan(order.indexOf('b'));
  expect([...order].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a pair is found from both sides of the matrix, and a question has none with itself', () => {
  const matrix = matrixOf(ALL, lexicon);
  const place = (id: string) => matrix.items.findIndex((item) => item.id === id);
  const [a, b] = [place('difference'), place('timing')];
  expect(matrix.at(a, b)).toBe(PAIRS[0]);
  expect(matrix.at(b, a)).toBe(PAIRS[0]);
  expect(matrix.at(a, a)).toBeUndefined();
});

test('pairs with few common stories come after all others, however strong they seem', () => {
  expect(strongestFirst(PAIRS).map(({ cramers_v }) => cramers_v)).toEqual([0.45, 0.2, 0.5]);
  expect(matrixSentence(ALL, lexicon)).toBe(
    '4 questions and stones make 6 pairs; 3 of them can be estimated. The strongest is “In this story, what made the difference, for better or worse?” with “When did the help come?”: strength 0.45 (95 % interval 0.25 to 0.35), n = 1,370. Pairs are ordered by the lower end of that interval, so that a few stories do not make a pair the strongest by chance.',
  );
});

test('no pair with few common stories is called the strongest', () => {
  const few = { ...ALL, pairs: PAIRS.filter(({ n }) => (n ?? 0) < 30) };
  expect(matrixSentence(few, lexicon)).toBe(
    '4 questions and stones make 3 pairs; 1 of them can be estimated. None is called the strongest: in each, fewer than 30 stories answered both, or the interval begins at 0, so it may be chance.',
  );
});

test('a pair whose interval begins at 0 is not called the strongest, and the order is that of the service', () => {
  const chance = pair(['difference', 'voice'], { cramers_v: 0.5, v_interval: [0, 0.8], n: 30 });
  const sure = pair(['timing', 'voice'], { cramers_v: 0.4, v_interval: [0.35, 0.45] });
  expect(matrixSentence({ ...ALL, pairs: [chance, sure] }, lexicon)).toContain('strength 0.40');
  expect(matrixSentence({ ...ALL, pairs: [chance] }, lexicon)).toContain('None is called the strongest');
});

test('only a rank correlation beyond chance has a sign', () => {
  expect(signOf(pair(['timing', 'voice'], { rank_correlation: 0.3, n: 100 }))).toBe(1);
  expect(signOf(pair(['timing', 'voice'], { rank_correlation: -0.3, n: 100 }))).toBe(-1);
  expect(signOf(pair(['timing', 'voice'], { rank_correlation: 0.3, n: 20 }))).toBeUndefined();
  expect(signOf(pair(['difference', 'voice']))).toBeUndefined();
});

test('what is spoken of a square names the pair, its effect, and why there is none', () => {
  const [a, b] = [
    '“In this story, what made the difference, for better or worse?”',
    '“When did the help come?”',
  ];
  expect(pairText(PAIRS[0] as Association, lexicon)).toBe(
    `${a} with ${b}: Strength 0.45 (95 % interval 0.25 to 0.35), n = 1,370.`,
  );
  expect(pairText(PAIRS[1] as Association, lexicon)).toMatch(
    /Strength 0.20 .*, n = 200. More of one goes with less of the other.$/,
  );
  expect(pairText(PAIRS[2] as Association, lexicon)).toMatch(
    /Fewer than 30 stories answered both, so this may be chance.$/,
  );
  expect(pairText(PAIRS[4] as Association, lexicon)).toBe(
    `${b} with “Who are you?”: Not estimable: no storyteller was asked both, so nothing can be said of the two together.`,
  );
});

test('few common stories make a small square, and what cannot be estimated none', () => {
  expect(PAIRS.map((own) => [cellOf(own).side, cellOf(own).none])).toEqual([
    [0.92, undefined],
    [0.92, undefined],
    [0.5, undefined],
    [0, 'few'],
    [0, 'asked'],
    [0, 'other'],
  ]);
});

test('the table of the matrix has the numbers of the service, and says what is not told', () => {
  const { columns, rows } = matrixTable(ALL, lexicon);
  expect(columns.map(({ label }) => label)).toEqual([
    'One',
    'The other',
    'Answered both',
    'Strength (Cramér’s V)',
    '95 % from',
    'to',
    'Rank correlation ρ',
    'Distance correlation',
    'Not estimable because',
  ]);
  expect(rows.map((row) => row.slice(2).map(({ text }) => text))).toEqual([
    ['1,370', '0.45', '0.25', '0.35', '–', '–', ''],
    ['200', '0.20', '0.25', '0.35', '−0.40', '0.12', ''],
    ['12', '0.50', '0.25', '0.35', '–', '–', ''],
    ['fewer than 10', '–', '–', '–', '–', '–', 'fewer than 10 answered both'],
    ['0', '–', '–', '–', '–', '–', 'never asked together'],
    ['40', '–', '–', '–', '–', '–', 'all gave one answer to one of them'],
  ]);
});

test('the picture of the matrix has a square for each pair that is estimated', () => {
  const { marks } = matrixDrawing(matrixOf(ALL, lexicon));
  expect(marks.filter(({ kind }) => kind === 'rect')).toHaveLength(3);
});

const TABLE: PairTable = {
  rows: [
    { id: 'person', n: 96 },
    { id: 'person+together', n: null },
  ],
  columns: [
    { id: '0-0.2', n: null, fewer_than: 10 },
    { id: '0.8-1', n: 90 },
  ],
  several_rows: false,
  several_columns: false,
  cells: [
    [
      { count: null, fewer_than: 10, residual: null, tendency: 'fewer' },
      { count: 61, residual: 5.2, tendency: 'more' },
    ],
    [
      { count: null, residual: null, tendency: 'as_expected' },
      { count: 29, residual: -0.4, tendency: 'as_expected' },
    ],
  ],
};

test('lines of a pair are named as their maps name them', () => {
  expect(lineLabel('difference', 'person+together', lexicon)).toBe(
    'What one person did and How people worked together',
  );
  expect(lineLabel('difference', 'centre', lexicon)).toBe('Between all three');
  expect(lineLabel('timing', '0.8-1', lexicon)).toBe('Nearest to “Far too late”');
  expect(lineLabel('audience', 'family', lexicon)).toBe('A parent, carer or other family member');
  expect(lineLabel('feelings', 'other_options', lexicon)).toBe('Other options');
  expect(lineLabel('around_the_child/school', 'x1y3', lexicon)).toBe('left top');
});

test('cells that are not told say so in the table, with what may be said', () => {
  const lines = linesIn(TABLE, ['difference', 'timing'], lexicon);
  expect(pairFigureTable(TABLE, lines).rows.map((row) => row.slice(2).map(({ text }) => text))).toEqual([
    ['fewer than 10', '–', 'fewer'],
    ['61', '+5.2', 'more'],
    ['not told', '–', 'as chance explains'],
    ['29', '−0.4', 'as chance explains'],
  ]);
});

test('the sentence of a pair says its size and where it lies furthest from chance', () => {
  const opened = {
    ids: ['difference', 'timing'] as const,
    association: PAIRS[0],
    table: TABLE,
    lexicon,
    about,
  };
  expect(pairSentence(opened)).toBe(
    '1,370 stories answered both. They go together with strength 0.45 (95 % interval 0.25 to 0.35); 0 is nothing to do with each other, 1 is that one tells the other. Furthest above chance: “What one person did” with “Nearest to “Far too late”” (61 stories, residual +5.2).',
  );
});

test('two dyads have a direction in words', () => {
  const opened = {
    ids: ['timing', 'voice'] as const,
    association: PAIRS[1],
    table: undefined,
    lexicon,
    about,
  };
  expect(pairSentence(opened)).toMatch(
    /Stories nearer to “Far too late” are further from “.+” \(rank correlation −0\.40\)\.$/,
  );
});

test('a link names a pair that the framework has, where pairs are shown', () => {
  expect(pairAt('?pair=difference,timing')).toEqual(['difference', 'timing']);
  const faults = (query: string) => pairFaults(query, lexicon);
  expect(faults('?show=associations&pair=difference,around_the_child/school')).toEqual([]);
  expect(faults('?pair=difference,timing')).toEqual([['pair', 'difference,timing']]);
  for (const wrong of [
    'difference',
    'difference,difference',
    'difference,nothing',
    'difference,around_the_child',
  ])
    expect(faults(`?show=associations&pair=${wrong}`)).toEqual([['pair', wrong]]);
});
