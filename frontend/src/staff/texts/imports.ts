// The texts of the page on which administrators import tables.
import type { DateFormat } from '../../api/types';
import { format } from './common';

const rows = (count: number) => (count === 1 ? '1 row' : `${format.number(count)} rows`);
const stories = (count: number) => (count === 1 ? '1 story' : `${format.number(count)} stories`);

/** Parts of a mapping in words. */
const PLACES: Record<string, string> = {
  consent: 'Consent',
  'consent.analysis': 'Consent to analysis',
  'consent.quotation': 'Consent to quotation',
};

/** What has to be decided before an import. The service names the places of a mapping's file. */
const OPEN: Record<string, string | undefined> = {
  consent:
    'Above, say what storytellers consented to: a column and the values of it that mean yes, or how you know it of all rows. Nothing is imported without it.',
  'story.text': 'Above, say which column is the story.',
  'story.received.format':
    'The days can be read in two ways: 03/04/2026 is 3 April or 4 March. Above, say how the column writes days.',
};

const beginning = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

export const imports = {
  heading: 'Import a table',
  intro:
    'Bring in stories that were collected elsewhere, from any spreadsheet. The service guesses what each column is; you correct it, see what would come of it, and import it. Your file is not kept: only the stories are.',
  file: 'The table',
  fileHint: (most: number) =>
    `CSV or a workbook (.xlsx, .xlsb, .xls, .ods), at most ${most} MiB and ${format.number(50_000)} rows, with one story in each row.`,
  noFile: 'Choose the file with the table',
  tooLarge: (most: number) =>
    `The file is larger than ${most} MiB. Split it, or ask the operator to use sensing import table`,
  slug: 'Short name of the framework',
  slugHint:
    'Small letters, digits and dashes, such as street-stories. The questions of the table become this framework.',
  noSlug: 'Enter a short name of small letters, digits and dashes',
  language: 'Language of the table',
  languageHint: 'A language tag, such as en or ur.',
  saved: 'Begin with',
  guessAnew: 'A guess from the table',
  look: 'Look at the table',
  looking: 'Reading the table…',
  columns: 'What each column becomes',
  /** What the service noticed, which begins with a small letter, as a sentence. */
  note: (noticed: string) => `${beginning(noticed)}.`,
  beginning,
  columnsHint: 'Check each column, and change what is wrong.',
  described: (count: number, how: string) => `${rows(count)}: ${how}.`,
  sheet: 'Sheet',
  headerRow: 'Row with the headings',
  headerRowHint: 'Counted from 1. Leave it empty to let the service look for it.',
  headerRows: 'Rows of headings',
  again: 'Read it again',
  becomes: (column: string) => `What “${column}” becomes`,
  values: 'Values',
  filled: (count: number, distinct: number | undefined) =>
    distinct === undefined
      ? `${rows(count)} with a value`
      : `${rows(count)} with a value, ${format.number(distinct)} different`,
  because: (why: string) => `Guessed because ${why}.`,
  yours: 'Set by you.',
  uses: {
    ignore: 'Leave it out',
    id: 'The story’s own name (id)',
    text: 'The story, or a part of it',
    title: 'The title',
    received: 'The day on which it came in',
    language: 'The language of the story',
    collection: 'The collection (join code)',
    choice: 'A choice of one',
    several: 'A choice of several in one cell',
    dyad: 'A place between two ends',
    ticks: 'Yes or no: one option of a choice of several',
    repeated: 'One of several columns that name an option',
    triad: 'A triad: this column and the two after it',
    stones: 'A stone: this column (x) and the next (y)',
  },
  partOf: (question: string) => `Part of “${question}”`,
  takeApart: 'Take this question apart',
  question: 'Question in words',
  about: 'It is about',
  aboutStory: 'the story',
  aboutStoryteller: 'the storyteller',
  options: (count: number) => `The ${format.number(count)} options`,
  optionLabel: (value: string) => `Label of “${value}”`,
  separator: 'What stands between two options',
  separatorHint: 'Such as ; or a space.',
  min: 'Value at the left end',
  max: 'Value at the right end',
  left: 'Left end in words',
  right: 'Right end in words',
  whole: 'The three numbers sum to',
  corner: (place: number) => `Corner ${place} in words`,
  corners: ['top', 'left', 'right'],
  axes: { left: 'At the left edge', right: 'At the right edge', bottom: 'At the bottom', top: 'At the top' },
  noAnswer: 'Values that mean no answer',
  notApplicable: 'Values that mean “does not apply”',
  notAsked: 'Values that mean “was not asked”',
  listHint: 'Separate several with a bar: -1 | 99',
  dateFormat: 'How it writes days',
  dateFormats: {
    year_month_day: 'Year, month, day: 2026-03-02',
    day_month_year: 'Day, month, year: 02/03/2026 is 2 March',
    month_day_year: 'Month, day, year: 03/02/2026 is 2 March',
    spreadsheet_day: 'Day number of a spreadsheet: 46083',
    unix_seconds: 'Seconds since 1970',
    unix_milliseconds: 'Milliseconds since 1970',
  } as Record<DateFormat, string>,
  sayWhich: 'Say which',
  target: 'The framework',
  targetHint: 'Unless it is published already, importing publishes it with the questions of the table.',
  title: 'Title',
  consent: 'What storytellers consented to',
  consentHint:
    'The service never guesses this. Without it, nothing is imported. Rows that do not say yes to analysis are left out.',
  analysis: 'That their answers count (analysis)',
  quotation: 'That they may be quoted',
  inColumn: 'A column says it',
  statedForAll: 'No column says it, and I know it of all rows',
  nobody: 'Nobody may be quoted',
  undecided: 'Not decided yet',
  consentColumn: 'Column',
  yesValues: 'Values that mean yes',
  stated: 'How do you know it?',
  statedHint: 'A sentence that others can check, such as: All signed the paper form of May 2026.',
  preview: 'Show what it becomes',
  previewing: 'Reading the table by your mapping…',
  previewHeading: 'What it becomes',
  becomesStories: (count: number, all: number) => `${stories(count)} of ${rows(all)}.`,
  excluded: (count: number) => `${rows(count)} left out by the mapping.`,
  leftOut: (count: number) => `${rows(count)} left out: without consent, or as the mapping says.`,
  withoutConsent: (count: number) => `${rows(count)} left out, because they do not say yes to analysis.`,
  rejected: (count: number) => `${rows(count)} cannot be taken.`,
  counts: 'Answers to each question',
  countsOf: {
    question: 'Question',
    answered: 'Answered',
    notApplicable: 'Does not apply',
    unanswered: 'Not answered',
    notAsked: 'Not asked',
    leftOut: 'Left out',
  },
  unfit: 'Values that do not fit',
  unfitValue: (value: string, count: number, lines: string) => `“${value}” in ${rows(count)} (${lines})`,
  lines: (lines: readonly number[]) => `line ${lines.map((line) => format.number(line)).join(', ')}`,
  first: 'The first stories',
  storyOf: (line: number) => `Line ${format.number(line)}`,
  untitled: 'No title',
  today: 'today',
  said: 'What the service noticed',
  open: 'To decide before it can be imported',
  rejectedRows: 'Rows that cannot be taken',
  download: 'Download the list',
  listName: 'rows-not-imported.csv',
  listHead: ['line', 'field', 'reason'],
  save: 'Save the mapping',
  saveHint: 'For the next table of the same kind. It holds the headings and options, and no stories.',
  name: 'Name of the mapping',
  noName: 'Enter a name of one line',
  savedAs: (name: string) => `The mapping is saved as “${name}”.`,
  asFile: 'Download the mapping',
  fileName: (slug: string) => `${slug}-mapping.json`,
  import: 'Import',
  held: 'Texts wait until a moderator has read them. Answers count at once.',
  tryIt: 'Try it, store nothing',
  importNow: (count: number) => `Import ${stories(count)}`,
  importing: 'Importing. Large tables take a minute; stay on this page…',
  done: 'Imported',
  tried: 'Tried, nothing was stored',
  report: (fresh: number, known: number, different: number) =>
    [
      `${stories(fresh)} new`,
      `${format.number(known)} known already`,
      ...(different > 0 ? [`${format.number(different)} known but different`] : []),
    ].join(', ') + '.',
  wait: (count: number) =>
    count === 1
      ? 'The text of the new story waits for a moderator.'
      : `The texts of the ${format.number(count)} new stories wait for a moderator.`,
  count: 'Answers count at once.',
  toMaps: (framework: string) => `See the maps of “${framework}”`,
  mapsFor: (framework: string) => `Analysts see them in the maps of “${framework}”.`,
  /** What a person has to decide, in the words of this page; nothing for what it has no words for. */
  openOf: (field: string) => OPEN[field],
  /** What a remark is about: a column by its heading, or a part of the mapping. */
  place: (field: string) => PLACES[field] ?? field,
  next: 'Import another table',
  errors: 'There is a problem',
};
