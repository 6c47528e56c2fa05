// A made-up answer of the service, for tests.
import document from '../../../../../src/frameworks/sheffield-send.json';
import type { Clusters } from '../../../api/types';
import type { Framework } from '../../../lib/framework';
import { Lexicon } from '../../selection/lexicon';

export const framework = document as unknown as Framework;
export const lexicon = new Lexicon(framework);

export const FIRST = '01990a3e-7c00-7000-8000-000000000001';
export const SECOND = '01990a3e-7c00-7000-8000-000000000002';

const profile = (answered: number, cluster: object, rest: object, difference: number) => ({
  answered,
  cluster,
  rest,
  difference,
});

export const clusters = {
  framework: 'sheffield-send',
  method: 'hdbscan',
  matching: 120,
  complete: 100,
  left_out: 20,
  missing: { difference: 16, timing: 4 },
  noise: 30,
  min_cluster_size: 15,
  min_samples: 15,
  change: 7,
  fuzzy: false,
  partial: false,
  undecided: { without_answer: 0, not_readable: 0 },
  warnings: [],
  not_shown: [{ size: 6, stability: 0.4 }],
  clusters: [
    {
      id: 1,
      size: 44,
      share: 0.44,
      stability: 0.91,
      medoids: [{ id: FIRST, title: 'The phone call' }],
      position: {},
      description: {
        profile: {
          difference: profile(44, { triad: [0.7, 0.2, 0.1] }, { triad: [0.2, 0.4, 0.4] }, 0.45),
          needed: profile(44, { triad: [0.3, 0.4, 0.3] }, { triad: [0.3, 0.3, 0.4] }, 0.1),
          timing: profile(44, { dyad: 0.81 }, { dyad: 0.44 }, 0.58),
          voice: profile(44, { dyad: 0.2 }, { dyad: 0.4 }, -0.7),
          moving_on: profile(4, { dyad: 0.1 }, { dyad: 0.9 }, -0.9),
        },
        shares: {
          audience: {
            family: { count: 33, share: 0.75, rest: 0.5 },
            child: { count: 11, share: 0.25, rest: 0.5 },
          },
        },
        not_asked: {},
        quarters: [],
      },
      near: {
        selection: { framework: 'sheffield-send', dyads: [{ signifier: 'timing', from: 0.6, to: 1 }] },
        covers: 0.95,
        precision: 0.88,
      },
      words: [{ term: 'waiting', selection_stories: 20, rest_stories: 2, z: 3.1, telling: true }],
    },
    { id: 2, size: 20, share: 0.2, medoids: [], position: {} },
  ],
} as unknown as Clusters;
