// Wording for children, reading age 9. What is not here is said as in plain English.
import type { Translation } from './translation';

export { words as offline } from './offline/en-x-child';

export const form: Translation = {
  frame: {
    next: 'Next',
    privacy: 'How we look after your story',
    accessibility: 'Can everyone use this page?',
    newTab: 'opens a new page',
  },
  errors: {
    tooLarge:
      'Your story is too big for this Wi-Fi. Try to send it from some other place. Or leave out the sound or the picture.',
    between: 'We could not get through. Maybe the Wi-Fi wants you to sign in first. Ask someone to help you.',
    filesStay:
      'We have your story as it is now. But its recording and its picture stay as you first sent them. To change them, take your story back. Then tell it again.',
    conflict: 'You finished this story before, and it was not the same. We do not have this one yet.',
    replace: 'Use the new one',
    second: 'Send this one too',
    alreadyRead:
      'You sent us this story before, and someone has read it. So it cannot change now. Your code opens the old one.',
    onlyWords: 'There was no room here for your sound or your picture. Only your words are saved.',
    sendWords: 'Send only my words',
  },
  danger: {
    now: 'If you or someone else is in danger now, call',
    childline: 'If you want to talk to someone, call Childline. It is free, day and night:',
    nobodyReplies: 'Nobody can write back to you here.',
    passedOn: 'Is someone being badly hurt? We may tell people who can help.',
  },
  start: {
    what: 'Tell us what happened, and what it means to you.',
    takes: (minutes) =>
      minutes === 1 ? 'About 1 minute, and time to write.' : `About ${minutes} minutes, and time to write.`,
    why: 'We read lots of stories. They help grown-ups see what is good and what must change.',
    rules: [
      'You can skip any question.',
      'You do not have to say who you are.',
      'Please do not write the names of people or schools.',
      'You can ask someone you trust to help you.',
    ],
    noNames: 'Please do not write names.',
    happens: [
      'A trained grown-up reads your story first. They take out your name and the names of other people, schools and places.',
      'Then people who want to make things better read it.',
      'Nobody can write back to you. We do not know who you are.',
      'You get a secret code called a receipt. With it you can see your story again, change it or take it back.',
      'Does your story say that someone is being badly hurt? Then we may need to tell people who can help. So we cannot promise to keep it secret.',
      'If we tell someone, we may have to keep a note of that. The note may stay even if you take your story back.',
    ],
    exitHeading: 'How to leave fast',
    exit: 'Press “Exit” at the top to leave fast. Or press the Shift key 3 times. What you wrote is cleared and a weather page opens. Your browser may still show that you were here.',
    unchecked:
      'A computer wrote these words. Nobody has checked them yet. If they are not clear, pick another language.',
  },
  audience: { hint: 'This helps us to ask the right questions. You can skip it.' },
  prompt: {
    question: 'What is your story about?',
    missing: 'Pick one',
  },
  story: {
    title: 'Give your story a name (you can leave this out)',
    titleHint: 'Just a few words',
    hint: 'A few lines are enough.',
  },
  voice: {
    start: 'Say your story instead',
    hint: 'You can talk for up to 5 minutes. Only the grown-ups who read stories first can hear you. Please do not say names.',
    asking: 'We ask if we can use your microphone. Pick “Allow”.',
    refused: 'We are not allowed to use your microphone. That is OK. You can write your story.',
    missing: 'We cannot find a microphone. That is OK. You can write your story.',
    failed: 'That did not work. You can try again, or write your story.',
    silent: 'We heard nothing. Try again, or write your story.',
    ready: 'Your recording is ready. You can listen to it.',
    full: 'The time is up. We kept all you said.',
    running: 'Stop the recording first. Then go on.',
    optional: 'You can leave this empty.',
  },
  picture: {
    hint: 'You can take a photo, or draw something and take a photo of it. Please do not show faces or names. Only the grown-ups who read stories first can see it.',
    another: 'Pick another picture',
    tooBig: 'This picture is too big. You can try a smaller one, or go on without it.',
    unreadable: 'We cannot open this picture. You can try another one, or go on without it.',
  },
  worried: {
    key: 'Someone is not safe',
    label: 'I am worried that someone is not safe',
    hint: 'It can be you or someone else. If you tick this, we read your story before others. It can still take some days.',
    ticked:
      'A trained grown-up reads your story before others. They may tell people who can help. If someone is in danger now, do not wait for us. Call now, or tell a grown-up you trust.',
  },
  question: {
    clear: 'Take my answer away',
    useWords: 'Pick from a list instead',
  },
  triad: {
    how: 'Tap in the triangle. Go closer to a corner if it fits more.',
    wordsHow: 'Pick one.',
  },
  dyad: { how: 'Tap on the line.', wordsHow: 'Pick one.' },
  stones: { how: 'Pick one. Then tap in the square where it goes. You can leave some out.' },
  choice: {
    writeIn: 'Your own words (you can leave this out)',
  },
  consent: {
    question: 'Is this OK with you?',
    analysis: 'Can we count your story with all the others and learn from it?',
    quotation: 'Can we show some of your words to everyone? We leave out your name.',
    missing: 'Pick yes or no',
    uncounted: 'That is OK. Then we do not count your story, and no one can learn from it.',
    about: [
      'We look at lots of stories at once. They show us what is good and what must change.',
      'Your words may be in a report or on a website. We take out all names first.',
      'It is fine to say no. Then we only read your story to keep people safe. You can change this later with your secret code.',
    ],
  },
  check: {
    heading: 'Look and send',
    consent: 'You said yes to',
    consentAnalysis: 'counting it with all the others',
    consentQuotation: 'showing some of my words, without my name',
    consentNone: 'None of these',
  },
  sent: {
    anotherLinked:
      'If you tell another story now, we can see that one person told both. We still do not know who you are.',
    anotherApart: 'Tell another story, and do not link it to this one',
    heading: 'Thank you. We have your story.',
    keep: 'This is your secret code. Keep it. It is the only way to find your story again.',
    careful: 'Anyone who has the code can read your story. Keep it safe.',
    next: [
      'A trained grown-up reads your story and takes out names.',
      'Then people look at lots of stories together. If you said yes, yours is one of them.',
      'You can use your secret code at any time. With it you can see your story, change it or take it back.',
    ],
    leaving: 'You have not kept your secret code yet. You need it to find your story again.',
    gotIt: 'I have kept it',
  },
};
