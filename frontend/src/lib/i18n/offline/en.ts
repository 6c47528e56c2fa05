// Words about stories that wait on the device, drafts, and shared tablets, in English. Fetched after the first page.

export const en = {
  sent: {
    waiting: 'Saved on this device; it will be sent by itself.',
    hint: 'It goes out as soon as there is a connection, or the next time you open this page.',
    mayBeCleared: 'Please open this page again soon: your browser may clear it when it runs out of room.',
    receipt: 'Your receipt works once the story has been sent.',
    arrived: 'Your story has arrived.',
    refused: 'The service could not take your story as it is. It is still saved on this device.',
    look: 'See what to do',
  },
  notKept: {
    before:
      'This device will not save anything. You can tell your story, but stay on the page until we have it.',
    text: 'We cannot reach the service, and this device would not save your story. It is still here on this page. Please do not close the page yet.',
    file: 'Save my story as a file',
    fileName: 'my-story.txt',
    fileSaved: 'Saved to your downloads. The file holds your words, so keep it where only you look.',
  },
  banner: {
    waiting: (count: number) =>
      count === 1
        ? '1 story is waiting on this device to be sent.'
        : `${count} stories are waiting on this device to be sent.`,
    refused: (count: number) =>
      count === 1
        ? '1 story could not be sent and needs you.'
        : `${count} stories could not be sent and need you.`,
    waitsHere: 'The story of this receipt is still waiting here. You can open it once it has been sent.',
    see: 'See waiting stories',
  },
  list: {
    heading: 'Stories waiting on this device',
    intro:
      'They are sent by themselves, the oldest first, whenever this page is open and there is a connection.',
    none: 'No story is waiting. Everything has been sent.',
    told: (date: string) => `Told on ${date}`,
    waiting: 'Waiting to be sent',
    closed: 'Not sent. The code it was told under takes no stories today.',
    read: 'Not sent. An earlier version reached us and has been read, so it cannot be changed. Your receipt opens that version.',
    faulty: 'Not sent. Something in it has to be changed:',
    other:
      'Not sent. Another version of this story was sent, or was withdrawn. Open this one to choose what to do.',
    tryNow: 'Try to send now',
    trying: 'Trying…',
    stillWaiting: 'It did not work yet. Nothing is lost: we try again by ourselves.',
    mend: 'Open and change it',
    withoutCode: 'Send it without the code',
    again: 'Try again with the code',
    remove: 'Delete it from this device',
    sure: 'Delete this story? It has not been sent, and nobody else has it.',
    yes: 'Yes, delete it',
    no: 'No, keep it',
    removed: 'The story is deleted.',
    seen: 'OK, I have read this',
    notRemoved: 'This device would not delete the story. It is still here. Please try again.',
    back: 'Back to the start',
  },
  draft: {
    label: 'Remember this story on this device until I send it',
    hint: 'Then you can stop, and carry on later. Tick this only if the device is your own: anyone who uses it could open your story. It is deleted when you send it, and when you use “Exit”.',
    elsewhere: 'This story was also changed in another window. Both versions are remembered here.',
    gone: 'This story was sent or deleted in another window. What you see here is not remembered on this device.',
    noRoom: 'This device could not remember your story. There may be no room left.',
    heading: 'You have a story here that is not finished.',
    carryOn: 'Carry on with your story',
    remove: 'Delete it',
    sure: 'Delete your unfinished story? It cannot be brought back.',
    yesDelete: 'Yes, delete it',
    noKeep: 'No, keep it',
    removed: 'Your unfinished story is deleted.',
    unreachable: 'We could not get the questions it belongs to. Please try again when there is a connection.',
  },
  kiosk: {
    noRoom: 'This tablet cannot save another story. Please call the person who runs the event.',
    notSaved: 'A story is not saved',
    for: 'Stories for',
    waiting: (count: number) =>
      count === 0
        ? 'All stories are sent'
        : count === 1
          ? '1 story waiting to be sent'
          : `${count} stories waiting to be sent`,
    shared: 'This tablet forgets your words. We keep your story.',
    exit: 'Press “Stop and clear” on any page, or press the Shift key 3 times. Everything you wrote here is gone at once. If nobody touches the tablet for 2 minutes, it clears itself; it asks you first.',
    keep: 'This tablet forgets your receipt now. Take a photo of it, scan it with your phone, print it or write it down.',
    later: 'Your receipt works once it has been sent.',
    handOver: 'Hand over to the next person',
    idleHeading: 'Are you still there?',
    idle: 'If you do not press the button, everything on this screen is cleared, so that nobody else can read it.',
    idleLeft: (seconds: number) => `${seconds} seconds left`,
    stay: 'I am still here',
    cleared: 'Everything is cleared. The next person can start.',
  },
};

export type OfflineWords = typeof en;
