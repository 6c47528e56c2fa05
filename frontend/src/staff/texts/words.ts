// The texts of the page of words.
import { format } from './common';

interface Term {
  term: string;
  selection_stories: number;
  rest_stories: number;
  z: number;
  telling: boolean;
}

interface Phrase {
  phrase: string;
  stories: number;
}

const z = (value: number) => `z ${format.two(value)}`;
const counts = (own: number, of: number, other: number, ofOther: number) =>
  `${format.number(own)} of ${format.number(of)} stories; ${format.number(other)} of ${format.number(ofOther)}`;

export const words = {
  heading: 'Words',
  counting: 'Counting words…',
  againstLabel: 'Compare with',
  against: { others: 'all other stories', pinned: 'B' },
  z,
  counts,
  telling: 'telling',
  notTelling: 'not telling',

  counted: (own: number, other: number, against: string) =>
    `The words of ${format.stories(own)} that can be read were compared with those of ${format.number(other)} of ${against}.`,
  how: 'Numbers are stories that contain a word, not uses of it. Filled bars are telling words (|z| from 1.96, the dashed line); hollow ones may differ by chance. Choose a word to see it in its context.',
  allHeading: 'All stories are selected',
  allWhy:
    'Words are those that a selection uses more than others. Select some of the stories to compare them with the rest, or pin a selection as B.',
  fewOwn: 'Fewer than 10 stories of this selection can be read, so no words are shown.',
  fewOther: (against: string) => `Fewer than 10 stories of ${against} can be read, so no words are shown.`,

  more: { title: (against: string) => `More often than in ${against}` },
  less: { title: (against: string) => `Less often than in ${against}` },
  sentence: (terms: readonly Term[], own: number, other: number, against: string) => {
    const [first] = terms;
    const found = terms.filter(({ telling }) => telling).length;
    if (!first) return 'No word to show.';
    return `${found === 0 ? 'No word is telling.' : `${format.number(found)} telling ${found === 1 ? 'word' : 'words'}.`} First: “${first.term}”, in ${format.number(first.selection_stories)} of ${format.stories(own)} and in ${format.number(first.rest_stories)} of ${format.number(other)} of ${against} (${z(first.z)}).`;
  },
  phrases: 'Phrases that come back',
  phraseSentence: (phrases: readonly Phrase[], own: number) => {
    const [first] = phrases;
    return first
      ? `“${first.phrase}” is in ${format.number(first.stories)} of ${format.stories(own)}.`
      : 'No phrase is in two stories or more.';
  },

  context: {
    heading: (term: string) => `“${term}” in context`,
    shown: (stories: string) => `${stories}, the newest first; one line each.`,
    none: 'No story that can be read has it in its text.',
    search: (term: string) => `Search for “${term}”`,
    close: 'Close',
  },

  table: {
    term: 'Word',
    own: (of: number) => `Stories of this selection (of ${format.number(of)})`,
    other: (against: string, of: number) => `Stories of ${against} (of ${format.number(of)})`,
    z: 'z',
    significant: 'Telling',
    yes: 'yes',
    no: 'no',
    phrase: 'Phrase',
    stories: 'Stories',
  },
};
