// The texts of the page that compares groups.
import type { Interval, Measure } from '../../api/types';
import { format } from './common';

interface Group {
  label: string;
  n: number;
}

interface Row {
  question: string;
  groups: readonly Group[];
  effect: number;
  interval: Interval | undefined;
  significant: boolean;
  ends: readonly [left: string, right: string] | undefined;
  result: { q?: number | null };
}

const SMALLEST = 10;
/** A number of answers, as far as it may be said. */
const answered = (n: number) => (n < SMALLEST ? 'fewer than 10' : format.number(n));
const quoted = (label: string) => `“${label}”`;
const p = (value: number) => (value < 0.001 ? 'below 0.001' : value.toFixed(3));
const span = ([low, high]: Interval) => `${format.two(low)} to ${format.two(high)}`;

/** How a measure is called in a table, its scale, and what it is. */
const MEASURES: Readonly<
  Record<Measure, { title: string; name: string; symbol: string; scale: string; how: string }>
> = {
  cliffs_delta: {
    title: 'Dyads: how far apart the groups are',
    name: 'dyads',
    symbol: 'Difference (Cliff’s δ)',
    scale: 'from −1 to 1, 0 is none',
    how: 'Cliff’s δ: of all pairs of a story of the first group and one of the second, the share in which the first lies further right, minus the share in which it lies further left. At −1 and 1 the groups do not overlap.',
  },
  energy: {
    title: 'Triads and stones: how far apart the groups are',
    name: 'triads and stones',
    symbol: 'Difference (energy effect)',
    scale: 'from 0, none, to 1',
    how: 'Energy effect: how much further answers of two groups lie from each other than answers of one group, from the energy distance. At 1 each group is at a single place of its own.',
  },
  cramers_v: {
    title: 'Choices: how far apart the groups are',
    name: 'choices',
    symbol: 'Difference (Cramér’s V)',
    scale: 'from 0, none, to 1',
    how: 'Cramér’s V, corrected for bias: how far the shares of the options differ between the groups. At 1 the answer tells the group.',
  },
};

/** Which end the first group is nearer to, where there is evidence of it. */
function between({ groups, effect, ends, significant }: Row): string {
  const [first, second] = groups;
  if (!ends || !first || !second || !significant)
    return groups.map(({ label }) => quoted(label)).join(' against ');
  const end = effect < 0 ? ends[0] : ends[1];
  return `${quoted(first.label)} nearer to ${quoted(end)} than ${quoted(second.label)}`;
}

