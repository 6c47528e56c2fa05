// The printed words in easy read: one idea a line, short words.
import type { PrintedTranslation } from './en';

export const easy: PrintedTranslation = {
  form: {
    rules: [
      'You can miss out any question.',
      'Please do not write names of people or schools.',
      'Please use a dark pen.',
    ],
    happens: [
      'Someone types your form into a computer.',
      'A trained person reads your story. They take out names.',
      'Then we look at many stories together. We only do this if you say yes on the last page.',
      'Nobody can write back to you. We do not know who you are.',
      'Does your story say that someone is being badly hurt? Then we may have to tell people who can help. So we cannot promise to keep your story secret.',
      'Your receipt is on the last page. Tear it off. Keep it. With it you can read your story again. You can also take it back.',
    ],
    title: 'A title for your story (you can leave this out)',
    triad: 'Put one cross in the triangle.\nClose to a corner means: this fits a lot.',
    stones: 'Write each letter in the square.\nPut it in the place that fits.\nYou can leave some out.',
    writeOne: 'The list is too long to print.\nWrite one name.\nWrite all of it.',
    writeUpTo: (max) =>
      `The list is too long to print.\nWrite up to ${max} names.\nWrite each on its own line.`,
    writeIn: 'Or in your own words:',
    end: 'Thank you. Please give us the form. Keep the receipt.',
    stop: (number) => `You can stop here.\nThen go to question ${number}. It is at the end.`,
  },
  slip: {
    keep: 'Keep this.\nYou need it to find your story again.\nWe cannot make a new one.',
    careful: 'Anyone who has it can read your story.',
    open: 'Do you want to read your story? Do you want to take it back? Scan the square with a phone. Or type the letters here:',
    when: 'It does not work today. Someone must type in your form first. This can take some days.',
  },
  poster: {
    anonymous: 'You do not have to say who you are.',
  },
};
