// Texts for the facilitator of an event with shared tablets; in English, like all staff pages.

export const words = {
  title: 'Shared tablet',
  join: {
    heading: 'Set up this tablet',
    intro: 'Type the join code of your event. Then people can tell their stories here, one after the other.',
    field: 'Join code',
    hint: 'You find it on the event’s page and on its poster. Small letters and spaces do not matter.',
    button: 'Continue',
    working: 'One moment…',
    missing: 'Type the join code',
    unknown: (code: string) => `We do not know the code “${code}”. Check how it is written.`,
    unreachable:
      'We cannot check the code without a connection, because it was not used on this tablet before. Connect the tablet once, then try again.',
    between:
      'Something on the way to the service answered in its place. If the Wi-Fi has a sign-in page, open that first, then try again.',
    noRoom:
      'This browser will not keep anything, or has no room for it, so stories could be lost here. Use a normal window, not a private one, and make sure there is free storage.',
    failed:
      'The tablet could not look up its waiting stories. Try again, or close this page and open it anew.',
    waiting: (count: number) =>
      count === 1
        ? '1 story is waiting on this tablet. Type the code it was told under, and it will be sent.'
        : `${count} stories are waiting on this tablet. Type the code they were told under, and they will be sent.`,
  },
  restarted: {
    heading: 'An adult must type the join code',
    intro:
      'This tablet was restarted, so its key is gone. Stories that wait on it are safe: they are sealed, and nobody can read them here. Please give the tablet to the person who runs the event. Once they have typed the join code, people can go on.',
  },
  sheet: {
    place: 'For the person who runs the event',
    closed: 'This event takes no stories today. Stories told on the days of the event are still sent.',
    ready: 'This tablet is ready. It works without a connection from now on.',
    notReady: 'Getting this tablet ready to work without a connection…',
    cannot: 'This browser cannot work without a connection. Keep this tablet online.',
    mayBeCleared:
      'The browser did not promise to keep waiting stories when it runs out of room. Connect the tablet soon after the event, and save them as a file if you cannot.',
    start: 'Hand the tablet to the first person',
    goOn: 'Go on with the event',
    waitingHeading: 'Stories waiting to be sent',
    cannotLook: 'The tablet could not look up its waiting stories. Close this page and open it again.',
    none: 'None. Everything has been sent.',
    noneOfSaved: 'None. Everything that could be saved has been sent.',
    noRoom:
      'This tablet has no room for another story. Free some storage, or use another tablet, before somebody tells theirs.',
    unkept:
      'A story on this tablet could not be sent or saved. It is still on the screen, and hidden now. Free some storage or connect the tablet. Then go on with the event, and press “Try again” there.',
    lost: (count: number) =>
      count === 1
        ? '1 story could not be saved. It was cleared from the screen.'
        : `${count} stories could not be saved. They were cleared from the screen.`,
    leaveUnkept: 'The story that could not be saved is lost when you leave this page.',
    wordsOnly: (count: number) =>
      count === 1
        ? '1 story was saved without its recording or picture, because there was no room. Its words wait here.'
        : `${count} stories were saved without their recordings or pictures, because there was no room. Their words wait here.`,
    sendWords: 'Send the words alone',
    waiting: (count: number) =>
      count === 1
        ? '1 story is waiting. It is sent by itself.'
        : `${count} stories are waiting. They are sent by themselves.`,
    closedOnes: (count: number) =>
      count === 1
        ? '1 story was told after the event had closed.'
        : `${count} stories were told after the event had closed.`,
    withoutCode: 'Send without the code',
    again: 'Try again with the code',
    refusedOnes: (count: number) =>
      count === 1
        ? '1 story could not be taken by the service. Save it as a file, and ask the people who run the service.'
        : `${count} stories could not be taken by the service. Save them as a file, and ask the people who run the service.`,
    hindranceText:
      'Something on the way to the service answers in its place, or lets nothing so large through. If the Wi-Fi has a sign-in page, open that first; or try another network, or save the stories as a file.',
    tryNow: 'Try to send now',
    trying: 'Trying…',
    notYet: 'It did not work yet. Nothing is lost: the tablet tries again by itself.',
    carryHeading: 'If this tablet cannot get online',
    carry:
      'Save the waiting stories as a file, and take the file to another device. Open this page there, type the same join code, and take the file in. Nobody can read the file without the code. The stories stay here too; each is counted only once.',
    save: 'Save waiting stories as a file',
    saved: 'Saved to this tablet’s downloads',
    fileName: 'waiting-stories.json',
    fileHint:
      'Stories that could not be sent yet, sealed. To send them: open the page /kiosk of the service on a device that is online, type the event’s join code, and choose “Take in a file”.',
    take: 'Take in a file',
    taken: (count: number) => (count === 1 ? '1 story taken in' : `${count} stories taken in`),
    otherCode: 'This file belongs to another join code',
    noSuchFile: 'This is not a file with waiting stories',
    notTaken: 'This tablet could not take in the file. Make sure there is free storage, then try again.',
    notices: 'What people can read',
    noticesHint: 'Show the privacy notice to anybody who asks what happens to their story.',
    privacy: 'Privacy notice (opens a new tab)',
    accessibility: 'Accessibility statement (opens a new tab)',
    leaveHeading: 'When the event is over',
    leave: 'Leave the shared tablet page',
    stillWaiting:
      'Stories that still wait stay on this tablet, sealed. They are sent when somebody types the code here again.',
  },
  gate: {
    button: 'For the person who runs the event',
    heading: 'Type the join code to go on',
    wrong: 'This is not the code of this event',
    back: 'Back to the stories',
    unkept:
      'A story on this tablet could not be sent or saved. It is hidden, and still there. Type the code to see what to do.',
  },
};