export const compare = {
  heading: 'Comparison',
  measures: MEASURES,
  p,
  answered,
  stone: (question: string, stone: string) => `${question} ${quoted(stone)}`,

  groups: {
    by: 'Compare by',
    choices: 'Choices',
    others: 'Other groups',
    pinned: 'This selection (A) against B',
    rest: 'This selection against all other stories',
    rounds: 'Rounds',
    collections: 'Collections',
    options: (chosen: number, all: number) => `Groups: ${format.number(chosen)} of ${format.number(all)}`,
    most: (most: number) => `At most ${most} groups of ten stories or more can be compared.`,
    shared: 'Stories that are in several groups are left out of all of them.',
    sharedOrPin:
      'Stories that are in several groups are left out of all of them. To compare two selections, pin one as B.',
    hidden: (labels: readonly string[]) =>
      `Fewer than 10 stories, so not shown: ${labels.map(quoted).join(', ')}.`,
    tooFew: 'Fewer than two groups have ten stories or more, so nothing can be compared.',
  },

  questions: {
    chosen: (some: number, all: number) =>
      some === all
        ? `Questions: all ${format.number(all)}`
        : `Questions: ${format.number(some)} of ${format.number(all)}`,
    kinds: { triad: 'Triads', dyad: 'Dyads', stones: 'Stones', choice: 'Choices' },
    all: 'Tick all',
    none: 'Untick all',
    apply: (count: number) =>
      count === 1 ? 'Compare 1 question' : `Compare ${format.number(count)} questions`,
    least: 'Tick at least one question.',
  },

  working: {
    label: (questions: number, percent: string) =>
      `Comparing ${questions === 1 ? '1 question' : `${format.number(questions)} questions`}: ${percent} done. Fewer questions take less time.`,
    cancel: 'Cancel',
    cancelled: 'Cancelled.',
    cancelledOld: 'Cancelled. Below is what was compared before.',
    again: 'Compare',
  },

  reading:
    'Filled: a difference that chance hardly explains. Hollow: may be chance. Line: 95 % interval of this question alone.',
  /** How p-values were found. */
  about: (tested: number, permutations: number, seed: number, together: boolean) => [
    `${tested === 1 ? '1 question was' : `${format.number(tested)} questions were`} tested, and their p-values adjusted together (q, Benjamini and Hochberg). A mark is filled where q is below 0.05.`,
    `${format.number(permutations)} permutations, seed ${seed}.${together ? ' Stories of one storyteller or one collection were kept together.' : ''}`,
  ],
  chosenOf: (all: number) =>
    `These were chosen from ${format.number(all)} questions, and the test takes only these into account. Choose them before you see results: of questions that are picked because they differ, some differ by chance.`,

  forest: {
    legend: (measure: string) => `Questions by ${measure}`,
    between,
    n: (groups: readonly Group[]) => `n = ${groups.map(({ n }) => answered(n)).join(' and ')}`,
    numbers: (effect: number, interval: Interval | undefined, q: number | null | undefined) =>
      `Difference ${format.two(effect)}${interval ? ` (${span(interval)})` : ''}, adjusted p ${q == null ? 'unknown' : p(q)}`,
    significant: 'chance hardly explains it',
    notSignificant: 'no evidence of a difference',
    alone: 'taken alone it looks clear; of so many questions it may be chance',
    sentence: (rows: readonly Row[], scale: string, tested: number) => {
      const [first] = rows;
      const found = rows.filter(({ significant }) => significant).length;
      const some = `The groups differ on ${format.number(found)} of ${rows.length === 1 ? '1 question' : `${format.number(rows.length)} questions`} here, more than chance explains${tested > rows.length ? ` (${format.number(tested)} questions were tested together)` : ''}.`;
      if (!first) return some;
      const { question, groups, effect, interval } = first;
      const range = interval ? `; 95 % interval ${span(interval)}` : '';
      return `${some} The largest difference is on ${quoted(question)}: ${between(first)}, ${format.two(effect)} (${scale}${range}), n = ${groups.map(({ n }) => answered(n)).join(' and ')}.`;
    },
    sentences: 'In sentences',
    notCompared: (count: number) => `Could not be compared: ${format.number(count)}`,
  },

  table: {
    question: 'Question',
    groups: 'Groups',
    n: 'n',
    against: ' / ',
    low: '95 % from',
    high: 'to',
    p: 'p',
    q: 'q',
    significant: 'Significant',
    yes: 'yes',
    no: 'no',
    test: 'Test',
  },

  tests: {
    energy: 'energy distance',
    permanova: 'PERMANOVA',
    permdisp: 'PERMDISP',
    zones: 'χ² of zones',
    mann_whitney: 'Mann–Whitney',
    kruskal_wallis: 'Kruskal–Wallis',
    options: 'χ² of options',
    stone_energy: 'energy distance',
  },

  closer: {
    heading: 'By group',
    title: (question: string) => `By group: ${question}`,
    choose: 'Choose a question above to see it by group.',
    hidden: (labels: readonly string[]) =>
      `Not shown, fewer than 10 stories: ${labels.map(quoted).join(', ')}.`,
    few: 'fewer than 10 answers',
    group: 'Group',
    n: 'n',
    dyad: (count: number) =>
      `Line: 5 % to 95 % of the answers. Box: the middle half. Bar: the median. ${format.number(count)} groups on one scale.`,
    triad: (most: string) =>
      `Share of each zone; the darkest is ${most} times even spread. One scale for all groups.`,
    choice: 'Share of those who answered. One scale for all groups.',
    stones: 'How far apart every two groups are, from 0, none, to 1, with the 95 % interval.',
    places: {
      title: (stone: string) => `Where each group placed ${quoted(stone)}`,
      scale: (most: string) =>
        `Share of each ninth; the darkest is ${most} times even spread. One scale for all groups. Ring: the medians.`,
      median: (group: string, across: string, up: string) =>
        `${quoted(group)}: median across ${across}, up ${up}.`,
      none: (group: string) => `${quoted(group)}: never placed.`,
      axes: ([left, right, bottom, top]: readonly string[]) =>
        `Across from ${quoted(left ?? '')} to ${quoted(right ?? '')}, up from ${quoted(bottom ?? '')} to ${quoted(top ?? '')}.`,
    },
    zone: 'Zone',
    option: 'Option',
    pair: 'Groups',
    apart: (effect: number, interval: Interval | undefined) =>
      `${format.two(effect)}${interval ? ` (${span(interval)})` : ''}`,
    quantiles: ['5 %', '25 %', 'Median', '75 %', '95 %'],
    share: (group: string) => `${group}, share`,
    count: (group: string) => `${group}, stories`,
  },

  confidence: {
    title: 'Confidence',
    region: 'Confidence by group',
    sentence: (dimensions: number, groups: number) =>
      `Medians of ${format.number(dimensions)} confidence questions in ${format.number(groups)} groups, with 95 % intervals; 0% is the left end, 100% the right end.`,
    dimension: 'Question',
    ends: (left: string, right: string) => `0% ${left}, 100% ${right}`,
    cell: (median: number, interval: Interval | undefined) =>
      `${format.percent(median)}${interval ? ` (${format.percent(interval[0])} to ${format.percent(interval[1])})` : ''}`,
    n: (n: number) => `n = ${format.number(n)}`,
    few: 'Fewer than 10 answers',
    columns: (group: string) => [`${group}, n`, `${group}, median`, `${group}, 95 % from`, `${group}, to`],
  },
};
