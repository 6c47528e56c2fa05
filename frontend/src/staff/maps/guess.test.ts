import { expect, test } from 'vitest';
import { choiceVerdict, distanceIn, dyadVerdict, stoneVerdict, triadVerdict } from './guess';

const CORNERS = ['a person', 'people together', 'the way things are organised'];

test('distances in a triangle are shares of its side', () => {
  expect(distanceIn([1, 0, 0], [0, 1, 0])).toBeCloseTo(1, 12);
  expect(distanceIn([0.5, 0.5, 0], [0.5, 0.5, 0])).toBe(0);
});

test('a guess of a triad says how near it was, and where the stories lie instead', () => {
  const said = triadVerdict([0.6, 0.2, 0.2], [0.2, 0.6, 0.2], CORNERS);
  expect(said).toBe(
    'Far from where they are. Your guess is 40% of a side away. The stories lie nearer to “people together” than you guessed, by 40 points.',
  );
  expect(triadVerdict([0.2, 0.6, 0.2], [0.2, 0.6, 0.2], CORNERS)).toBe(
    'Very near. Your guess is 0% of a side away.',
  );
});

test('a guess of a dyad and of a stone says how far it was off', () => {
  expect(dyadVerdict(0.5, 0.42, ['too early', 'too late'])).toBe(
    'Near. Your guess is 8 points away. The stories lie nearer to “too early” than you guessed.',
  );
  expect(stoneVerdict([0, 0], [0.3, 0.4])).toBe('Far from where they are. Your guess is 50% of a side away.');
});

test('a guess of a choice names the option that was chosen most', () => {
  const rows = [
    { id: 'a', label: 'Relieved', share: { count: 10, share: 0.1 } },
    { id: 'b', label: 'Worried', share: { count: 60, share: 0.6 } },
    { id: 'c', label: 'Proud', share: { count: 30, share: 0.3 } },
  ];
  expect(choiceVerdict('b', rows)).toBe('Right: “Worried” was chosen most (60%).');
  expect(choiceVerdict('a', rows)).toBe('“Relieved” comes 3rd (10%). “Worried” was chosen most (60%).');
});
