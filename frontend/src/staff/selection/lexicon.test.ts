import { expect, test } from 'vitest';
import document from '../../../../src/frameworks/sheffield-send.json';
import type { Framework } from '../../lib/framework';
import type { Selection } from '../../api/types';
import { Lexicon } from './lexicon';
import { partsOf } from './parts';

const lexicon = new Lexicon(document as unknown as Framework);
const clauses = (selection: Selection) => lexicon.clauses(partsOf(selection));
const unknown = (selection: Selection) => partsOf(selection).flatMap((part) => lexicon.unknownIn(part));

test('a selection is the end of a sentence', () => {
  expect(clauses({})).toBe('');
  expect(clauses({ text: 'waiting', answers: { audience: ['family', 'child'] } })).toBe(
    'about “waiting”, by “A parent, carer or other family member” or “A child or young person, up to 25”',
  );
  expect(clauses({ rounds: ['baseline'], not: { text: 'bus' } })).toBe('round baseline, not about “bus”');
  expect(clauses({ answers: { locality: ['A'] } })).toContain('“Locality A”');
});

test('each zone of a triad has its own quotes, and an edge is between two', () => {
  const triad = lexicon.find('triad', 'difference');
  if (!triad) throw new Error('no triad “difference”');
  const [a, b] = lexicon.corners(triad);
  const [first, second] = triad.corners.map(({ id }) => id);
  const zones = [`${first}`, `${first}+${second}`, 'centre'];
  const parts = partsOf({ triads: [{ signifier: 'difference', zones }] });
  const what = `“${a}” or between “${a}” and “${b}” or between all three`;
  expect(parts.map((part) => lexicon.describe(part).what)).toEqual([what]);
  expect(lexicon.clauses(parts)).toBe(
    `“In this story, what made the difference, for better or worse?”: ${what}`,
  );
});

test('what the framework does not have is named, and nothing else', () => {
  expect(
    unknown({
      answers: { weather: ['rain'], audience: ['family', 'robot'] },
      triads: [{ signifier: 'difference', zones: ['person', 'moon'] }],
      dyads: [{ signifier: 'timing', from: 0, to: 1 }],
      stones: [{ signifier: 'around_the_child', stone: 'moon', x: [0, 1], y: [0, 1] }],
      prompts: ['moment', 'none'],
    }),
  ).toEqual([
    'The framework has no question “weather”.',
    '“Who are you?” has no option “robot”.',
    '“In this story, what made the difference, for better or worse?” has no zone “moon”.',
    'The framework has no stone “moon”.',
    'The framework has no prompt “none”.',
  ]);
});
