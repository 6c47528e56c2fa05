import { expect, test } from 'vitest';
import type { Part } from '../../selection/parts';
import { lexicon } from './made-up';
import { firstOf, measureNamed, MEASURES, nameOf, shared, titleOf, wantedBy, type Measure } from './measure';
import { daysOf, isDay, labelOf, tickOf } from './periods';
import { parametersOf, settingsAt, START, withStep, type Settings } from './settings';

const query = (settings: Settings) => `?${new URLSearchParams(parametersOf(settings)).toString()}`;

test.each<Settings>([
  START,
  {
    measure: { kind: 'zone', signifier: 'difference', zone: 'person+together' },
    by: 'week',
    target: 0.4,
    steps: [],
  },
  {
    measure: { kind: 'option', signifier: 'services', option: 'camhs' },
    by: 'quarter',
    target: 0,
    steps: [],
  },
  {
    measure: { kind: 'median', signifier: 'timing' },
    by: 'round',
    target: undefined,
    steps: [
      { day: '2025-03-01', reason: 'A new “line”, at last' },
      { day: '2025-09-01', reason: '' },
    ],
  },
])('settings come back from the address: %o', (settings) => {
  expect(settingsAt(query(settings), lexicon)).toEqual({ settings, wrong: [] });
});

test('nothing is in the address at the start, and “more and fewer” needs a B', () => {
  expect(parametersOf(START)).toEqual({});
  expect(settingsAt('?measure=more&b={}', lexicon).settings.measure).toEqual({ kind: 'more' });
  expect(settingsAt('?measure=more', lexicon).wrong).toEqual([['measure', 'more']]);
});

test.each([
  ['measure', 'zone:difference/moon'],
  ['measure', 'zone:timing/person'],
  ['measure', 'option:services/moon'],
  ['measure', 'median:difference'],
  ['measure', 'weather'],
  ['by', 'fortnight'],
  ['target', 'high'],
  ['target', '-1'],
  ['steps', 'yesterday'],
  ['steps', '[]'],
  ['steps', '[["2025-02-30","no such day"]]'],
  ['steps', '[["2025-02-01"]]'],
  ['steps', '[["2025-02-01",7]]'],
])('what there is not is named: %s=%s', (name, value) => {
  const given = `?${new URLSearchParams({ [name]: value }).toString()}`;
  expect(settingsAt(given, lexicon).wrong).toEqual([[name, value]]);
});

test('a target must be one that the measure can have', () => {
  const at = (measure: string, target: string) =>
    settingsAt(`?${new URLSearchParams({ measure, target, b: '{}' }).toString()}`, lexicon).wrong;
  expect(at('median:timing', '1')).toEqual([]);
  expect(at('median:timing', '1.01')).toEqual([['target', '1.01']]);
  expect(at('more', '-0.5')).toEqual([]);
  expect(at('count', '5000')).toEqual([]);
});

test('a step on the same day takes the place of the one before, and steps are in order', () => {
  const one = withStep([{ day: '2025-06-01', reason: 'a' }], { day: '2025-01-01', reason: 'b' });
  expect(one.map(({ reason }) => reason)).toEqual(['b', 'a']);
  expect(withStep(one, { day: '2025-06-01', reason: 'c' }).map(({ reason }) => reason)).toEqual(['b', 'c']);
});

test('every kind of measure has a first one, with a name that leads back to it', () => {
  for (const kind of MEASURES) {
    const measure = firstOf(kind, lexicon);
    expect(measure && measureNamed(nameOf(measure), lexicon)).toEqual(measure);
  }
  expect(firstOf('median', lexicon, 'trust')).toEqual({ kind: 'median', signifier: 'trust' });
  expect(titleOf({ kind: 'zone', signifier: 'difference', zone: 'person' }, lexicon)).toMatch(
    /^Share of “.+”: In this story/,
  );
});

const corner = (zone: string): Part => ({
  kind: 'triad',
  not: false,
  signifier: 'difference',
  zones: [zone],
});
const family: Part = { kind: 'answers', not: false, signifier: 'audience', options: ['family'] };
const bus: Part = { kind: 'text', not: false, text: 'bus' };
const MORE: Measure = { kind: 'more' };

test('what A and B share says which stories are counted, and the rest of each which are more and fewer', () => {
  expect(shared([family, bus], [family])).toEqual({ both: [family], more: [bus], fewer: [] });
  expect(wantedBy(MORE, 'f', [family, bus], [family, corner('person')])).toEqual({
    selection: { framework: 'f', answers: { audience: ['family'] } },
    figure: {
      figure: 'share_difference',
      more: { text: 'bus' },
      fewer: { triads: [{ signifier: 'difference', zones: ['person'] }] },
    },
    drift: undefined,
  });
});

test('two regions of one triad also ask for the way between them', () => {
  expect(wantedBy(MORE, 'f', [corner('person')], [corner('together')])).toEqual({
    selection: { framework: 'f' },
    figure: {
      figure: 'more_minus_fewer',
      more: { signifier: 'difference', zones: ['person'] },
      fewer: { signifier: 'difference', zones: ['together'] },
    },
    drift: 'difference',
  });
  const negated = { ...corner('person'), not: true };
  expect(wantedBy(MORE, 'f', [negated], [corner('together')]).figure.figure).toBe('share_difference');
});

test('periods have words, days and short names', () => {
  expect(
    ['2026-03-02', '2026-03', '2026-Q1', 'baseline'].map((name, i) =>
      labelOf(name, (['week', 'month', 'quarter', 'round'] as const)[i] ?? 'round'),
    ),
  ).toEqual(['Week of 2 March 2026', 'March 2026', 'Quarter 1 of 2026', 'baseline']);
  expect(daysOf('2025-12-29', 'week')).toEqual(['2025-12-29', '2026-01-05']);
  expect(daysOf('2025-12', 'month')).toEqual(['2025-12-01', '2026-01-01']);
  expect(daysOf('2025-Q4', 'quarter')).toEqual(['2025-10-01', '2026-01-01']);
  expect(daysOf('baseline', 'round')).toBeUndefined();
  expect([tickOf('2026-03', 'month'), tickOf('2026-Q2', 'quarter'), tickOf('2026-03-02', 'week')]).toEqual([
    ['Mar', '2026'],
    ['Q2', '2026'],
    ['2 Mar', '2026'],
  ]);
  expect(['2026-02-29', '2024-02-29', '2024-2-9', ''].map(isDay)).toEqual([false, true, false, false]);
});
