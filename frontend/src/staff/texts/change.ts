// The texts of the page of changes over time.
import type { Assurance, Interval, Nature, SignalRule, Step } from '../../api/types';
import { format } from './common';

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const shortMonth = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const date = (iso: string) => new Date(`${iso}T00:00:00Z`);

type Direction = 'higher' | 'lower';

const quoted = (text: string) => `“${text}”`;
const STEPS: Readonly<Record<Step, { label: string; many: string }>> = {
  week: { label: 'Week', many: 'weeks' },
  month: { label: 'Month', many: 'months' },
  quarter: { label: 'Quarter', many: 'quarters' },
  round: { label: 'Round', many: 'rounds' },
};
const LEAST = 12;
const NOT_SAID = 'the framework does not say which way is better';

const span = (low: string, high: string) => `${low} to ${high}`;
const points = (text: string) => `${text} points`;
const signedPoints = (value: number) => {
  const text = format.one(Math.abs(value) * 100);
  const sign = Number(text) === 0 ? '' : value > 0 ? '+' : '−';
  return points(sign + text);
};

function mark(nature: Nature, direction: Direction | undefined): string {
  switch (nature) {
    case 'common_cause':
      return 'routine variation';
    case 'improvement':
      return `signal, ${direction ?? ''}: better`;
    case 'concern':
      return `signal, ${direction ?? ''}: worse`;
    case 'neither':
      return `signal, ${direction ?? ''}`;
  }
}

const RULES: Readonly<Record<SignalRule, string>> = {
  outside: 'a value beyond a limit',
  run: 'a long run on one side of the centre line',
  trend: 'a long run in one direction',
  two_of_three: 'two of three values close to a limit',
};

