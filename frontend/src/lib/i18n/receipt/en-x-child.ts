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
  consent: 'You said yes to',
  correct: 'Change my story',
  correctHeading: 'Change your story',
  correctHint: 'You can change your story until someone has read it.',
  filesStay:
    'You cannot change your recording or your picture here. To do that, take this story back. Then tell it again.',
  notCorrectable: 'Someone has read it, so you cannot change it now. You can still take it back.',
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
