// Wording for children, reading age 9. What is not here is said as in plain English.
import type { Translation } from '../translation';
import type { OfflineWords } from './en';

export const words: Translation<OfflineWords> = {
  sent: {
    waiting: 'Your story is saved here. It will be sent by itself.',
    hint: 'You do not need to do anything more.',
    mayBeCleared: 'Please open this page again soon, so that your story can be sent.',
    receipt: 'Your secret code works once the story has been sent.',
    arrived: 'We have your story now.',
    refused: 'We could not take your story yet. It is still saved here.',
  },
  draft: {
    label: 'Keep my story on this device until I send it',
    hint: 'Then you can stop and go on later. Tick this only if nobody else uses this device. They could read your story.',
    elsewhere: 'You changed this story in another window too. We keep both here.',
    gone: 'You sent or deleted this story in another window. What you see here is not kept.',
    noRoom: 'There was no room here to keep your story.',
    heading: 'You started a story here.',
    carryOn: 'Go on with my story',
    sure: 'Delete the story you started? You cannot get it back.',
    removed: 'The story you started is deleted.',
  },
  list: {
    intro: 'We send them for you when this page is open and you are online. The oldest goes first.',
  },
  kiosk: {
    noRoom: 'This tablet has no room for a story. Please tell the grown-up who is here.',
    shared: 'Other people use this tablet. It forgets your words when you are done. We keep your story.',
    exit: 'To stop, press “Stop and clear”. All your words are gone at once. If nobody touches the tablet for 2 minutes, it clears itself. It asks you first.',
    keep: 'This tablet forgets your secret code. Take a photo of it or write it down.',
    later: 'Your secret code works once the story has been sent.',
    handOver: 'I am done. Next person, please',
    idle: 'Press the button if you are still here. If not, your words go away so that nobody else can read them.',
  },
  notKept: {
    before: 'This device cannot save your story. Stay on this page until we have it.',
  },
};
