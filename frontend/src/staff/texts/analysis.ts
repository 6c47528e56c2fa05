// The texts that all analysis pages use: their names, the selection as a sentence, links that cannot be opened, few stories.
import { format } from './common';

const FEW = 'Fewer than 10 stories';
const ALL = 'all';
const SMALLEST = 10;

/** A number of stories, as far as it may be said. */
function stories(count: number): string {
  return count > 0 && count < SMALLEST ? FEW : format.stories(count);
}

export const analysis = {
  pagesLabel: 'Analysis',
  pages: { maps: 'Maps', compare: 'Compare', clusters: 'Clusters', words: 'Words' },
  stories,
  all: ALL,

  selection: {
    counting: 'Counting…',
    sentence: (count: number, clauses: string) => `${stories(count)}: ${clauses || ALL}`,
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
  },

  few: {
    heading: FEW,
    why: 'Figures about so few stories come close to what one person answered, so none are shown. You can read the stories that are cleared.',
  },

  empty: {
    heading: 'No story matches',
    why: 'Remove a part of the selection to see stories again:',
    remove: (part: string) => `Remove ${part}`,
    left: (count: number, few: boolean) =>
      few ? 'then fewer than 10 stories' : `then ${format.stories(count)}`,
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
