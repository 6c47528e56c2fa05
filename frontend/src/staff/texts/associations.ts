// The texts of the view of maps that shows which signifiers go together.
import type { Interval } from '../../api/types';
import { format } from './common';

const quoted = (label: string) => `“${label}”`;
const range = (interval: Interval | undefined) =>
  interval ? ` (95 % interval ${format.two(interval[0])} to ${format.two(interval[1])})` : '';
const strength = (v: number, interval: Interval | undefined) => `strength ${format.two(v)}${range(interval)}`;

export const associations = {
  working: 'Looking for what goes together…',
  cancel: 'Cancel',
  cancelled: 'Cancelled.',
  cancelledOld: 'Cancelled. Below is what was found before.',
  again: 'Look again',
  how: [
    'Strength is Cramér’s V of the zones, fifths, cells or options in which answers are read, corrected for bias. Of choices of several options it is the root mean square over options, each against not choosing it. Its 95 % interval comes from the non-central χ² distribution.',
    'A sign stands only where two dyads rise or fall together by rank (Spearman’s ρ) more than chance explains in 95 of 100 cases.',
  ],
  back: 'Back to the matrix',
  sampled: (stories: number) =>
    `Rank and distance correlations are of a random sample of ${format.stories(stories)}; Cramér’s V and numbers of stories are of all.`,

  matrix: {
    title: 'What goes together',
    counted: (items: number, pairs: number, told: number) =>
      `${format.number(items)} questions and stones make ${format.number(pairs)} pairs; ${format.number(told)} of them can be estimated.`,
    strongest: (a: string, b: string, v: number, interval: Interval | undefined, n: number) =>
      `The strongest is ${quoted(a)} with ${quoted(b)}: ${strength(v, interval)}, n = ${format.number(n)}.`,
    why: 'Pairs are ordered by the lower end of that interval, so that a few stories do not make a pair the strongest by chance.',
    noStrongest: (least: number) =>
      `None is called the strongest: in each, fewer than ${least} stories answered both, or the interval begins at 0, so it may be chance.`,
    how: 'Questions that go together stand side by side. Choose a square to open its pair; arrow keys go from square to square, Enter opens.',
    label: 'Pairs of questions',
    pair: (a: string, b: string, what: string) => `${quoted(a)} with ${quoted(b)}: ${what}`,
    effect: (v: number, interval: Interval | undefined, n: number) =>
      `Strength ${format.two(v)}${range(interval)}, n = ${format.number(n)}.`,
    signs: {
      1: 'More of one goes with more of the other.',
      [-1]: 'More of one goes with less of the other.',
    } as Record<1 | -1, string>,
    few: 'Fewer than 30 stories answered both, so this may be chance.',
    row: (place: number, question: string) => `${place} ${question}`,
    region: 'The matrix of pairs',
    scale: 'Strength',
    andMore: (most: number) => `${format.one(most)} and more`,
    legend: {
      plus: 'two dyads: further right on one goes with further right on the other',
      minus: 'two dyads: further right on one goes with further left on the other',
      small: 'small: 10 to 29 stories answered both, so this may be chance',
      asked: 'not estimable: never asked together',
      other: 'not estimable: fewer than 10 answered both, or all gave one answer',
    },
    legendFile:
      'Darker: stronger (Cramér’s V), 0 to 0.6 and more. + and −: two dyads that rise together or against each other. Small squares: 10 to 29 stories answered both. Lines: never asked together, so not estimable. Points: not estimable for another reason. Numbers on the diagonal are those of the rows.',
    list: 'Pairs, the strongest first',
    listMore: (more: number) => `Show ${format.number(more)} more pairs`,
    first: 'One',
    second: 'The other',
    n: 'Answered both',
    v: 'Strength (Cramér’s V)',
    low: '95 % from',
    high: 'to',
    rho: 'Rank correlation ρ',
    distance: 'Distance correlation',
    note: 'Not estimable because',
    notes: {
      never_asked_together: 'never asked together',
      never_answered_together: 'never answered together',
      few_stories: 'fewer than 10 answered both',
      one_answer: 'all gave one answer to one of them',
    },
    none: 'Nothing can be estimated of any pair.',
  },

  pair: {
    heading: (a: string, b: string) => `${quoted(a)} with ${quoted(b)}`,
    answered: (n: number) => `${format.stories(n)} answered both.`,
    effect: (v: number, interval: Interval | undefined) =>
      `They go together with ${strength(v, interval)}; 0 is nothing to do with each other, 1 is that one tells the other.`,
    direction: (sign: 1 | -1, [a, b]: readonly [string, string], rho: number) =>
      sign === 1
        ? `Stories nearer to ${quoted(a)} are nearer to ${quoted(b)}, too (rank correlation ${format.two(rho)}).`
        : `Stories nearer to ${quoted(a)} are further from ${quoted(b)} (rank correlation ${format.two(rho)}).`,
    noDirection: (rho: number) =>
      `Neither end of one goes clearly with an end of the other (rank correlation ${format.two(rho)}).`,
    most: (row: string, column: string, count: number, residual: string) =>
      `Furthest above chance: ${quoted(row)} with ${quoted(column)} (${format.stories(count)}, residual ${residual}).`,
    least: (row: string, column: string, count: number, residual: string) =>
      `Furthest below chance: ${quoted(row)} with ${quoted(column)} (${format.stories(count)}, residual ${residual}).`,
    noCell: 'No cell holds clearly more or fewer stories than chance explains.',
    nothing: 'Nothing is known of this pair in this selection.',
    notEstimable: {
      never_asked_together:
        'Not estimable: no storyteller was asked both, so nothing can be said of the two together.',
      never_answered_together: 'Not estimable: no storyteller answered both.',
      few_stories: 'Not estimable: fewer than 10 stories answered both.',
      one_answer: 'Not estimable: all who answered both gave the same answer to one of them.',
    },
    first: 'Of the first',
    second: 'Of the second',
    residual: 'Residual',
    reading: 'Beside chance',
    tendencies: { more: 'more', as_expected: 'as chance explains', fewer: 'fewer' },
    otherOptions: 'Other options',
    withheld: 'not told',
    dash: '“–”: withheld or empty, so it is not set beside chance.',
    more: 'The table is wider than this page. Scroll it sideways for more columns.',
    withheldWhy:
      '“Fewer than 10” and “not told”: a number of 1 to 9 stories is not told, nor another from which it could be had by subtraction.',
    scale:
      'Each cell: its stories, and below by how many standard deviations that is more (+) or fewer (−) than chance explains (adjusted residual). Hatched: as chance explains.',
    total: 'All',
    rows: 'Rows',
    columns: 'Columns',
    several: 'A story can be in several rows or columns, so they do not add up.',
    region: (a: string, b: string) => `Table: ${quoted(a)} with ${quoted(b)}`,
  },
};