export const change = {
  heading: 'Change over time',
  counting: 'Following…',
  remove: 'Remove',
  span,
  points,
  pointsOf: signedPoints,
  days: (text: string) => (text === '1' ? '1 day' : `${text} days`),
  mark,
  between: (from: string, to: string) => `${from} → ${to}`,
  notOver: (period: string) => `${period} (not whole)`,

  period: {
    week: (first: string) => `Week of ${format.day(first)}`,
    month: (first: string) => month.format(date(first)),
    quarter: (quarter: string, year: string) => `Quarter ${quarter} of ${year}`,
    shortMonth: (first: string) => shortMonth.format(date(first)),
    shortDay: (first: string) => shortDay.format(date(first)),
    until: (day: string) => `Until ${format.day(day)}`,
  },

  titles: {
    count: 'Number of stories',
    more: 'More like A, fewer like B',
    median: (question: string) => `Median: ${question}`,
    share: (part: string, question: string) => `Share of ${quoted(part)}: ${question}`,
    along: 'Towards A, along the line between the middles of A and B',
    between: (stories: number) =>
      stories === 1 ? 'Days between stories' : `Days for every ${stories} stories`,
    changes: (title: string) => `Differences between rounds: ${title}`,
    drift: (question: string) => `Path of the centre: ${question}`,
    corners: (question: string) => `Change of each corner’s weight: ${question}`,
  },

  picker: {
    measure: 'Follow',
    kinds: {
      count: 'the number of stories',
      zone: 'the share of a zone of a triad',
      option: 'the share of an answer to a choice',
      median: 'the median between two ends',
      more: 'more stories like A, fewer like B',
    },
    question: 'Question',
    zone: 'Zone',
    option: 'Answer',
    pinFirst: 'To follow “more like these, fewer like those”, pin a selection as B.',
    by: 'Periods',
    step: (by: Step) => STEPS[by].label,
    target: 'Target',
    targetOf: {
      count: 'Target, stories a period',
      zone: 'Target, %',
      option: 'Target, %',
      median: 'Target, % of the way to the right end',
      more: 'Target, percentage points',
    },
    setTarget: 'Set target',
    removeTarget: 'Remove target',
    wrongTarget: (low: string, high: string) => `Give a number from ${low} to ${high}.`,
    wrongCount: 'Give a number, 0 or more.',
  },

  overview: {
    title: 'What changed most',
    measure: 'Measure',
    change: (rounds: { from: string; to: string } | undefined) =>
      rounds
        ? `Change from ${rounds.from} to ${rounds.to}, with its 95 % interval`
        : 'Change from the first round to the last',
    chart: (by: Step) => `Control chart by ${by}`,
    kinds: {
      zone: 'Zones of triads',
      median: 'Medians of dyads',
      option: 'Answers about the story',
      storyteller: 'Who told the stories',
    },
    order:
      'What changed most at least comes first: by the end of the interval that lies nearer to no change, so that a few stories do not lead. Choose a measure to see its charts.',
    chance: (count: number) =>
      `Among ${format.number(count)} measures, about one interval in 20 leaves out 0 by chance, and some charts have a signal by chance. Every story is taken by itself here; Compare by round tests all questions together, keeps the stories of one collection together, and so finds less.`,
    changed: (direction: string, size: string, range: string | undefined, rounds: string | undefined) =>
      `${direction}: ${size}${range ? ` (${range})` : ''}${rounds ? `, ${rounds}` : ''}`,
    rounds: (from: string, to: string) => `${from} to ${to}`,
    towards: (end: string) => `towards ${quoted(end)}`,
    larger: 'larger share',
    smaller: 'smaller share',
    unclear: 'may be chance',
    noChange: 'no two rounds with ten stories or more',
    latest: (direction: Direction) => `signal now: ${direction}`,
    earlier: (direction: Direction, when: string) => `earlier signal: ${direction}, ${when}`,
    signals: {
      none: 'no signal',
      few: `fewer than ${LEAST} values, no signal`,
      no_chart: 'no chart: too few values',
    },
    more: (count: number, kind: string) => `Show ${format.number(count)} more: ${kind}`,
    how: [
      'Difference: the value of the last round minus that of the first, each with ten stories or more, in percentage points; of a median, points of the way from the left end to the right end. Intervals: Newcombe’s method 10 for shares, the method of Zou and Donner for medians.',
      'Control chart: the rules of Making Data Count on the periods that are chosen below (months in place of rounds). A signal is a value beyond a limit, a long run on one side of the centre line or in one direction, or two of three values close to a limit.',
    ],
    working: {
      label: (percent: string) => `Following every measure: ${percent}`,
      cancel: 'Cancel',
      cancelled: 'Cancelled.',
      cancelledOld: 'Cancelled. Below is what was followed before.',
      again: 'Follow every measure',
    },
  },

  steps: {
    heading: 'Step changes',
    why: 'Where something is known to have changed, the centre line and the limits are computed again. Give the reason.',
    none: 'None',
    day: 'From',
    reason: 'What changed',
    add: 'Add step change',
    needsDay: 'Give the day on which it changed.',
    needsReason: 'Say what changed: a step without a reason hides a signal.',
    remove: (day: string) => `Remove the step of ${day}`,
    letter: (at: number) => String.fromCharCode(97 + (at % 26)),
    line: (letter: string, day: string, reason: string) =>
      `${letter}: from ${day}${reason ? `, ${reason}` : ''}`,
    listed: (day: string, reason: string) => `${day}: ${reason}`,
    noRounds: 'Rounds have no step changes.',
    outside: (day: string) => `${day} lies outside the periods, or in the first, so nothing changes there.`,
  },

  /** The headings of values in tables. */
  values: {
    count: 'Stories',
    zone: 'Share',
    option: 'Share',
    median: 'Median',
    more: 'A minus B',
    along: 'Position',
  },

  lines: { mean: 'Mean', median: 'Median', limit: 'Limit', target: 'Target' },
  few: { short: '<10', long: 'Fewer than 10' },

  reader: {
    slider: (name: string) => `Periods of ${name}`,
    few: (label: string) => `${label}: fewer than 10 stories, so no value is shown`,
    nothing: (label: string) => `${label}: no value`,
    interval: (text: string) => `95 % interval ${text}`,
    n: (n: number) => `n = ${format.number(n)}`,
    partial: 'not whole, so outside the limits',
    place: (label: string, value: string, facts: string, says: string) =>
      `${label}: ${value}${facts ? ` (${facts})` : ''}${says ? `; ${says}` : ''}`,
    stories: (period: string) => `Stories of ${period} in Maps`,
  },

  table: {
    period: 'Period',
    until: 'Gap before the story',
    days: 'Days',
    n: 'n',
    low: '95 % from',
    high: 'to',
    says: 'What it says',
    centre: 'Centre line',
    lower: 'Lower limit',
    upper: 'Upper limit',
    none: '–',
    from: 'From round',
    to: 'To round',
    difference: 'Difference',
    corner: 'Corner',
    moved: 'Step, % of a side',
  },

  says: {
    latest: (label: string, value: string, facts: string) =>
      `${label}: ${value}${facts ? ` (${facts})` : ''}.`,
    noValue: 'No period has a value to show.',
    common: 'Routine variation: no sign of a change.',
    improvement: (direction: Direction) => `Better: ${direction} than routine variation explains.`,
    concern: (direction: Direction) => `Worse: ${direction} than routine variation explains.`,
    neither: (direction: Direction) =>
      `${direction === 'higher' ? 'Higher' : 'Lower'} than routine variation explains; ${NOT_SAID}.`,
    run: (values: number, by: Step) =>
      `${values === 1 ? `1 ${by}` : `${format.number(values)} ${STEPS[by].many}`}: too few for limits, which need ${LEAST}; the line is the median.`,
    runSince: (values: number, day: string) =>
      `Since ${day} there are ${format.number(values)} values: too few for limits, which need ${LEAST}; the line is the median.`,
    mean: (centre: string, limits: string, values: number) =>
      `Mean ${centre}, ${limits}, from ${format.number(values)} values.`,
    median: (centre: string) => `Median ${centre}.`,
    limits: (low: string, high: string) => `limits ${span(low, high)}`,
    limitBelow: (high: string) => `upper limit ${high}`,
    limitAbove: (low: string) => `lower limit ${low}`,
    noLimit: 'limits beyond the scale',
    signals: (list: readonly string[]) =>
      `${list.length === 1 ? 'A signal' : 'Signals'} of a change: ${list.join('; ')}.`,
    signal: (from: string, to: string, direction: Direction) =>
      `${from === to ? from : `${from} to ${to}`} ${direction}`,
    why: 'What makes these signals',
    rules: (signal: string, rules: readonly SignalRule[]) =>
      `${signal}: ${rules.map((rule) => RULES[rule]).join(', ')}.`,
    partial: (list: readonly string[]) =>
      `${list.join(' and ')} ${list.length === 1 ? 'is' : 'are'} not whole: hollow, and outside the limits.`,
    few: (count: number) =>
      `${count === 1 ? 'One period has' : `${format.number(count)} periods have`} fewer than 10 stories and no value.`,
    assurance: (assurance: Assurance, target: string) =>
      ({
        passes: `The target of ${target} is met by routine variation: both limits are beyond it.`,
        fails: `The target of ${target} is not met unless something changes: both limits fall short of it.`,
        hit_or_miss: `The target of ${target} is met or missed by chance: it lies between the limits.`,
      })[assurance],
    noAssurance: (target: string) => `Target ${target}: ${NOT_SAID}, so nothing is said of meeting it.`,
    early: (target: string) => `Target ${target}: without limits, nothing is said of meeting it.`,
    ends: (left: string, right: string) => `0% is ${quoted(left)}, 100% is ${quoted(right)}.`,
    longerMeansFewer: 'Longer gaps mean fewer stories.',
    gaps: (values: number) =>
      `${format.number(values)} gaps: too few for limits, which need ${LEAST}; the line is the median.`,
    gapLatest: (label: string, value: string) =>
      `The last gap: ${value}, ${label.toLowerCase().slice(0, 1)}${label.slice(1)}.`,
    round: (label: string, value: string, facts: string) => `${label} ${value}${facts ? ` (${facts})` : ''}`,
    rounds: (list: readonly string[]) => `${list.join('; ')}.`,
    oneRound: 'There is only one round with ten stories or more, so nothing can be compared.',
    difference: (from: string, to: string, value: string, interval: string | undefined, zero: boolean) =>
      `From ${from} to ${to}: ${value}${interval ? ` (95 % ${interval})` : ''}${interval ? (zero ? ', which may be chance' : ', more than chance explains') : ''}.`,
    rounded: 'Figures are rounded one by one, so the difference can end in another digit than theirs.',
    moved: (from: string, to: string, sides: string) =>
      `From ${from} to ${to} the centre moved by ${sides} of the length of a side.`,
    with: (label: string, n: number | undefined) =>
      n === undefined ? label : `${label} (n = ${format.number(n)})`,
    notMoved: 'There are not two whole periods with a centre, so there is no path.',
    corner: (corner: string, value: string, interval: string | undefined) =>
      `${quoted(corner)} ${value}${interval ? ` (95 % ${interval})` : ''}`,
    corners: (list: readonly string[]) => `Weights in the centre: ${list.join(', ')}.`,
    cornersNote: 'Where an interval contains 0, the change may be chance.',
    moreNote: (both: string, more: string, fewer: string) =>
      `Of the stories in ${both}: the share like A (${more}) minus the share like B (${fewer}), in percentage points. Above 0, more are like A.`,
    alongNote: 'In percent of the length of a side of the triangle; 0% is where the first period lies.',
  },

  icons: {
    variation: (nature: Nature, direction: Direction | undefined) =>
      nature === 'common_cause'
        ? 'Variation: routine (common cause)'
        : `Variation: ${mark(nature, direction)} (special cause)`,
    assurance: {
      passes: 'Assurance: the target will be met as things are (P)',
      fails: 'Assurance: the target will not be met as things are (F)',
      hit_or_miss: 'Assurance: the target will be met or missed by chance (?)',
    } satisfies Record<Assurance, string>,
  },

  legend: {
    xmr: 'Dots: values, joined by a grey line. Solid line: mean; dashed: limits. Triangles are signals and point their way.',
    coloured: 'Blue is better, orange is worse, as the framework says.',
    purple: 'Signals are purple: the framework does not say which way is better.',
    run: 'Dots: values, joined by a grey line. Solid line: median. Triangles are signals and point their way.',
    rounds: 'Dots: values; vertical lines: 95 % intervals.',
    values: 'Dots: values, joined by a grey line.',
    drift: 'Each dot is the centre of a period; the arrow leads from the first to the last that is whole.',
    differences: 'Dot: difference; line: 95 % interval; the dark line is no difference.',
  },

  sides: {
    file: (stories: string, more: string, fewer: string) =>
      `${stories}; more like A: ${more}; fewer like B: ${fewer}`,
    same: 'A and B select the same stories, so there is no difference to follow. Change one of them.',
    few: 'Fewer than 10 stories are counted here, so no figure is shown.',
  },

  interval: (interval: Interval, say: (value: number) => string) => span(say(interval[0]), say(interval[1])),
};
