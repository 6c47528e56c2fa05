// What only the receipt page says, in English.

export const en = {
  heading: 'Your receipt',
  intro: 'With your receipt you can read, correct or withdraw the story you sent.',
  field: 'Receipt letters',
  fieldHint: '26 letters and numbers. Small letters, spaces and dashes do not matter.',
  open: 'Open',
  missing: 'Enter the letters of your receipt',
  malformed: 'A receipt has 26 letters and numbers. Check that none is missing.',
  story: 'Your story',
  sentOn: (date: string) => `Sent on ${date}`,
  stateHeading: 'Where it is now',
  states: {
    held: 'It is waiting for a trained person to read it. Nobody else can see it yet.',
    cleared:
      'A trained person has read it. It can now be read and looked at together with others, as far as you agreed.',
    withheld: 'A trained person has read it. It is not shown to others.',
  } as Record<string, string>,
  worried: 'You said that you are worried about someone’s safety.',
  fetching: 'Getting it…',
  notFetched: 'We could not get it. Your story is safe with us.',
  answers: 'Your answers',
  noAnswers: 'You did not answer any of the questions.',
  consent: 'What we may do with your story',
  done: {
    counted: 'Saved. Your story is counted with the others.',
    uncounted: 'Saved. Your story is not counted any more.',
    quoted: 'Saved. Your words may be quoted.',
    unquoted: 'Saved. We do not quote you any more.',
    /** Said as well of a story that may have been quoted before. */
    printed: 'What is already printed may stay.',
    answer: 'Saved. Your answer is changed.',
    proposed: 'Saved. Others cannot see your story until a person has read your new words.',
  },
  stopQuoting: 'Stop quoting me',
  correct: 'Correct my story',
  correctHeading: 'Correct your story',
  correctHint: 'You can change the title and the story until a person has read it.',
  filesStay:
    'You cannot change your recording or your picture here. To do that, withdraw this story and tell it again.',
  save: 'Save changes',
  saved: 'Your changes are saved',
  proposeHint:
    'A person has read your story. If you change the words, others cannot see it until a person has read the new ones.',
  proposal: 'A person has not read your new words yet. Until then others cannot see your story.',
  withdraw: 'Withdraw my story',
  withdrawHeading: 'Do you want to withdraw your story?',
  withdrawWhat: [
    'Your story and all your answers are deleted, with your recording and your picture if you sent any. This cannot be undone.',
    'It disappears for everyone within a second.',
    'A backup copy that was made before may keep it for longer.',
    'If it was passed on because someone may be in serious danger, that record may stay.',
    'After this, your receipt opens nothing.',
  ],
  withdrawYes: 'Yes, withdraw it',
  withdrawNo: 'No, keep it',
  withdrawn: 'Your story is withdrawn',
  withdrawnText: 'It has been deleted. Your receipt no longer opens anything, and you can throw it away.',
  close: 'Close this receipt',
};

export type ReceiptWords = typeof en;
