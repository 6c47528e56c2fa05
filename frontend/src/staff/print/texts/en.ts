// The texts that are only on paper: on the form, on its tear-off receipt, on the poster. All else on them is said as on the
// storyteller's own pages.

export const en = {
  form: {
    code: 'Form code',
    check: 'Check number',
    date: 'Today’s date',
    rules: [
      'You can skip any question. Just leave it empty.',
      'Please leave out names of people and schools.',
      'Please use a dark pen.',
    ],
    happensHeading: 'What happens to this form',
    happens: [
      'Someone types it into our computer. Then a trained person reads your story and takes out names.',
      'If you agree to it on the last page, it is looked at together with many other stories, to see what works and what needs to change.',
      'Nobody can reply to you, because we do not know who you are.',
      'If your story says that someone is being seriously harmed, we may have to pass it on to people who can help. So we cannot promise to keep it secret.',
      'Tear off the receipt on the last page and keep it. With it you can read your story again, or take it back.',
    ],
    privacy: 'How we look after your story:',
    title: 'A title, if you like',
    nextPage: 'Please turn over',
    triad: 'Put one cross in the triangle. The nearer to a corner, the more that corner fits.',
    dyad: 'Put one cross on the line.',
    stones:
      'Write each letter in the square, at the place where it belongs. Leave out any that play no part.',
    tickOne: 'Tick one.',
    tickUpTo: (max: number) => `Tick up to ${max}.`,
    tickAny: 'Tick all that fit.',
    writeOne: 'The list is too long to print here. Write one name, in full and clearly.',
    writeUpTo: (max: number) =>
      `The list is too long to print here. Write up to ${max} names, in full and clearly, one on each line.`,
    writeIn: 'Or in your own words:',
    only: (who: string) => `Only for: ${who}`,
    onlyWith: (letters: string) => `Only if you chose ${letters}`,
    page: (number: number, of: number) => `Page ${number} of ${of}`,
    stop: (number: number) => `You can stop here. Then please turn to question ${number}, at the end.`,
    pages: (from: number, to: number) => (from === to ? `page ${from}` : `pages ${from} to ${to}`),
    empty: 'This page is empty.',
    end: 'Thank you. Please give the form back, without the receipt.',
  },
  slip: {
    cut: 'Tear off here and keep',
    heading: 'Your receipt',
    keep: 'Keep this. It is the only way to find your story again, and we cannot give you a new one.',
    careful: 'Anyone who has it can read your story.',
    open: 'To read, correct or take back your story, scan the square with a phone, or type the letters in at',
    when: 'It works once your form has been typed in. That can take some days.',
    qr: 'QR code that opens the receipt',
  },
  poster: {
    scan: 'Scan this with your phone',
    or: 'or go to',
    code: 'Code',
    anonymous: 'You need no account. We do not ask who you are.',
    qr: 'QR code that opens the form',
    from: (day: string) => `From ${day}`,
    until: (day: string) => `Until ${day}`,
  },
};

export type Printed = typeof en;

/** Printed texts of which any may be missing. */
export type PrintedTranslation = { [Section in keyof Printed]?: Partial<Printed[Section]> };
