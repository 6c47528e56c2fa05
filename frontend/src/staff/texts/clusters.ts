// The texts of the page of clusters.
import { format } from './common';

const SMALLEST = 10;
/** A number of stories, as far as it may be said. */
const some = (count: number) =>
  count > 0 && count < SMALLEST ? 'fewer than 10 stories' : format.stories(count);
const quoted = (label: string) => `“${label}”`;
const list = (labels: readonly string[]) => labels.map(quoted).join(', ');

/** Hennig (2007): clusters are stable from 0.75. */
const STABLE = 0.75;

export const clusters = {
  heading: 'Clusters',
  what: 'A cluster is a set of stories that were signified alike. It is found by an algorithm and means nothing before you have read its typical stories.',
  some,

  settings: {
    heading: 'Look for clusters',
    questions: (chosen: number) => `Questions: ${format.number(chosen)} chosen`,
    legend: 'By which questions stories are alike',
    answered: (share: number) => `answered by ${format.percent(share)}`,
    hint: 'Dense groups need an answer to every chosen question: fewer questions leave out fewer stories.',
    method: 'Method',
    methods: {
      hdbscan: 'Dense groups, as many as there are (HDBSCAN)',
      k_medoids: 'A number of groups around typical stories (k-medoids)',
    },
    k: 'Number of clusters',
    best: 'the one that fits best',
    find: 'Find clusters',
    again: 'Find clusters again',
    none: 'Choose at least one question.',
    stale:
      'The selection has changed. Below are the clusters of the selection before. Choose “Find clusters again” for those of the stories in front.',
  },

  working: {
    label: (percent: string) => `Finding clusters: ${percent}`,
    cancel: 'Cancel',
    cancelled: 'Cancelled.',
    cancelledOld: 'Cancelled. Below are the clusters that were found before.',
    again: 'Find clusters',
  },

  division: {
    title: 'How the stories divide',
    sentence: (
      count: number,
      complete: number | null | undefined,
      matching: number,
      leftOut: number | null | undefined,
    ) => {
      const found =
        count === 0 ? 'No cluster' : count === 1 ? '1 cluster' : `${format.number(count)} clusters`;
      if (complete == null || leftOut == null)
        return `${found} among those of ${format.stories(matching)} that could be compared; how many are left out for want of answers is not shown.`;
      return `${found} among the ${format.number(complete)} of ${format.stories(matching)} that could be compared; ${leftOut === 0 ? 'none is left out' : `${format.stories(leftOut)} left out for want of answers`}.`;
    },
    notTold: 'not shown',
    whyNotTold: 'Numbers below 10 are not shown, nor others from which they could be worked out.',
    part: 'Part',
    stories: 'Stories',
    share: 'Share of the selection',
    noise: 'In no cluster: unlike the others',
    hidden: 'In clusters that are not stable, so not shown',
    left: 'Left out: without an answer to the chosen questions',
    missing: 'Without an answer, by question',
    missingOf: (question: string, count: number | null) =>
      `${quoted(question)}: ${count === null ? 'not shown' : format.stories(count)}`,
    method: (method: string, questions: readonly string[], seed: number) =>
      `${method}. By ${list(questions)}. Seed ${seed}.`,
    density: (size: number, samples: number) =>
      `A cluster has ${format.number(size)} stories or more; a story is in a dense part when it has ${format.number(samples)} near ones.`,
    fits: (k: number, fits: readonly { k: number; silhouette: number }[]) =>
      `${format.number(k)} clusters fit best. Silhouettes: ${fits.map((one) => `${one.k}: ${format.two(one.silhouette)}`).join(', ')}.`,
    lost: (names: readonly string[]) =>
      `Named before, and in no cluster as a typical story any more: ${list(names)}. Stories have come in or were taken back since.`,
  },

  card: {
    number: (id: number) => `Cluster ${id}`,
    sentence: (
      size: number | null | undefined,
      share: number | null | undefined,
      complete: number | null | undefined,
      stability: number | null | undefined,
    ) =>
      `${size == null ? 'How many stories is not shown' : some(size)}${share == null || complete == null ? '' : `, ${format.percent(share)} of the ${format.number(complete)} compared`}.${stability == null ? '' : ` Stability ${format.two(stability)}: ${stability >= STABLE ? 'stable' : 'doubtful'}.`}`,
    few: 'Clusters of fewer than 10 stories are not described.',
    telling: 'Where it differs most from the other stories',
    marks: 'Diamond: the mean of the cluster. Ring: the mean of all other stories of the selection.',
    own: 'this cluster',
    rest: 'others',
    difference: {
      triad: (value: number) => `means ${format.percent(value)} of a side apart`,
      dyad: (value: number) => `difference ${format.two(value)} (from −1 to 1, 0 is none)`,
      stones: (value: number) => `means ${format.percent(value)} of a side apart`,
      choice: (own: number, rest: number) => `${format.percent(own)} against ${format.percent(rest)}`,
    },
    picture: {
      dyad: (own: number, rest: number | undefined, left: string, right: string) =>
        `${format.percent(own)} of the way from ${quoted(left)} to ${quoted(right)}${rest === undefined ? '' : `; others ${format.percent(rest)}`}.`,
      triad: (own: readonly string[], rest: readonly string[] | undefined) =>
        `${own.join(', ')}${rest ? `; others ${rest.join(', ')}` : ''}.`,
      weight: (corner: string, weight: number) => `${format.percent(weight)} ${quoted(corner)}`,
      stone: (stone: string, own: readonly number[], rest: readonly number[] | undefined) =>
        `${quoted(stone)}: across ${format.percent(own[0] ?? 0)}, up ${format.percent(own[1] ?? 0)}${rest ? `; others across ${format.percent(rest[0] ?? 0)}, up ${format.percent(rest[1] ?? 0)}` : ''}.`,
      choice: (option: string, own: number, rest: number) =>
        `${quoted(option)}: ${format.percent(own)}; others ${format.percent(rest)}.`,
    },
    typical: 'A typical story',
    noTypical: 'None of its stories can be read yet.',
    untitled: 'Untitled',
    read: 'Read it',
    close: 'Close it',
    alike: 'Stories like it',
    words: 'Words',
    noWords: 'No words to show: too few of its stories can be read.',
    telled: 'Bold: telling (|z| from 1.96). Others may be chance.',
    name: 'Name',
    save: 'Name it',
    saved: 'The name is in the address of this page: copy the link to keep or share it.',
    use: 'Use it as a selection',
    useHow: (covers: number, precision: number) =>
      `A selection that comes close: it has ${format.percent(covers)} of this cluster, and ${format.percent(precision)} of its stories are of this cluster. New stories that lie there are in it, too.`,
    useWhere: (clauses: string) => `Stories with: ${clauses}.`,
    useNot: 'No regions of the chosen questions come close to this cluster, so it cannot be a selection.',
    maps: 'Maps of these stories',
    against: 'Compare them with all others',
  },

  table: {
    question: 'Question',
    part: 'Part',
    own: 'Cluster (mean or share)',
    rest: 'Others',
    difference: 'Difference',
    measure: 'Measure',
    measures: { triad: 'distance in sides', dyad: 'Cliff’s δ', stones: 'distance in sides', choice: '' },
    to: (right: string) => `0 to 1, ${right}`,
    across: (stone: string) => `${stone}, across`,
    up: (stone: string) => `${stone}, up`,
  },

  walk: {
    heading: 'Stories like this one',
    of: (title: string) => `Stories like ${quoted(title)}`,
    how: 'The readable stories of the selection that answered the same of the chosen questions most alike, the nearest first (Gower’s distance: 0 the same answers, 1 the opposite).',
    loading: 'Looking for neighbours…',
    none: 'No other readable story answered the same questions.',
    few: 'Fewer than 10 stories are selected, so no distances are shown.',
    distance: (value: number) => `distance ${format.two(value)}`,
    alike: (questions: readonly string[]) => `Agrees on ${list(questions)}.`,
    noneAlike: 'Agrees closely on no question.',
    furthest: (question: string, value: number) =>
      `Furthest apart on ${quoted(question)} (${format.two(value)}).`,
    unanswered: (questions: readonly string[]) => `Not compared, for want of an answer: ${list(questions)}.`,
    onward: 'Stories like it',
    close: 'Close this list',
  },
};
