// The interface texts in English. Every text on a storyteller's page is here or in the framework.

export const en = {
  service: 'Sensing and Shaping',
  errorPrefix: 'Error: ',
  loading: 'Loading…',
  list: (items: string[]) => items.join(', '),
  quoted: (words: string) => `“${words}”`,
  percent: (percent: number) => `${percent}%`,

  frame: {
    skip: 'Skip to main content',
    back: 'Back',
    next: 'Continue',
    change: 'Change',
    wording: 'Wording',
    language: 'Language',
    /** Said when the page has changed its language or wording. */
    nowIn: (name: string) => `This page is now in: ${name}`,
    minutesLeft: (minutes: number) =>
      minutes === 1 ? 'About 1 minute left' : `About ${minutes} minutes left`,
    openReceipt: 'Open my receipt',
    start: 'Tell a story',
    footerDanger: 'In danger now? Call',
    footerChildline: 'Childline, free, day and night:',
    privacy: 'Privacy notice',
    accessibility: 'Accessibility',
    newTab: 'opens a new tab',
  },

  variants: {
    plain: 'Plain English',
    easy: 'Easy read',
    child: 'For children',
  } as Record<string, string>,

  exit: {
    button: 'Exit',
    clear: 'Stop and clear',
    leaving: 'Leaving this page.',
    pressed: (times: number) =>
      times === 1 ? 'Shift, press 2 more times to exit.' : 'Shift, press 1 more time to exit.',
    timedOut: 'Not enough presses. The page stays open.',
  },

  errors: {
    summary: 'There is a problem',
    load: 'We could not get the questions. Check your connection and try again.',
    unknownFramework: 'There are no questions at this address. Check the link you were given.',
    language: (name: string) =>
      `We could not get the words for “${name}”. You may be offline. The page stays as it was.`,
    tryAgain: 'Try again',
    kept: 'Nothing you wrote is lost. It is still here on this page.',
    offline: 'We could not reach the service. You may be offline.',
    between:
      'Something on the way to the service answered in its place, such as the sign-in page of a Wi-Fi. Nothing has arrived yet.',
    tooLarge:
      'Something on the way to the service lets nothing so large through. Try another network, or leave out the recording or the picture.',
    unavailable: 'The service cannot take your story right now.',
    busy: (seconds: number | undefined) =>
      seconds === undefined
        ? 'A lot of people are using the service right now. Wait a moment, then try again.'
        : seconds < 90
          ? `A lot of people are using the service right now. Wait ${seconds} seconds, then try again.`
          : `A lot of people are using the service right now. Wait ${Math.ceil(seconds / 60)} minutes, then try again.`,
    conflict: 'Another version of this story was finished already. This one has not been sent.',
    replace: 'Replace it with this version',
    second: 'Send it as a second story',
    alreadyRead:
      'An earlier version of this story reached us, and someone has read it, so it cannot be changed any more. Your receipt opens that version.',
    /** The words were replaced, the files were not. */
    filesStay:
      'We have your story as it is now. But its recording and its picture stay as you first sent them. To change them, withdraw your story with your receipt and tell it again.',
    closed: 'The code you were given takes no more stories. You can still send your story without it.',
    withoutCode: 'Send it without the code',
    invalid: 'The service could not take the story as it is.',
    unknown: 'Something went wrong at our end.',
    unknownReceipt:
      'We cannot find a story for this receipt. Check each letter. If you withdrew the story, it no longer exists.',
    onlyWords:
      'This device has no room for your recording or picture, and we could not send them. Only your words are saved here.',
    sendWords: 'Send only my words',
  },

  danger: {
    heading: 'If someone is in danger',
    now: 'If someone is in danger now, call',
    childline: 'If you are under 19 and need to talk, call Childline free on',
    nobodyReplies: 'Nobody can reply to you here.',
    passedOn: 'We may pass on a story about serious harm.',
  },

  start: {
    heading: 'Tell your story',
    what: 'Tell us what happened, and what it means to you.',
    /** The minutes without the writing. */
    takes: (minutes: number) =>
      minutes === 1 ? 'About 1 minute, plus your writing.' : `About ${minutes} minutes, plus your writing.`,
    why: 'Stories from many people show what is working and what needs to change.',
    rules: [
      'You can skip any question.',
      'You do not need an account. We do not ask who you are.',
      'Please leave out names of people and schools.',
    ],
    noNames: 'Please leave out names.',
    happensHeading: 'What happens to your story',
    happens: [
      'A trained person reads it before anyone else. They take out names: yours, and those of other people, schools and places.',
      'Then people who work to improve services read it, and look at many stories together.',
      'Nobody can reply to you, because we do not know who you are.',
      'You get a receipt. With it you can read, correct or withdraw your story later.',
      'If your story says that someone is being seriously harmed, we may have to pass it on to people who can help. So we cannot promise to keep it secret. If we pass it on, a record of that may stay even if you withdraw your story.',
    ],
    exitHeading: 'Leaving quickly',
    exit: 'Use “Exit” at the top of any page to leave fast. Or press the Shift key 3 times. It clears what you wrote and opens a weather page. It does not clear your browser history.',
    button: 'Start',
    /** For machine translations that nobody has checked. */
    unchecked:
      'A computer translated these words. No person has checked them yet. If something is not clear, choose another language.',
    haveCode: 'I have a code',
    code: 'Type your code',
    joined: 'You are telling this for:',
    closedCode: (code: string) =>
      `The code “${code}” takes no stories today. You can tell your story without it.`,
    unknownCode: (code: string) =>
      `We do not know the code “${code}”. Check it, or tell your story without a code.`,
    sentBefore: 'Your last story was sent.',
    showReceipt: 'Show my receipt again',
  },

  wording: {
    question: 'How would you like the questions?',
    hint: 'You can switch on any page.',
    about: {
      plain: 'Full sentences, everyday words',
      easy: 'Short sentences and pictures, with lists to choose from',
      child: 'For younger readers, with pictures',
    } as Record<string, string>,
  },

  audience: {
    hint: 'This decides which questions you see. You can skip it.',
  },

  prompt: {
    question: 'What is your story about?',
    missing: 'Choose what your story is about',
  },

  story: {
    question: 'Tell your story',
    title: 'Give your story a title (optional)',
    titleHint: 'A few words, like a headline',
    text: 'What happened?',
    hint: 'A few lines are enough.',
    also: 'Title, picture and more',
    missing: 'Write what happened. A few words are enough.',
    textTooLong: (over: number) => `Your story is too long. Take out at least ${letters(over)}.`,
    titleTooLong: (over: number) => `The title is too long. Take out at least ${letters(over)}.`,
    left: (count: number) => `You have ${letters(count)} left`,
    over: (count: number) => `You have ${letters(count)} too many`,
  },

  aloud: {
    listen: 'Listen',
    stop: 'Stop',
    hear: (what: string) => `Listen: ${what}`,
    hearAnswer: 'Listen to my answer',
  },

  voice: {
    start: 'Record your story instead',
    hint: 'You can speak for up to 5 minutes. Only the people who read stories first hear your voice. Please leave out names.',
    heading: 'Your recording',
    asking: 'Your browser may ask if this page can use the microphone. Choose “Allow”.',
    cancel: 'Cancel',
    recording: 'Recording. Speak now.',
    left: (minutes: number, seconds: number) => `${minutes}:${String(seconds).padStart(2, '0')} left`,
    minutesLeft: (minutes: number) => (minutes === 1 ? '1 minute left' : `${minutes} minutes left`),
    stop: 'Stop recording',
    ready: 'Your recording is ready. You can listen to it before you send it.',
    full: 'The time is over. All you said up to here is kept.',
    again: 'Record again',
    remove: 'Delete recording',
    removed: 'Your recording is deleted.',
    refused:
      'This page may not use the microphone. That is all right: you can write your story. Or allow the microphone in your browser, and try again.',
    missing: 'We cannot find a microphone. That is all right: you can write your story.',
    failed: 'The recording did not work. You can try again, or write your story.',
    silent: 'We heard nothing. You can try again, or write your story.',
    running: 'Stop the recording first, then continue',
    optional: 'You can leave this empty, because your recording or picture tells your story.',
  },

  picture: {
    add: 'Add a picture',
    another: 'Choose another picture',
    hint: 'A photo or a drawing. Please no faces or names. Only the people who read stories first see it.',
    heading: 'Your picture',
    alt: 'The picture you added',
    working: 'Getting your picture ready…',
    ready: 'Your picture is added.',
    remove: 'Remove picture',
    removed: 'Your picture is removed.',
    tooBig: 'This file is too big for us. You can try a smaller one, or go on without.',
    unreadable:
      'We could not open this file as a picture. You can try another one, such as a photo, or go on without.',
  },

  worried: {
    label: 'I am worried about someone’s safety',
    hint: 'If you tick this, your story is read before others. It can still take some days.',
    ticked:
      'A trained person reads your story before others, and may pass it on to people who can help. Do not wait for that if someone is in danger now.',
    key: 'Someone’s safety',
    no: 'Not ticked',
  },

  question: {
    skip: 'You can skip any question.',
    enough: 'Stop here and send',
    otherWays: 'Other ways to answer',
    /** Above several questions on one page. */
    several: 'How was it for you?',
    clear: 'Clear my answer',
    cleared: 'Your answer is cleared',
    doesNotFit: 'Does not fit',
    unanswered: 'Not answered',
    usePicture: 'Use the picture instead',
    useSliders: 'Use sliders instead',
    useWords: 'Choose from a list instead',
    notPlaced: 'Not placed yet',
    keysFor: 'With a keyboard:',
  },

  triad: {
    how: 'Tap in the triangle, nearer to what fits more.',
    slidersHow: 'Move a slider. The other two give way.',
    wordsHow: 'Choose one.',
    keys: 'Any arrow key places the mark, and arrows move it. Hold Shift for bigger steps. Home or End is the middle. 1, 2 and 3 are the corners.',
    handle: 'Mark in the triangle',
    share: (label: string, percent: number) => `${percent}% ${label}`,
    two: (a: string, b: string) => `Both the same:\n${a}\n${b}`,
    three: 'All three the same',
  },

  dyad: {
    how: 'Tap on the line.',
    wordsHow: 'Choose one.',
    keys: 'Any arrow key places the mark, and arrows move it. Hold Shift for bigger steps. Home or End is the middle. 1 and 2 are the ends.',
    handle: 'Mark on the line',
    at: (left: string, right: string, percent: number) =>
      percent === 50
        ? `In the middle between “${left}” and “${right}”`
        : percent < 50
          ? `${100 - percent}% towards “${left}”`
          : `${percent}% towards “${right}”`,
    nearer: (label: string) => `Closer to: ${label}`,
    middle: 'In the middle',
  },

  stones: {
    which: 'Which one do you want to place?',
    how: 'Choose one, then tap in the square where it belongs. You can drag it. You do not have to place them all.',
    slidersHow: 'For each one you want to place, move both sliders.',
    wordsHow: 'Choose one. Then choose from both lists.',
    keys: 'Any arrow key places the chosen one, and arrows move it. Hold Shift for bigger steps. Home or End is the middle.',
    handle: (label: string) => `Place of: ${label}`,
    placed: 'placed',
    takeOff: (label: string) => `Take off: ${label}`,
    notMoved: 'Not moved yet',
    between: (low: string, high: string) => `${low}, or ${high}`,
    /** Above a list of places between two ends. */
    where: (label: string, ends: string) => `${label}: ${ends}`,
    following: (label: string) => `Place the next one: ${label}`,
    half: (label: string) => `Finish placing “${label}”, or take it off`,
    at: (label: string, x: string, y: string) => `${label}: ${x}; ${y}`,
  },

  choice: {
    upTo: (max: number) => `Choose up to ${max}.`,
    or: 'or',
    writeIn: 'In your own words (optional)',
    tooMany: (max: number) => `Choose no more than ${max}`,
    writeInTooLong: (over: number) => `This is too long. Take out at least ${letters(over)}.`,
  },

  consent: {
    question: 'May we use your story?',
    analysis: 'May we count your story with the others and learn from it?',
    quotation: 'May we quote your words in public, without your name?',
    yes: 'Yes',
    no: 'No',
    missing: 'Choose yes or no',
    uncounted: 'That is all right. Then your story is not counted, and no one can learn from it.',
    aboutHeading: 'What this means',
    about: [
      'We look at your story and your answers together with others, to see what works and what must change.',
      'A quote may be in a report or on a website. Names are taken out first.',
      'If you say no, a trained person still reads your story, to keep people safe. With your receipt you can change this later.',
    ],
    change: 'Change my answer',
    anyway: 'Send it anyway',
  },

  check: {
    heading: 'Check and send',
    wording: 'Wording',
    title: 'Title',
    story: 'Story',
    prompt: 'What it is about',
    noText: 'Nothing written',
    consent: 'You agree to',
    consentAnalysis: 'counting it with the others',
    consentQuotation: 'quoting your words in public, without your name',
    consentNone: 'neither counting nor quoting',
    send: 'Send now',
    /** Offered beside sending: further questions. */
    more: (minutes: number) =>
      minutes === 1
        ? 'A few more questions (about 1 minute)'
        : `A few more questions (about ${minutes} minutes)`,
    answered: (count: number) =>
      count === 1 ? '1 question answered: show it' : `${count} questions answered: show them`,
    unanswered: (count: number) =>
      count === 1 ? '1 question not answered: show it' : `${count} questions not answered: show them`,
    sending: 'Sending…',
  },

  sent: {
    heading: 'Thank you. Your story is with us.',
    keptHeading: 'Thank you. Your story is saved.',
    receipt: 'Your receipt',
    keep: 'Keep this receipt. It is the only way to find your story again, and we cannot send you a new one.',
    careful: 'Anyone who has it can read your story. Keep it where only you look.',
    letters: 'Receipt letters',
    qr: 'QR code that opens your receipt',
    qrHint: 'Or scan this with another phone.',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Your browser would not copy. The letters are selected: copy them by hand.',
    save: 'Save as a file',
    saved: 'Saved to your downloads',
    print: 'Print',
    fileName: 'receipt.txt',
    nextHeading: 'What happens next',
    next: [
      'A trained person reads your story and takes out names.',
      'Then it is read and looked at together with others, if you agreed to that.',
      'Open your receipt at any time to see where your story is, to correct it, or to withdraw it.',
    ],
    another: 'Tell another story',
    anotherLinked:
      'If you tell another story now, we can see that both come from one person. We still cannot see who you are.',
    anotherApart: 'Tell another story without this link',
    open: 'Open my receipt now',
    leaving: 'You have not kept your receipt yet. Without it you cannot find your story again.',
    gotIt: 'I have kept it',
  },
};

function letters(count: number): string {
  return count === 1 ? '1 character' : `${count.toLocaleString('en-GB')} characters`;
}

export type Dictionary = typeof en;
