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

const MEASURES: Readonly<Record<Measure, { name: string; symbol: string; title: string }>> = {
  cliffs_delta: { name: 'Cliff’s δ', symbol: 'δ', title: 'Dyads: Cliff’s δ' },
  energy: { name: 'energy effect', symbol: 'energy', title: 'Triads and stones: energy effect' },
  cramers_v: { name: 'Cramér’s V', symbol: 'V', title: 'Choices: Cramér’s V' },
};

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

  working: {
    label: (percent: string) => `Comparing: ${percent}`,
    cancel: 'Cancel',
    cancelled: 'Cancelled.',
    cancelledOld: 'Cancelled. Below is what was compared before.',
    again: 'Compare',
  },

  about: (tested: number, permutations: number, seed: number, together: boolean) =>
    `${format.number(tested)} questions were tested, and their p-values adjusted together (q, Benjamini and Hochberg). ${format.number(permutations)} permutations, seed ${seed}.${together ? ' Stories of one storyteller or one collection were kept together.' : ''}`,
  filled: 'Filled: q below 0.05. Hollow: no evidence of a difference. Line: 95 % interval.',

  forest: {
    legend: (measure: string) => `Questions by ${measure}`,
    between: ({ groups, effect, ends, significant }: Row) => {
      const [first, second] = groups;
      if (!ends || !first || !second || !significant)
        return groups.map(({ label }) => quoted(label)).join(' against ');
      const end = effect < 0 ? ends[0] : ends[1];
      return `${quoted(first.label)} nearer to ${quoted(end)} than ${quoted(second.label)}`;
    },
    n: (groups: readonly Group[]) => `n = ${groups.map(({ n }) => answered(n)).join(' and ')}`,
    numbers: (symbol: string, effect: number, interval: Interval | undefined, q: number | null | undefined) =>
      `${symbol} ${format.two(effect)}${interval ? ` (${span(interval)})` : ''}, q ${q == null ? 'unknown' : p(q)}`,
    significant: 'significant',
    notSignificant: 'not significant',
    sentence: (rows: readonly Row[], symbol: string, tested: number) => {
      const [first] = rows;
      const found = rows.filter(({ significant }) => significant).length;
      const some = `${format.number(found)} of ${rows.length === 1 ? '1 question' : `${format.number(rows.length)} questions`} here ${found === 1 ? 'differs' : 'differ'} between the groups (q < 0.05, ${format.number(tested)} questions tested).`;
      if (!first) return some;
      const { question, groups, effect, interval } = first;
      const range = interval ? ` (95 % ${span(interval)})` : '';
      return `${some} The largest effect: “${question}”, ${symbol} ${format.two(effect)}${range}, n = ${groups.map(({ n }) => answered(n)).join(' and ')}.`;
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
    stones: 'Energy effect of each pair of groups, with its 95 % interval.',
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
    quantiles: ['5 %', '25 %', 'Median', '75 %', '95 %'],
    share: (group: string) => `${group}, share`,
    count: (group: string) => `${group}, stories`,
  },

  confidence: {
    title: 'Confidence',
    region: 'Confidence by group',
    sentence: (dimensions: number, groups: number) =>
      `Medians of ${format.number(dimensions)} confidence questions in ${format.number(groups)} groups, with 95 % intervals; from 0 (the left end) to 1 (the right end).`,
    dimension: 'Question',
    ends: (left: string, right: string) => `0 ${left}, 1 ${right}`,
    cell: (median: number, interval: Interval | undefined) =>
      `${format.two(median)}${interval ? ` (${span(interval)})` : ''}`,
    n: (n: number) => `n = ${format.number(n)}`,
    few: 'Fewer than 10 answers',
    columns: (group: string) => [`${group}, n`, `${group}, median`, `${group}, 95 % from`, `${group}, to`],
  },
};
