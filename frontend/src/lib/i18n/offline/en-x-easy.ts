// Easy read: one idea a line, short words. What is not here is said as in plain English.
import type { Translation } from '../translation';
import type { OfflineWords } from './en';

export const words: Translation<OfflineWords> = {
  sent: {
    waiting: 'Your story is saved on this device. It will be sent by itself.',
    hint: 'You do not have to do anything. You can close this page.',
    mayBeCleared: 'Please open this page again soon. Then your story can be sent.',
    receipt: 'Your receipt works when the story has been sent.',
    arrived: 'We have your story now.',
    refused: 'We could not take your story as it is. It is still saved on this device.',
  },
  list: {
    intro: 'These stories are sent by themselves. You do not have to do anything.',
  },
  draft: {
    label: 'Keep my story on this device until I send it',
    hint: 'Then you can stop and carry on later. Only tick this if the device is yours. Other people who use it could read your story.',
    elsewhere: 'You changed this story in another window too. Both are kept here.',
    gone: 'You sent or deleted this story in another window. What you see here is not kept.',
    heading: 'You started a story here.',
  },
  kiosk: {
    noRoom: 'This tablet cannot save your story. Please ask the person who runs the event.',
    shared: 'Other people use this tablet. It forgets your words when you finish. We keep your story.',
    exit: 'Do you want to stop? Press “Stop and clear”. What you wrote is gone. Does nobody touch the tablet for 2 minutes? Then it clears itself. It asks you first.',
    keep: 'Take your receipt with you. Take a photo of it or write it down. This tablet does not keep it.',
    handOver: 'I am done. Next person',
    idle: 'Press the button if you are there. If not, everything on the screen is cleared.',
  },
  notKept: {
    before: 'This device cannot save your story. Stay on this page until we have it.',
  },
};
