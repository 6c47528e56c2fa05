import { expect, test } from 'vitest';
import type { Cluster, Clusters, Patterns } from '../../../api/types';
import { cardTable } from './card-table';
import { cardDrawing } from './card-drawing';
import { divisionDrawing, divisionOf, divisionTable } from './division';
import { clusters, FIRST, lexicon, SECOND } from './made-up';
import { lostNames, named, nameOf, namesAt } from './names';
import { firstSettings, nextNumber, parametersOf, requestOf, settingsAt } from './settings';
import { tellingOf } from './telling';
import { reasons } from './reasons';

const [first, second] = clusters.clusters as [Cluster, Cluster];

const answered = (counts: Record<string, number>) =>
  ({
    matching: 100,
    signifiers: Object.fromEntries(Object.entries(counts).map(([id, n]) => [id, { answered: n }])),
  }) as unknown as Patterns;

test('at first the questions are chosen that most storytellers answered, in the order of the framework', () => {
  const patterns = answered({ timing: 99, difference: 61, needed: 59, voice: 70, audience: 100 });
  expect(firstSettings(lexicon, patterns)).toEqual({
    method: 'hdbscan',
    signifiers: ['difference', 'timing', 'voice'],
  });
  expect(firstSettings(lexicon, undefined).signifiers).toHaveLength(4);
});

test('settings are the same after they were in an address', () => {
  for (const settings of [
    { method: 'hdbscan', signifiers: ['difference', 'timing'], k: undefined },
    { method: 'k_medoids', signifiers: ['audience', 'timing'], k: 3 },
  ] as const) {
    const query = new URLSearchParams(parametersOf(settings)).toString();
    expect(settingsAt(query, lexicon)).toEqual({ settings, wrong: [] });
  }
  expect(settingsAt('', lexicon)).toEqual({ settings: undefined, wrong: [] });
});

test.each([
  ['method=moon&by=timing', [['method', 'moon']]],
  ['by=timing', [['method', '']]],
  ['method=hdbscan&by=moon,timing', [['by', 'moon']]],
  ['method=hdbscan&by=audience', [['by', 'audience']]],
  ['method=hdbscan', [['by', '']]],
  ['method=k_medoids&by=timing&k=1', [['k', '1']]],
  ['method=hdbscan&by=timing&k=3', [['k', '3']]],
])('what an address says and the page does not have is named: %s', (query, wrong) => {
  expect(settingsAt(query, lexicon)).toEqual({ settings: undefined, wrong });
});

test('without a number k-medoids is asked which one fits, and then for that one', () => {
  const settings = { method: 'k_medoids', signifiers: ['timing'] } as const;
  expect(requestOf(settings, {}, 'en')).not.toHaveProperty('stability');
  expect(requestOf({ ...settings, k: 3 }, {}, 'en')).toMatchObject({ k: 3, stability: { resamples: 100 } });
  const suggested = { ...clusters, clusters: [], suggestion: { k: 4, silhouettes: [] } } as Clusters;
  expect(nextNumber(settings, suggested)).toBe(4);
  expect(nextNumber({ ...settings, k: 3 }, suggested)).toBeUndefined();
});

test('a name belongs to the typical story of its cluster, whatever number that has', () => {
  const names = named(first, '  Waiting ', {});
  expect(names).toEqual({ [FIRST]: 'Waiting' });
  expect(namesAt(`?names=${encodeURIComponent(JSON.stringify(names))}`)).toEqual(names);
  expect(nameOf({ ...first, id: 9 }, names)).toBe('Waiting');
  expect(nameOf(second, names)).toBeUndefined();
  expect(named(first, ' ', names)).toEqual({});
  expect(named(second, 'Nobody', {})).toEqual({});
  expect(lostNames(clusters.clusters, { ...names, [SECOND]: 'Meetings' })).toEqual(['Meetings']);
});

test.each(['{', '[]', '{"x":"y"}', `{"${FIRST}":7}`, `{"${FIRST}":"${'x'.repeat(61)}"}`])(
  'names that cannot be read are a fault: %s',
  (names) => {
    expect(namesAt(`?names=${encodeURIComponent(names)}`)).toBeUndefined();
  },
);

test('of each kind the question with the largest difference comes first; few answers tell nothing', () => {
  const telling = tellingOf(first, lexicon);
  expect(telling.map(({ kind, id }) => [kind, id])).toEqual([
    ['triad', 'difference'],
    ['dyad', 'voice'],
    ['choice', 'audience'],
  ]);
  expect(telling[2]).toMatchObject({ option: 'family', own: 0.75, rest: 0.5 });
  expect(tellingOf(second, lexicon)).toEqual([]);
  expect(cardDrawing(telling, lexicon).marks.filter(({ kind }) => kind === 'circle')).toHaveLength(2);
});

test('the table of a card has the means and shares of every question with ten answers or more', () => {
  const { rows } = cardTable(first, lexicon);
  const values = rows.map((row) => row.map(({ text, value }) => value ?? text));
  expect(values.filter(([question]) => question === lexicon.question('timing'))).toEqual([
    [lexicon.question('timing'), '0 to 1, Far too late', 0.81, 0.44, 0.58, 'Cliff’s δ'],
  ]);
  const triad = values.filter(([question]) => question === lexicon.question('difference'));
  expect(triad.map((row) => row.slice(2, 5))).toEqual([
    [0.7, 0.2, 0.45],
    [0.2, 0.4, '–'],
    [0.1, 0.4, '–'],
  ]);
  expect(values.some(([question]) => question === lexicon.question('moving_on'))).toBe(false);
});

test('all stories of the selection are somewhere, and small numbers are not told', () => {
  const parts = divisionOf(clusters, { [FIRST]: 'Waiting' });
  expect(parts.reduce((sum, { stories }) => sum + (stories ?? 6), 0)).toBe(clusters.matching);
  const rows = divisionTable(parts).rows.map((row) => row.map(({ text }) => text));
  expect(rows[0]).toEqual(['Waiting', '44', '37%']);
  expect(rows[3]).toEqual(['In clusters that are not stable, so not shown', 'not shown', '–']);
  const drawn = divisionDrawing(parts).marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  expect(drawn).toContain('44, 37%');
  expect(drawn).not.toContain('6, 5%');
});

test('a story is near for the questions on which both answered alike', () => {
  const apart = { timing: 0.02, difference: 0.3, voice: 0.1, needed: null, about: 0.2 };
  expect(reasons({ id: SECOND, title: '', distance: 0.1, apart })).toEqual({
    alike: ['timing', 'voice'],
    other: [
      { id: 'about', distance: 0.2 },
      { id: 'difference', distance: 0.3 },
    ],
    unanswered: ['needed'],
  });
});
