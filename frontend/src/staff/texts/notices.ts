// The texts of the page on which administrators write the notices.
import type { NoticeKind } from '../../api/types';
import { format } from './common';

export const notices = {
  heading: 'Notices',
  intro:
    'What people can read about this service before they tell a story. A published version never changes: write the next one instead. Earlier versions can still be read.',
  kinds: {
    privacy: 'Privacy notice',
    accessibility: 'Accessibility statement',
  } as Record<NoticeKind, string>,
  published: (version: number, day: string) => `Version ${version}, published on ${day}`,
  read: (version: number) => `Read version ${version}`,
  unfilled: (count: number) =>
    count === 1
      ? '1 field is not filled in. People read a sentence there that says so.'
      : `${format.number(count)} fields are not filled in. People read sentences there that say so.`,
  write: (version: number) => `Write version ${version}`,
  goOn: (version: number) => `Go on with the draft of version ${version}`,
  all: 'All notices',
  draft: (kind: string, version: number) => `${kind}: draft of version ${version}`,
  language: 'Language and wording',
  languageHint: 'The first one is shown to readers whose language is missing.',
  addLanguage: 'Add a language or wording',
  addLanguageHint: 'It begins with a copy of the text that you are looking at.',
  tag: 'Language tag, such as ur or ur-x-easy',
  add: 'Add',
  wrongTag: 'Enter a language tag that is not in the list yet, such as ur or ur-x-easy',
  removeLanguage: 'Remove this language',
  fields: 'What to fill in',
  fieldsHint:
    'It takes the place of the name in braces. Leave it empty where another language has it already.',
  inTexts: (id: string) => `{${id}} in the text`,
  text: 'Text',
  title: 'Title',
  kind: (place: number) => `Kind of part ${place}`,
  part: (place: number) => `Part ${place}`,
  blockKinds: { heading: 'Heading', paragraph: 'Paragraph' },
  up: (place: number) => `Move part ${place} up`,
  down: (place: number) => `Move part ${place} down`,
  remove: (place: number) => `Remove part ${place}`,
  addHeading: 'Add a heading',
  addParagraph: 'Add a paragraph',
  save: 'Save the draft',
  saving: 'Saving…',
  saved: 'The draft is saved.',
  publish: 'Publish',
  publishHeading: (kind: string) => `Publish this version of the ${kind.toLowerCase()}?`,
  publishWhat: [
    'Everybody reads this version from now on.',
    'It can never be changed. You can write another version at any time.',
  ],
  publishYes: 'Yes, publish it',
  publishNo: 'No, not yet',
  publishedNow: (kind: string) => `The ${kind.toLowerCase()} is published.`,
  conflict: 'Another person changed or published this draft while you edited it.',
  takeTheirs: 'Read theirs, and drop what I typed',
  keepMine: 'Save mine over theirs',
  errorPrefix: 'Error: ',
  working: 'Just a moment…',
};
