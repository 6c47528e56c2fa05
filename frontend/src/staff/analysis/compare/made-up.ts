// A made-up answer of the service, for tests.
import document from '../../../../../src/frameworks/sheffield-send.json';
import type { Comparison } from '../../../api/types';
import type { Framework } from '../../../lib/framework';
import { Lexicon } from '../../selection/lexicon';

export const lexicon = new Lexicon(document as unknown as Framework);

const replies = (answered: number) => ({ answered, not_applicable: 0, unanswered: 0, not_asked: 0 });
const quantiles = (median: number) => ({
  '0.05': median - 0.2,
  '0.25': median - 0.1,
  '0.5': median,
  '0.75': median + 0.1,
  '0.95': median + 0.2,
  median_interval: [median - 0.05, median + 0.05],
});
const result = { statistic: 1, p: 0.001, sentence: 'A sentence.', warnings: [], groups: ['family', 'child'] };
const cell = (group: string, count: number, share: number) => ({ group, count, share, residual: 0 });

export const comparison = {
  framework: 'sheffield-send',
  matching: 120,
  change: 7,
  permutations: 1999,
  seed: 1,
  kept_together: false,
  warnings: [],
  groups: [
    { id: 'family', label: 'A parent', n: 80, compared: true },
    { id: 'child', label: 'A child', n: 36, compared: true },
    { id: 'professional', label: 'A professional', n: 4, compared: false },
  ],
  results: [
    {
      ...result,
      signifier: 'timing',
      test: 'mann_whitney',
      measure: 'cliffs_delta',
      effect: -0.41,
      interval: [-0.52, -0.29],
      q: 0.004,
    },
    {
      ...result,
      signifier: 'listened_to',
      test: 'mann_whitney',
      measure: 'cliffs_delta',
      effect: 0.05,
      interval: [-0.12, 0.21],
      p: 0.4,
      q: 0.4,
    },
    {
      ...result,
      signifier: 'difference',
      test: 'energy',
      measure: 'energy',
      effect: 0.2,
      interval: [0.1, 0.3],
      q: 0.05,
    },
    {
      ...result,
      signifier: 'around_the_child',
      stone: 'school',
      test: 'stone_energy',
      measure: 'energy',
      effect: 0.1,
      interval: null,
      q: 0.2,
    },
    {
      ...result,
      signifier: 'feelings',
      test: 'options',
      measure: 'cramers_v',
      effect: 0.3,
      interval: [0.2, 0.4],
      q: 0.0004,
    },
    {
      ...result,
      signifier: 'moving_on',
      test: 'mann_whitney',
      measure: 'cliffs_delta',
      effect: null,
      interval: null,
      p: null,
      q: null,
      sentence: 'On “moving on” the groups cannot be compared.',
    },
  ],
  details: {
    timing: {
      kind: 'dyad',
      groups: { family: replies(78), child: replies(34) },
      quantiles: { family: quantiles(0.3), child: quantiles(0.7) },
    },
    listened_to: {
      kind: 'dyad',
      groups: { family: replies(70), child: replies(9) },
      quantiles: { family: quantiles(0.5), child: quantiles(0.6) },
    },
    difference: {
      kind: 'triad',
      groups: { family: replies(80), child: replies(36) },
      zones: {
        cells: {
          person: [cell('family', 40, 0.5), cell('child', 9, 0.25)],
          centre: [cell('family', 40, 0.5), cell('child', 27, 0.75)],
        },
      },
    },
    around_the_child: {
      kind: 'stones',
      groups: { family: replies(60), child: replies(30) },
      stones: {
        school: {
          placed: { family: 55, child: 28 },
          cells: { family: [5, 10, 0, 0, 20, 0, 0, 0, 20], child: [28, 0, 0, 0, 0, 0, 0, 0, 0] },
          medians: { family: [0.5, 0.6], child: [0.1, 0.2] },
          pairs: [{ between: ['family', 'child'], effect: 0.1, interval: [0, 0.2] }],
        },
      },
    },
    feelings: {
      kind: 'choice',
      groups: { family: replies(80), child: replies(36) },
      table: {
        cells: {
          worried: [cell('family', 20, 0.25), cell('child', 18, 0.5)],
          hopeful: [cell('family', 60, 0.75), cell('child', 18, 0.5)],
        },
      },
    },
  },
} as unknown as Comparison;
