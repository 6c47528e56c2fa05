// The texts that all analysis pages use: their names, the selection as a sentence, links that cannot be opened, few stories.
import { format } from './common';

const FEW = 'Fewer than 10 stories';
const ALL = 'all';
const SMALLEST = 10;

/** A number of stories, as far as it may be said. */
function stories(count: number | null | undefined): string {
  return count == null || (count > 0 && count < SMALLEST) ? FEW : format.stories(count);
}

export const analysis = {
  pagesLabel: 'Analysis',
  pages: { maps: 'Maps', compare: 'Compare', change: 'Change', clusters: 'Clusters', words: 'Words' },
  stories,
  all: ALL,

  selection: {
    bar: 'Selection and its stories',
    counting: 'Counting…',
    sentence: (count: number | null | undefined, clauses: string) => `${stories(count)}: ${clauses || ALL}`,
    counts: (readable: number, held: number) =>
      held === 0
        ? 'All of them can be read'
        : `${format.number(readable)} can be read, ${format.number(held)} cannot (held or withheld)`,
    a: 'A',
    b: 'B',
    pin: 'Pin as B',
    pinInstead: 'Pin this as B instead',
    pinned: 'Selection B',
    swap: 'Swap A and B',
    unpin: 'Remove B',
    export: 'Export stories',
  },

  few: {
    heading: FEW,
    why: 'Figures about so few stories come close to what one person answered, so none are shown. You can read the stories that are cleared.',
  },

  fewAnswers: 'Fewer than 10 of these stories answer this, so nothing is shown of it.',
  fewPlaced: 'Placed in fewer than 10 of these stories, so nothing is shown of it.',
  fewCount: 'fewer than 10',
  textsNotShown:
    'You selected stories by who told them, and fewer than 5 of these can be read. So that no person is singled out, their texts are not shown.',
  answersNotShown: (questions: readonly string[]) =>
    `Not shown, so that no person is singled out: ${questions.map((question) => `“${question}”`).join(', ')}. Fewer than 5 stories that can be read have the same answers.`,

  empty: {
    heading: 'No story matches',
    why: 'Remove a part of the selection to see stories again:',
    remove: (part: string) => `Remove ${part}`,
    left: (count: number | null | undefined) =>
      count == null ? 'then fewer than 10 stories' : `then ${format.stories(count)}`,
  },

  saved: {
    heading: 'Saved views',
    name: 'Save this view as',
    save: 'Save',
    none: 'No view is saved yet.',
    about: (page: string, owner: string, day: string) => `${page} · ${owner} · ${day}`,
    page: (page: string) =>
      ({ explore: 'Maps', compare: 'Compare', change: 'Change', clusters: 'Clusters', words: 'Words' })[
        page
      ] ?? page,
    newName: 'New name',
    rename: 'Rename',
    delete: 'Delete',
    of: (tool: string, view: string) => `${tool}: ${view}`,
    close: 'Close',
    done: (name: string) => `Saved as “${name}”.`,
    renamed: (name: string) => `Renamed to “${name}”.`,
    deleted: (name: string) => `“${name}” is deleted.`,
  },

  keys: {
    heading: 'Keyboard shortcuts',
    key: 'Key',
    what: 'What it does',
    then: (first: string, second: string) => `${first} then ${second}`,
    search: 'Search in the stories',
    go: (page: string) => `Go to ${page}`,
    nextStory: 'Next story',
    earlierStory: 'Story before',
    nextFigure: 'Next figure',
    earlierFigure: 'Figure before',
    pin: 'Pin this selection as B',
    help: 'Show these shortcuts',
    pinned: 'Pinned as B.',
    figures:
      'In a figure, arrow keys go from place to place, Page Down to its stories, and Enter chooses. They always work.',
    on: 'Single-key shortcuts are on, on this computer',
    close: 'Close',
  },

  lastAnswer: (time: string) => `Below is the last answer, of ${time}.`,

  link: {
    heading: 'This link cannot be opened',
    why: 'Nothing else is shown in its place, because it would not be what the sender saw. Ask for the link again, or start with all stories.',
    all: 'Show all stories',
    unread: (name: 's' | 'b', path: string) =>
      path === ''
        ? `The ${name === 's' ? 'selection' : 'selection B'} in it cannot be read. It may have been cut off.`
        : `In the ${name === 's' ? 'selection' : 'selection B'}, “${path}” cannot be read.`,
    noFramework: (slug: string) => `There is no framework “${slug}”.`,
    twoFrameworks: 'Its two selections are of different frameworks.',
    setting: (name: string, value: string) => `It says “${name}=${value}”, which this page does not have.`,
  },
};
