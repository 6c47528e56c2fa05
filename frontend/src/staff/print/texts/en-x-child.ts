// The printed words for children, reading age 9.
import type { PrintedTranslation } from './en';

export const child: PrintedTranslation = {
  form: {
    rules: [
      'You can skip any question. Just leave it empty.',
      'Please do not write the names of people or schools.',
      'Please use a dark pen. You can ask someone you trust to help you.',
    ],
    happens: [
      'A grown-up types it into a computer. Then a trained grown-up reads your story and takes out names.',
      'If you say yes on the last page, we look at it with lots of other stories.',
      'Nobody can write back to you, because we do not know who you are.',
      'If your story says that someone is being badly hurt, we may need to tell people who can help. So we cannot promise to keep it secret.',
      'Tear off the secret code on the last page and keep it. With it you can see your story again or take it back.',
    ],
    title: 'A name for your story (you can leave this out)',
    triad: 'Put one cross in the triangle. Go closer to a corner if it fits your story more.',
    stones: 'Write each letter in the square, in the place where it goes. You can leave some out.',
    tickAny: 'Tick all that fit.',
    end: 'Thank you! Please give the form back, and keep your secret code.',
    stop: (number) => `You can stop here. Then go to question ${number}, at the end.`,
  },
  slip: {
    heading: 'Your secret code',
    keep: 'Keep this. It is the only way to find your story again.',
    careful: 'Anyone who has the code can read your story.',
    open: 'To see your story again or take it back, scan the square with a phone, or type the letters in at',
    when: 'It works when a grown-up has typed in your form. That can take some days.',
  },
  poster: {
    anonymous: 'You do not have to say who you are.',
  },
};
