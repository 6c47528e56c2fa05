// The texts of the page for typing in paper forms.
import { format } from './common';

export const transcribe = {
  heading: 'Type in paper forms',
  intro:
    'One form after another, by keyboard. Take the forms’ own words, and do not mend them. Keep what you read to yourself.',
  pile: 'The pile',
  pileHint: 'What stands at the foot of the forms. It stays for the next form.',
  changePile: 'Change',
  donePile: 'Done',
  printMore: 'Print forms',
  told: 'Date on the form (optional)',
  toldHint: 'It stays for the next form.',
  sent: (count: number) =>
    count === 1 ? '1 form sent this sitting' : `${format.number(count)} forms sent this sitting`,
  justSent: 'Sent.',
  position: (number: number, of: number) => `Question ${number} of ${of}`,
  start: 'New form',
  check: 'Check and send',

  date: {
    question: 'Date on the form',
    hint: (name: string, lastDay: string) =>
      `“${name}” is closed. It still takes forms that were filled in by ${lastDay}.`,
    missing: 'Enter the date on the form',
    unreadable: 'Enter a whole date, such as 31 3 2027',
    future: 'The date must be today or earlier',
    late: (lastDay: string) => `The date must be ${lastDay} or earlier`,
    without: 'The date is right: type this form in without the collection',
  },

  code: {
    question: 'Form code',
    hint: 'From the top of the first page: 26 letters, then the check number. Small letters, spaces and dashes do not matter.',
    states: {
      empty: '',
      short: (letters: number) => `${letters} of 26 letters`,
      long: 'This is longer than a code with its check number.',
      sign: (sign: string) => `No code has “${sign}” in it.`,
      wrong: 'This does not fit the check number. Compare each letter with the form.',
      letters: (check: string) => `26 letters. The form’s check number should be ${check}: type it too.`,
      checked: 'The code is right.',
    },
    missing: 'Enter the form code',
    unfinished: 'Enter all 26 letters and the check number',
    noCheck: 'The form shows no check number',
  },

  keys: {
    heading: 'Keys',
    lines: [
      ['1 2 3 …', 'choose what has this mark on the form'],
      ['Enter', 'next question; with nothing chosen it counts as skipped'],
      ['N', 'does not fit my story'],
      ['Backspace', 'the question before'],
      ['Arrows', 'place and move a cross; Shift for bigger steps'],
      ['A B C …', 'choose a stone'],
      ['Ctrl + Enter', 'next question, from the story'],
    ] as [string, string][],
  },
  consent: {
    question: 'What did they say yes to?',
    hint: 'Tick only what is answered with yes, or is ticked on a form with one box a question. No answer is a no.',
  },
  story: { hint: 'Ctrl + Enter goes on.' },
  prompt: { missing: 'Choose the prompt that is ticked. If none is, choose the one that fits the story.' },
  next: 'Next',
  back: 'Back',
  toEnd: 'Skip to the end',

  summary: {
    heading: 'Check and send',
    code: 'Form code',
    send: 'Send',
    sending: 'Sending…',
    change: 'Change',
    unanswered: 'Not answered',
    consent: 'Agreed to',
    analysis: 'analysis',
    quotation: 'quotation in public',
    noConsent: 'Nothing ticked',
    worried: 'Someone’s safety',
    isWorried: 'Ticked: this story is read first',
    noTitle: 'No title',
    told: 'Date',
    noDate: 'No date: it counts as today’s',
    collection: 'Collection',
    none: 'None',
    skipped: (count: number) => `${count} not answered`,
    drop: 'Throw this form away',
    dropAsk: 'Throw away what you typed of this form?',
    dropYes: 'Yes, throw it away',
    dropNo: 'No, go on',
  },

  failed: {
    kept: 'What you typed is still here.',
    again: 'Try again',
    duplicate: 'A story with this code has come in before, and it is not the same as this one.',
    duplicateWhy: [
      'The form may have been typed in already: then throw this one away.',
      'The code may be mistyped: then correct it.',
      'The form may be a photocopy: then send it under a new code. The receipt that was torn off will not open it.',
    ],
    fixCode: 'Correct the code',
    newCode: 'Send under a new code',
    closed: 'You can correct the date on the form, or send the story without the collection.',
    without: 'Send without the collection',
  },
};
