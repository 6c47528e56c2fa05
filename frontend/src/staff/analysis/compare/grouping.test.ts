import { expect, test } from 'vitest';
import {
  choiceGrouping,
  defaultGrouping,
  groupingAt,
  groupingChoices,
  groupsOf,
  MOST_GROUPS,
  parametersOf,
  questionFaults,
  type Grouping,
} from './grouping';
import { lexicon } from './made-up';

const query = (grouping: Grouping) => `?${new URLSearchParams(parametersOf(grouping)).toString()}`;

test.each<Grouping>([
  { kind: 'choice', signifier: 'audience', options: [] },
  { kind: 'choice', signifier: 'locality', options: ['A', 'C'] },
  { kind: 'rest' },
  { kind: 'rounds' },
  { kind: 'collections' },
])('groups come back from the address: %o', (grouping) => {
  expect(groupingAt(query(grouping), lexicon)).toEqual({ grouping, wrong: [] });
});

test.each([
  ['?by=weather', ['by', 'weather']],
  ['?by=choice:weather', ['by', 'choice:weather']],
  ['?by=pinned', ['by', 'pinned']],
  ['?by=choice:audience&options=family,robot', ['options', 'robot']],
])('what there is not is named: %s', (asked, wrong) => {
  expect(groupingAt(asked, lexicon)).toEqual({ grouping: undefined, wrong: [wrong] });
});

test('choices with one answer and with several make groups', () => {
  const ids = groupingChoices(lexicon).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['locality', 'feelings']));
});

test('without an address the groups are who tells, or A and B when there is a B', () => {
  expect(defaultGrouping(lexicon, false)).toMatchObject({ signifier: 'audience' });
  expect(defaultGrouping(lexicon, true)).toEqual({ kind: 'pinned' });
});

test('of a choice with many options, no more are compared than can be', () => {
  const options = Array.from({ length: 12 }, (_, i) => ({ id: `o${i}`, label: { en: `O ${i}` } }));
  const grouping = choiceGrouping({ ...groupingChoices(lexicon)[0], options } as never);
  expect(grouping).toMatchObject({ options: options.slice(0, MOST_GROUPS).map(({ id }) => id) });
});

test('A and B are compared among all stories of the framework, other groups within the selection', () => {
  const [own, other] = [
    { framework: 'sheffield-send', text: 'bus' },
    { framework: 'sheffield-send', text: 'taxi' },
  ];
  expect(groupsOf({ kind: 'pinned' }, own, other)).toEqual({
    selection: { framework: 'sheffield-send' },
    by: { selections: [own, other], names: ['A', 'B'] },
  });
  expect(groupsOf({ kind: 'rest' }, own, other)).toEqual({
    selection: { framework: 'sheffield-send' },
    by: { selections: [own], names: ['A'] },
  });
  expect(groupsOf({ kind: 'choice', signifier: 'audience', options: [] }, own, other)).toEqual({
    selection: own,
    by: { signifier: 'audience' },
  });
});

test('a question in the address must be one of the framework', () => {
  expect(
    ['timing', 'around_the_child/school'].flatMap((id) => questionFaults(`?question=${id}`, lexicon)),
  ).toEqual([]);
  expect(questionFaults('', lexicon)).toEqual([]);
  for (const id of ['weather', 'timing/school', 'around_the_child', 'around_the_child/moon'])
    expect(questionFaults(`?question=${id}`, lexicon)).toEqual([['question', id]]);
});

test('questions in the address must be those of the framework', () => {
  expect(questionFaults('?questions=timing,difference', lexicon)).toEqual([]);
  expect(questionFaults('?questions=timing,weather', lexicon)).toEqual([['questions', 'weather']]);
});
