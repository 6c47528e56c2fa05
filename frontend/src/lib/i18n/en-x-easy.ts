// Easy read: one idea a line, short words. What is not here is said as in plain English.
import type { Translation } from './translation';

export { words as offline } from './offline/en-x-easy';

export const form: Translation = {
  frame: {
    privacy: 'How we look after your story',
    accessibility: 'Making this easy to use',
    newTab: 'opens a new page',
  },
  errors: {
    between: 'We could not reach the service. Maybe your Wi-Fi wants you to sign in first.',
    tooLarge:
      'Your story is too big for this network. Try another network. Or leave out the recording or the picture.',
    conflict: 'You finished this story before, in other words. This one is not sent yet.',
    second: 'Send this one as well',
    onlyWords: 'There was no room for your recording or picture. Only your words are saved here.',
    sendWords: 'Send only my words',
  },
  danger: {
    now: 'Is someone in danger now? Call',
    childline: 'Are you under 19? Do you want to talk? Call Childline. It is free. The number is',
    nobodyReplies: 'Nobody can write back to you.',
    passedOn: 'We may tell people if someone is badly hurt.',
  },
  start: {
    what: 'Tell us what happened and what it means.',
    takes: (minutes) =>
      minutes === 1 ? 'About 1 minute, and your writing.' : `About ${minutes} minutes, and your writing.`,
    why: 'You can use your own words. Your story helps to make things better.',
    rules: [
      'You can miss out any question.',
      'You do not have to say who you are.',
      'Please do not write names of people or schools.',
    ],
    noNames: 'Please do not write names.',
    happens: [
      'A trained person reads your story first.',
      'They take out names. They take out your name. They take out the names of other people, schools and places.',
      'Then people who plan services read your story.',
      'They look at many stories together.',
      'Nobody can write back to you.',
      'We give you a receipt. A receipt is a code. With it you can see your story again. You can change it or take it back.',
      'Does your story say that someone is being badly hurt? Then we may have to tell people who can help.',
      'So we cannot promise to keep your story secret.',
      'If we tell someone, we may have to keep a note of it. We keep the note even if you take your story back.',
    ],
    exitHeading: 'How to leave fast',
    exit: 'Press “Exit” at the top. Or press the Shift key 3 times. What you wrote is cleared. A weather page opens. Your browser may still show that you were here.',
  },
  wording: {
    question: 'How do you want the questions?',
    hint: 'You can change this on any page.',
  },
  audience: { hint: 'This helps us to ask you the right questions. You can miss this out.' },
  prompt: {
    question: 'What is your story about?',
    missing: 'Choose one',
  },
  story: {
    title: 'A title for your story (you can leave this out)',
    titleHint: 'A title is a few words. It says what the story is about.',
    hint: 'A few lines are enough.',
    missing: 'Write what happened. A few words are enough.',
  },
  voice: {
    start: 'Say your story instead',
    hint: 'You can speak for 5 minutes. Only the people who read stories first hear you. Please do not say names.',
    asking: 'We ask to use your microphone. Choose “Allow”.',
    refused: 'We cannot use your microphone. That is OK. You can write your story.',
    missing: 'We cannot find a microphone. That is OK. You can write your story.',
    failed: 'The recording did not work. Try again. Or write your story.',
    silent: 'We heard nothing. Try again. Or write your story.',
    ready: 'Your recording is ready. You can listen to it.',
    full: 'The time is over. We kept what you said.',
    running: 'Stop the recording first. Then go on.',
    optional: 'You can leave this empty.',
  },
  picture: {
    hint: 'It can be a photo or a drawing. Please show no faces. Please show no names. Only the people who read stories first see it.',
    tooBig: 'This file is too big. Try a smaller one. Or go on without a picture.',
    unreadable: 'This file is not a picture that we can open. Try another one. Or go on without a picture.',
  },
  worried: {
    label: 'I am worried that someone is not safe',
    hint: 'Tick this and we read your story before others. It can still take some days.',
    ticked:
      'A trained person reads your story before others. They may tell people who can help. Is someone in danger now? Then do not wait for us.',
    key: 'Is someone not safe?',
  },
  question: {
    skip: 'You can miss out any question.',
    otherWays: 'Other ways to answer',
    several: 'How was it for you?',
    clear: 'Take my answer away',
    unanswered: 'No answer',
    useWords: 'Choose from a list',
    usePicture: 'Use a picture',
    useSliders: 'Use sliders',
  },
  triad: {
    two: (a, b) => `Both:\n${a}\n${b}`,
    three: 'All three',
  },
  dyad: {
    middle: 'Middle',
  },
  choice: {
    writeIn: 'Your own words (you can leave this out)',
  },
  consent: {
    question: 'What can we do with your story?',
    analysis: 'Can we count your story with other stories? Then we can learn from it.',
    quotation: 'Can we use some of your words in public? We will not use your name.',
    uncounted: 'That is OK. Then we do not count your story. No one can learn from it.',
    about: [
      'We look at many stories together. This shows us what works.',
      'Your words may be in a report. They may be on a website. We take out names first.',
      'You can say no. Then we only read your story to keep people safe. You can change this later.',
    ],
  },
  check: {
    heading: 'Check and send',
  },
  sent: {
    anotherLinked:
      'You can tell another story now. Then we can see that both stories are from one person. We cannot see who you are.',
    anotherApart: 'Tell another story. Do not link it to this one.',
    heading: 'Thank you. We have your story.',
    keep: 'This is your receipt. Keep it. You need it to see your story again. We cannot make a new one.',
    careful: 'Anyone who has it can read your story. Keep it safe.',
    next: [
      'A trained person reads your story. They take out names.',
      'Then other people may read it, if you said that is OK.',
      'You can open your receipt at any time. You can change your story or take it back.',
    ],
    leaving: 'You have not kept your receipt yet. You need it to find your story again.',
    gotIt: 'I have kept it',
  },
};
