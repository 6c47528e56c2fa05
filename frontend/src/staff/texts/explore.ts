// The texts of selections, of the maps, and of the list of stories.
import { format } from './common';

/** 1st, 2nd, 3rd, 4th … */
function ordinal(n: number): string {
  const [tens, ones] = [n % 100, n % 10];
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th');
  return `${n}${ending}`;
}

export const explore = {
  heading: 'Explore',
  framework: 'Framework',
  counting: 'Counting…',
  noFramework: 'There is no framework yet, so there is nothing to explore.',
  announce: (matching: number, readable: number) =>
    `${format.stories(matching)} match. ${format.number(readable)} can be read.`,
  few: 'Fewer than 100 stories: read these patterns with care.',
  fuzzy: 'No story holds these words as typed. Similar words were searched for instead.',
  partial: 'No story has all of these words. These stories have the words that say most of it.',
  readAs: (query: string) => `Searched for: ${query}`,
  jump: 'Go to the stories',

  chips: {
    heading: 'Selection',
    all: 'All stories',
    /** Before the name of a cluster, whose parts follow. */
    cluster: 'Close to cluster',
    /** Before the text of a part that excludes stories. */
    without: 'without',
    /** What turns a part that excludes stories into one that selects them, and the other way round. */
    turn: (isNot: boolean) => (isNot ? 'Include instead' : 'Exclude instead'),
    turnOf: (isNot: boolean, what: string) => `${isNot ? 'Include' : 'Exclude'} instead: ${what}`,
    quoted: (question: string) => `“${question}”`,
    remove: (what: string) => `Remove ${what}`,
    clear: 'Clear all',
    text: 'Text',
    received: 'Received',
    prompts: 'Prompt',
    collections: 'Collection',
    rounds: 'Round',
    or: ' or ',
    drawn: 'a drawn region',
    between: (from: string, to: string) => `${from} to ${to}`,
    from: (from: string) => `from ${from}`,
    until: (to: string) => `until ${to}`,
    range: (left: string, right: string, from: number, to: number) =>
      `${format.percent(from)}–${format.percent(to)} of the way from “${left}” to “${right}”`,
    rectangle: (x: string, y: string) => `across ${x}, up ${y}`,
    span: (from: number, to: number) => `${format.percent(from)}–${format.percent(to)}`,
  },

  clauses: {
    not: 'not ',
    quoted: (label: string) => `“${label}”`,
    /** An edge of a triad, between two labels that have their quotes. */
    edge: (a: string, b: string) => `between ${a} and ${b}`,
    centre: 'between all three',
    cluster: (name: string, clauses: string) => `close to cluster “${name}” (${clauses})`,
    text: (words: string) => `about “${words}”`,
    by: (audiences: string) => `by ${audiences}`,
    in: (about: string, what: string) => `${about.toLowerCase()} ${what}`,
    received: (when: string) => `received ${when}`,
    other: (about: string, what: string) => `“${about}”: ${what}`,
  },

  link: {
    noQuestion: (id: string) => `The framework has no question “${id}”.`,
    noOption: (id: string, question: string) => `“${question}” has no option “${id}”.`,
    noZone: (name: string, question: string) => `“${question}” has no zone “${name}”.`,
    noStone: (id: string) => `The framework has no stone “${id}”.`,
    noPrompt: (id: string) => `The framework has no prompt “${id}”.`,
  },

  filters: {
    heading: 'Filters',
    show: 'Show filters',
    hide: 'Hide filters',
    text: 'Search in the stories',
    textHint: 'Words, "phrases", begin* or -without. AND, OR, NOT in capitals, and (brackets)',
    received: 'Received',
    from: 'From',
    to: 'To (included)',
    prompts: 'Prompt',
    excluded: 'The ticked options are left out.',
    findOption: 'Find an option',
    otherOptions: (options: number, chosen: number) =>
      `${format.number(options)} other options, chosen ${format.number(chosen)} ${chosen === 1 ? 'time' : 'times'} in all`,
    share: (count: number, share: number | null | undefined) =>
      share == null ? format.number(count) : `${format.number(count)} · ${format.percent(share)}`,
  },

  tools: {
    layer: 'Show in the maps',
    layers: { hexagons: 'Hexagons', density: 'Density', zones: 'Zones' },
    dots: 'Dots',
    view: 'View as',
    views: { maps: 'Maps', tables: 'Tables', guess: 'Guess first', associations: 'Associations' },
    against: 'Show',
    againsts: {
      nothing: 'This selection',
      everybody: 'Against everybody',
      pinned: 'Against B',
    },
    clicks: 'A click on a map',
    click: { select: 'Selects', nearest: 'Lists the nearest stories' },
    fit: 'Colours',
    fits: { everybody: 'The same for every selection', selection: 'Fitted to this one' },
    legendEven: 'Times even spread',
    evenMark: '(line: even spread, 1)',
    stonesBetween: (least: string, most: string) => `(stones ${least} to ${most})`,
    andMore: (most: number) => `${format.number(most)} and more`,
    legendDifference: (against: string) => `Points more or fewer than ${against}`,
    hatched:
      'may be chance: the 95 % interval includes zero. Of 20 places without a difference, about one is not hatched.',
    overlap: 'Intervals take A and B as separate. Where they share stories, they are wider than need be.',
    dotsOf: (shown: number, all: number) =>
      shown === all
        ? `Each dot is a story.`
        : `Each dot is a story that can be read: ${format.number(shown)} of ${format.number(all)}.`,
    whoAgainst: { nothing: '', everybody: 'everybody', pinned: 'B' },
    arithmetic: 'Mean',
    geometric: 'Geometric mean',
    region: '95 % region of the geometric mean',
    everybody: 'Geometric mean of everybody',
    outline: 'Everybody',
    stonesTo: (most: number) => `(stones 0 to ${format.number(most)})`,
    stones: 'Stones',
    stonesAs: { cells: 'Cells', contours: 'With contours' },
    contours: 'Smallest areas with 50 %, 75 % and 95 % of a stone’s placements',
  },

  maps: {
    heading: 'Maps',
    triads: 'Triads',
    dyads: 'Dyads',
    confidence: 'Confidence',
    stones: 'Stones',
    n: (answered: number) => `n = ${format.number(answered)}`,
    notApplicable: (count: number) => `does not fit ${format.number(count)}`,
    unanswered: (count: number) => `unanswered ${format.number(count)}`,
    notAsked: (count: number) => `not asked ${format.number(count)}`,
    answered: 'answered',
    nobody: 'Nobody in this selection answered this.',
    noneAsked: 'No storyteller in this selection was asked this.',
    table: 'Table',
    map: 'Map',
    larger: 'Larger',
    close: 'Close',
    draw: 'Draw',
    drawRegion: 'Draw a region',
    drawing:
      'Click points, then the first one again or “Finish”. Or drag around a region. With keys: arrows move the cross, Enter sets a point, Backspace takes one back, Escape ends.',
    surface: (map: string) => `Draw a region on ${map}. Arrow keys move, Enter sets a point.`,
    cursor: (shares: readonly string[], points: number) =>
      `${shares.join(', ')}. ${format.number(points)} ${points === 1 ? 'point' : 'points'} set.`,
    cornerShare: (label: string, share: number) => `${format.percent(share)} ${label}`,
    story: (title: string) => `Story: ${title}`,
    fewAnswered: 'Fewer than 10 answered this, so no figure is shown.',
    freed: 'Shown without its own part, which is marked.',
    freedFile: 'It is shown without the part of the selection about this question.',
    choices: 'Choices',
    howChoice: 'Choose an option. Bars to 100 %; line: 95 % interval; dashed mark: everybody.',
    options: (map: string) => `Options of ${map}`,
    leftOut: (options: number) =>
      `${format.number(options)} options that were chosen less often are not drawn.`,
    download: 'Download',
    toolsOf: (map: string) => `Tools: ${map}`,
    everybodyIs: 'These are all stories, so there is nothing to compare them with.',
    finish: 'Finish',
    cancel: 'Cancel',
    of: (tool: string, map: string) => `${tool}: ${map}`,
    howTriad: 'Click a zone, or drag around any region.',
    howDyad:
      'Click a fifth, or drag over a range. Line: median. Dark foot: middle half. Thin line: everybody.',
    howStones: 'Click a cell, or drag over a rectangle. Ring: medians.',
    zones: (map: string) => `Zones of ${map}`,
    fifths: (map: string) => `Fifths of ${map}`,
    cells: (map: string) => `Cells of ${map}`,
    share: (label: string, count: number, share: number | null | undefined) =>
      `${label}: ${format.stories(count)}${share == null ? '' : `, ${format.percent(share)}`}`,
    empty: (label: string) => `${label}: no story`,
    times: (ratio: number) => `, ${format.one(ratio)} times even spread`,
    cell: (x: number, y: number) =>
      `${['left', 'middle', 'right'][x] ?? ''} ${['bottom', 'centre', 'top'][y] ?? ''}`,
    placed: (count: number) => `placed ${format.number(count)}`,
    from: 'From, %',
    to: 'To, %',
    apply: 'Select this range',
    across: (left: string, right: string) => `Across: from “${left}” to “${right}”`,
    up: (bottom: string, top: string) => `Up: from “${bottom}” to “${top}”`,
  },

  sentences: {
    answered: (n: number) => `${format.stories(n)} answered.`,
    most: (label: string, share: number, [low, high]: readonly [number, number]) =>
      `The largest share is at “${label}”: ${format.percent(share)} (95 % interval ${format.percent(low)}–${format.percent(high)}).`,
    median: (
      left: string,
      right: string,
      median: number,
      interval: readonly [number, number] | undefined,
      low: number,
      high: number,
    ) =>
      `The median is ${format.percent(median)} of the way from “${left}” to “${right}”${interval ? ` (95 % interval ${format.percent(interval[0])}–${format.percent(interval[1])})` : ''}; the middle half lies from ${format.percent(low)} to ${format.percent(high)}.`,
    placedMost: (stone: string, placed: number) =>
      `“${stone}” was placed most often, ${format.number(placed)} times.`,
    difference: (
      label: string,
      points: string,
      interval: string,
      against: 'nothing' | 'everybody' | 'pinned',
      places: number,
    ) =>
      `The clearest difference from ${against === 'pinned' ? 'B' : 'everybody'} is at “${label}”: ${points} points (95 % interval ${interval}).${places > 1 ? ` Each of the ${format.number(places)} places is taken alone: about one in 20 looks clear by chance. Compare tests whole questions.` : ''}`,
    noDifference: (against: 'nothing' | 'everybody' | 'pinned') =>
      `No place differs clearly from ${against === 'pinned' ? 'B' : 'everybody'}.`,
    notCompared: (against: 'nothing' | 'everybody' | 'pinned') =>
      against === 'pinned'
        ? 'Fewer than 10 stories of one side answered this, so they are not compared.'
        : 'Fewer than 10 other stories answered this, so they are not compared.',
  },

  table: {
    zone: 'Zone',
    unplaced: 'Not placed',
    across: 'Median across',
    up: 'Median up',
    compared: (against: 'nothing' | 'everybody' | 'pinned') => [
      `Share of ${against === 'pinned' ? 'B' : 'everybody'}`,
      'Difference, points',
      '95 % interval of the difference',
    ],
    pointsInterval: (low: string, high: string) => `${low} to ${high}`,
    fifth: 'Fifth',
    option: 'Option',
    stone: 'Stone',
    cell: 'Cell',
    count: 'Stories',
    share: 'Share',
    interval: '95 % interval',
    ratio: '× even',
    even: 'Even spread',
    placed: 'Placed',
    median: 'Median across, up',
    centre: 'Between all three',
    edge: (a: string, b: string) => `${a} and ${b}`,
    interval95: (low: number, high: number) => `${format.percent1(low)}–${format.percent1(high)}`,
    none: '–',
    choose: (label: string) => `Select ${label}`,
    fifths: (left: string, right: string) => [
      `Nearest to “${left}”`,
      `Nearer to “${left}”`,
      'In the middle',
      `Nearer to “${right}”`,
      `Nearest to “${right}”`,
    ],
  },

  guess: {
    how: 'Nothing is shown yet. Place your guess of the middle of the stories, with a pointer or with arrow keys, then reveal.',
    howChoice: 'Nothing is shown yet. Which option was chosen most? Choose one, then reveal.',
    surface: (map: string) => `Your guess: ${map}. Arrow keys move it.`,
    most: (question: string) => `Your guess of the option chosen most: ${question}`,
    reveal: 'Reveal',
    again: 'Guess again',
    notPlaced: 'not placed yet',
    spot: (x: string, y: string) => `across ${x}, up ${y}`,
    along: (share: string, left: string, right: string) => `${share} of the way from “${left}” to “${right}”`,
    mark: 'Square: your guess.',
    nothing: 'Nobody answered this, so there is nothing to compare your guess with.',
    nearness: [
      { to: 0.05, text: 'Very near.' },
      { to: 0.12, text: 'Near.' },
      { to: 0.25, text: 'Some way off.' },
    ],
    far: 'Far from where they are.',
    distance: (distance: string) => `Your guess is ${distance} of a side away.`,
    points: (points: string) => `Your guess is ${points} points away.`,
    more: (corner: string, points: string) =>
      `The stories lie nearer to “${corner}” than you guessed, by ${points} points.`,
    nearer: (end: string) => `The stories lie nearer to “${end}” than you guessed.`,
    right: (option: string, share: string) => `Right: “${option}” was chosen most (${share}).`,
    placed: (option: string, place: number, share: string, first: string, most: string) =>
      `“${option}” comes ${ordinal(place)} (${share}). “${first}” was chosen most (${most}).`,
  },

  stories: {
    heading: 'Stories',
    shown: (shown: number, readable: number) =>
      readable === 0 ? 'None to read' : `${format.number(shown)} of ${format.number(readable)}`,
    none: 'No cleared story in this selection.',
    loosen: 'Take a part out of the selection to see more.',
    more: 'More stories',
    sort: 'Order',
    sorts: {
      random: 'Random sample',
      relevance: 'Best match',
      newest: 'Newest',
      nearest: 'Nearest',
    },
    nearest: (place: string) => `Nearest first to ${place}. Stories without an answer there are not listed.`,
    near: (question: string, place: string) => `${place} in “${question}”`,
    along: (share: number, left: string, right: string) =>
      `${format.percent(share)} of the way from “${left}” to “${right}”`,
    spot: (stone: string, x: string, y: string) => `“${stone}” across ${x}, up ${y}`,
    another: 'Another sample',
    data: 'Data of this list',
    listSentence: (shown: number, readable: number, sort: string) =>
      `${format.number(shown)} of ${format.number(readable)} stories that can be read, in this order: ${sort}.`,
    table: {
      title: 'Title',
      received: 'Received',
      language: 'Language',
      prompt: 'Prompt',
      quotable: 'May be quoted',
      id: 'Id',
      notShown: 'not shown',
      yes: 'yes',
      no: 'no',
    },
    fromLink: 'The story of this link:',
    notThere: 'The story of this link is not here any more, or may not be read.',
    quotable: 'May be quoted',
    read: 'read',
    untitled: 'Story without a title',
    redacted: 'Redacted',
    answers: 'What the storyteller says it means',
    gone: 'This story is not here any more. Its storyteller may have withdrawn it.',
    received: (iso: string) => format.day(iso),
  },
};
