// The receipt page for children, reading age 9. What is not here is said as in plain English.
import type { Translation } from '../translation';
import type { ReceiptWords } from './en';

export const words: Translation<ReceiptWords> = {
  intro: 'With your secret code you can see your story, change it or take it back.',
  field: 'Letters of your secret code',
  fieldHint: '26 letters and numbers. They can be big or small. You can leave out the dashes.',
  missing: 'Type the letters of your secret code',
  malformed: 'A secret code has 26 letters and numbers. Look if one is missing.',
  worried: 'You said you are worried that someone is not safe.',
  consent: 'What we may do with your story',
  done: {
    counted: 'Saved. We count your story with all the others.',
    uncounted: 'Saved. We do not count your story any more.',
    quoted: 'Saved. We may show some of your words.',
    unquoted: 'Saved. We do not show your words any more.',
    printed: 'If we made a report before, they may still be in it.',
    answer: 'Saved. Your answer is changed.',
    proposed: 'Saved. Other people cannot see your story now. Someone must read your new words first.',
  },
  stopQuoting: 'Stop showing my words',
  correct: 'Change my story',
  correctHeading: 'Change your story',
  correctHint: 'You can change your story until someone has read it.',
  filesStay:
    'You cannot change your recording or your picture here. To do that, take this story back. Then tell it again.',
  proposeHint:
    'Someone has read your story. You can change the words. Then other people cannot see it until someone has read the new ones.',
  proposal: 'Someone must read your new words. Until then other people cannot see your story.',
  withdraw: 'Take my story back',
  withdrawHeading: 'Do you want to take your story back?',
  withdrawWhat: [
    'We delete your story and all you told us. If you sent a recording or a picture, they go too. You cannot get them back.',
    'In one second it is gone for everyone.',
    'We may have made a spare copy before. It may stay for longer.',
    'We may have told people who can help that someone is not safe. A note of that may stay.',
    'After this, your secret code opens nothing.',
  ],
  withdrawYes: 'Yes, take it back',
  withdrawn: 'You took your story back',
  withdrawnText: 'It is gone. Your secret code does not open it any more. You can throw the code away.',
};
