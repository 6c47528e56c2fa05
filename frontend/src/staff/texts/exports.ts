// The texts of the page on which analysts ask for exports and administrators decide on them.
import type { ExportState } from '../../api/types';
import { format } from './common';

const FORMATS: Record<string, { name: string; hint: string }> = {
  xlsx: { name: 'Excel workbook', hint: 'A sheet for each table. For Excel and LibreOffice.' },
  csv: {
    name: 'CSV',
    hint: 'One table with a row for each story. For spreadsheets and statistics programs.',
  },
  datapackage: {
    name: 'Data Package',
    hint: 'All tables as CSV, with a description of every column. For R, Python and archives.',
  },
  parquet: { name: 'Parquet', hint: 'One compact table. For R and Python with many stories.' },
  jsonl: { name: 'JSON Lines', hint: 'A line for each story. For another service like this one.' },
  sensemaker: { name: 'SenseMaker', hint: 'For scripts that read SenseMaker’s own exports.' },
};

const STATES: Record<ExportState, string> = {
  waiting: 'Waiting for a second person',
  agreed: 'Ready to download',
  refused: 'Refused',
  cancelled: 'Withdrawn',
  expired: 'Expired',
};

export const exports = {
  heading: 'Exports',
  intro: 'Take stories out of this service as a file, to work on them elsewhere.',
  how: 'Select stories on an analysis page, then choose “Export stories” there.',
  toStories: 'Select stories',

  ask: {
    heading: 'Export stories',
    selection: 'Which stories',
    change: 'Change the selection',
    counting: 'Counting the stories…',
    sentence: (count: string, clauses: string) => `${count}: ${clauses || 'all'}`,
    few: 'Nothing is exported of fewer than 10 stories, because it comes close to what one person said. Select more stories.',
    none: 'No story matches this selection. Select more stories.',
    unreadable: 'The link to this page was cut off or changed. Select the stories again.',
    format: 'Format',
    formats: (name: string) => FORMATS[name] ?? { name, hint: '' },
    texts: 'Texts',
    without: 'Answers only',
    withoutHint: 'No titles, texts or own words.',
    withTexts: 'Answers and texts',
    withTextsHint: (readable: number) =>
      `Only the ${format.stories(readable)} that can be read, as redacted. Another person, an administrator, must agree first.`,
    withTextsUnknown:
      'Only texts that can be read, as redacted. Another person, an administrator, must agree first.',
    many: 'More than 1,000 stories: another person, an administrator, must agree first.',
    reason: 'What is it for?',
    reasonHint:
      'The administrator reads this, and it is in the audit log. Do not write names of storytellers. For example: “Figures for the workshop on waiting in May”.',
    what: 'What to know',
    rules: [
      'The file has the stories that match when you download it. Stories that were withdrawn by then are not in it.',
      'Once it is downloaded, the file is yours to protect. Delete it when it has served its purpose.',
      'Some answers about the storyteller are marked “not shown”, so that no person is singled out.',
      'Every export is in the audit log.',
    ],
    button: 'Make the export available',
    buttonWaits: 'Ask for the export',
    working: 'Working…',
    problem: 'There is a problem',
    noReason: 'Write what the export is for',
    noFormat: 'Choose a format',
    errorPrefix: 'Error: ',
    ready: 'The export is ready to download below.',
    waits: 'The export waits for an administrator. Come back to this page to see their decision.',
  },

  own: {
    heading: 'Your exports',
    none: 'You have not asked for an export yet.',
    download: 'Download',
    again: 'Download again',
    cancel: 'Withdraw this request',
    end: 'End further downloads',
    cancelled: 'The request is withdrawn.',
    ended: 'The export cannot be downloaded any more. The file that you have is yours to protect.',
    stop: 'Stop',
    preparing: 'The file is being prepared…',
    making: (read: number, of: number) =>
      `The file is being made: ${format.number(read)} of ${format.number(of)} stories`,
    done: (name: string) => `${name} is saved.`,
    of: (tool: string, what: string) => `${tool}: ${what}`,
  },

  others: {
    heading: 'Requests of other people',
    intro:
      'Agree only when the purpose is clear and needs these stories. You see no story here. You cannot decide on your own requests.',
    waiting: 'To decide',
    none: 'No request waits for a decision.',
    decided: 'Decided earlier',
    agree: 'Agree',
    refuse: 'Refuse',
    takeBack: 'Take the agreement back',
    why: 'Why is it refused?',
    whyHint: 'The person who asked reads this.',
    send: 'Refuse the export',
    back: 'Go back',
    noWhy: 'Write why it is refused',
    agreed: (owner: string) => `${owner} can download the export now.`,
    refused: (owner: string) => `${owner} is told why the export was refused.`,
  },

  leftOut: {
    heading: 'What a file leaves out',
    // The one sentence that says it; the words in code are those of the file.
    what: [
      'An answer about the storyteller, such as their age band or locality, is in the file only when at least 5 stories that can be read, of all that were told with this framework and not only of those in the file, share it together with those before it; the others are marked',
      'so that no person can be singled out. With them goes whatever would tell the answer all the same: questions that only some audiences are asked, the wording of the form, and, of a collection with fewer than 5 stories, its code, round and days.',
    ],
    mark: 'not_shown',
    counts:
      'Take no percentages from a question with many answers “not shown”: those that are left are no fair sample, and rare answers are missing first. The maps here count all stories. Never count “not shown” as “not answered”.',
    link: 'What the file leaves out',
  },

  states: (state: ExportState) => STATES[state],
  facts: {
    asked: (owner: string, day: string) => `Asked for by ${owner} on ${day}`,
    askedByYou: (day: string) => `Asked for on ${day}`,
    texts: 'with texts',
    noTexts: 'without texts',
    reason: 'Purpose',
    decide: (day: string) => `To be decided by ${day}`,
    until: (day: string) => `Can be downloaded until ${day}`,
    agreedBy: (name: string, day: string) => `Agreed to by ${name} on ${day}`,
    refusedBy: (name: string, day: string) => `Refused by ${name} on ${day}`,
    answer: 'Reason',
    downloaded: (day: string) => `Downloaded on ${day}`,
  },
};
