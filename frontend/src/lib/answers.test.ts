import { expect, test } from 'vitest';
import { given, inWords, isGiven } from './answers';
import type { Signifier } from './framework';
import { en } from './i18n/en';

const words = en;
const say = (text: Record<string, string>) => text['en'] ?? '';
const labelled = (id: string) => ({ id, label: { en: id } });
const triad: Signifier = {
  id: 't',
  kind: 'triad',
  question: { en: '?' },
  corners: ['one', 'two', 'three'].map(labelled),
};

test('unanswered, does not fit and answered read differently', () => {
  expect(inWords(triad, undefined, words, say)).toEqual(['Not answered']);
  expect(inWords(triad, 'not_applicable', words, say)).toEqual(['Does not fit']);
  expect(inWords(triad, { triad: [0.62, 0.3, 0.08] }, words, say)).toEqual([
    '62% one',
    '30% two',
    '8% three',
  ]);
});

test('a dyad says which end it leans to', () => {
  const dyad: Signifier = {
    id: 'd',
    kind: 'dyad',
    question: { en: '?' },
    left: labelled('early'),
    right: labelled('late'),
  };
  expect(inWords(dyad, { dyad: 0.81 }, words, say)).toEqual(['81% towards “late”']);
  expect(inWords(dyad, { dyad: 0.1 }, words, say)).toEqual(['90% towards “early”']);
  expect(inWords(dyad, { dyad: 0.5 }, words, say)).toEqual(['In the middle between “early” and “late”']);
});

test('choices are said in the order of the framework, own words in quotes', () => {
  const choice: Signifier = {
    id: 'c',
    kind: 'choice',
    question: { en: '?' },
    max: 3,
    options: ['a', 'b'].map(labelled),
  };
  expect(inWords(choice, { choice: ['b', 'a'], write_in: 'mine' }, words, say)).toEqual(['a', 'b', '“mine”']);
});

test('an empty answer counts as none', () => {
  expect(isGiven({ stones: {} })).toBe(false);
  expect(isGiven({ choice: [], write_in: ' ' })).toBe(false);
  expect(isGiven({ choice: ['a'] })).toBe(true);
  expect(isGiven('not_applicable')).toBe(true);
});

test('only what was given to questions that are asked is sent, own words without the spaces around them', () => {
  const answers = {
    t: 'not_applicable',
    open: { choice: [] },
    own: { choice: ['a'], write_in: ' mine ' },
    blank: { choice: ['a'], write_in: ' ' },
    elsewhere: { dyad: 0.5 },
  } as const;
  expect(given(answers, ['t', 'open', 'own', 'blank', 'missing'])).toEqual({
    t: 'not_applicable',
    own: { choice: ['a'], write_in: 'mine' },
    blank: { choice: ['a'] },
  });
});
