// Things: what one does on these pages, what helps, and how much, how often, how long ago.
import { box, circle, heart, line, star, type Fill, type Picture, type Shape } from './shapes';

const sheet: Shape = ['paper', 'M10 4h20l8 8v32h-28z'];
const clock: Picture = [['paper', circle(24, 24, 19)], line('M24 12v12l8 5')];
const glass: Shape = ['paper', 'M10 6h28l-4 38h-20z'];
const hand: Shape = ['warm', 'M4 31q5 -4 9 0h9q5 0 5 4h-9M27 34l11 -6q5 -1 4 4l-15 12h-13l-4 -3h-6z'];
const calendar = (x: number, y: number, size: number): Picture => [
  ['paper', box(x, y, size, size)],
  ['cool', box(x, y, size, size / 3.4)],
];
const dots = (filled: number): Picture =>
  [
    [13, 13],
    [35, 13],
    [13, 35],
    [35, 35],
  ].map(([x = 0, y = 0], i): Shape => [i < filled ? 'cool' : 'paper', circle(x, y, 9)]);
const hourglass = (top: Fill, bottom: Fill): Picture => [
  [top, 'M12 7h24q0 12 -12 17q-12 -5 -12 -17z'],
  [bottom, 'M24 24q12 5 12 17h-24q0 -12 12 -17z'],
  line('M9 7h30M9 41h30'),
];
const envelope: Picture = [['paper', box(4, 12, 40, 26)], line('M4 13l20 15 20 -15')];
const lens: Picture = [['cool', circle(20, 20, 14)], line('M31 31l12 12')];

export const things = {
  triad: [
    ['cool', 'M24 6l20 35h-40z'],
    ['warm', circle(24, 30, 5)],
  ],
  dyad: [line('M5 24h38M5 17v14M43 17v14'), ['warm', circle(16, 24, 6)]],
  stones: [
    ['paper', box(5, 5, 38, 38)],
    ['cool', circle(16, 31, 6)],
    ['warm', circle(32, 16, 6)],
  ],
  choice: [
    ['paper', box(5, 6, 14, 14)],
    ['paper', box(5, 28, 14, 14)],
    line('M8 12l4 4 9 -11M26 13h17M26 35h17'),
  ],
  write: [sheet, line('M16 20h12M16 27h7'), ['warm', 'M24 38l2 -8 14 -16 6 5 -14 16z']],
  consent: [
    ['paper', box(6, 10, 32, 32)],
    ['cool', 'M13 25l5 -5 7 7 16 -19 5 5 -21 25z'],
  ],
  yes: [['cool', circle(24, 24, 18)], line('M15 25l6 7 12 -15')],
  no: [['warm', circle(24, 24, 18)], line('M17 17l14 14M31 17l-14 14')],
  look: [...lens],
  patterns: [
    ...lens,
    ['ink', circle(15, 22, 1.5)],
    ['ink', circle(20, 15, 1.5)],
    ['ink', circle(25, 23, 1.5)],
    ['ink', circle(20, 26, 1.5)],
  ],
  aloud: [['cool', 'M6 19h9l20 -12v34l-20 -12h-9z'], ['warm', 'M11 29h8l3 13h-7z'], line('M40 17q4 7 0 14')],
  checked: [sheet, line('M15 17l3 3 5 -6M27 18h6M15 28l3 3 5 -6M27 29h6M15 38h18')],
  send: [['cool', 'M3 23l42 -17 -12 37 -11 -12z'], line('M22 31l23 -25M22 31l-1 12 6 -6')],
  receipt: [
    ['paper', 'M10 4h28v40l-5 -4 -4 4 -5 -4 -5 4 -4 -4 -5 4z'],
    ['warm', circle(19, 18, 5)],
    line('M24 18h9v5M29 18v4M16 31h16'),
  ],
  key: [['warm', circle(14, 24, 10)], ['paper', circle(14, 24, 3)], line('M24 24h20v8M36 24v6')],
  danger: [['warm', 'M24 4l21 38h-42z'], line('M24 17v12'), ['ink', circle(24, 35, 1.6)]],
  phone: [['cool', 'M14 5l7 10 -5 5q3 8 12 12l5 -5 10 7q-2 9 -9 9q-26 -4 -30 -30q0 -6 10 -8z']],
  exit: [
    ['paper', box(6, 5, 22, 39)],
    ['ink', circle(22, 25, 1.5)],
    ['cool', 'M26 20h9v-6l11 10 -11 10v-6h-9z'],
  ],
  time: clock,
  skip: [
    ['paper', box(17, 28, 13, 15)],
    ['cool', 'M3 34q2 -24 20 -24q12 0 16 14h6l-9 11 -9 -11h6q-3 -8 -10 -8q-12 0 -14 18z'],
  ],
  noReply: [...envelope, ['warm', circle(37, 35, 9)], line('M33 31l8 8M41 31l-8 8')],
  read: [
    ['paper', 'M2 24q22 -28 44 0q-22 28 -44 0z'],
    ['cool', circle(24, 24, 8)],
    ['ink', circle(24, 24, 2.5)],
  ],
  shield: [
    ['cool', 'M24 4l18 6q1 25 -18 34q-19 -9 -18 -34z'],
    ['warm', heart(24, 22, 1)],
  ],
  unlocked: [['warm', box(9, 22, 30, 21)], line('M15 22v-7a8 8 0 0 1 16 -3M24 30v6')],
  folder: [
    ['warm', 'M4 10h14l4 5h22v27h-40z'],
    ['paper', 'M4 42l6 -20h36l-4 20z'],
  ],
  takeBack: [sheet, ['cool', 'M4 27l12 -10v6h14q10 0 10 10v5q-4 -7 -12 -7h-12v6z']],
  organised: [...calendar(6, 8, 36), line('M15 4v8M33 4v8M13 27l3 3 5 -6M28 27l3 3 5 -6M13 37h7M28 37h7')],
  support: [hand, ['cool', heart(25, 15, 0.9)]],
  practical: [hand, ['cool', box(15, 8, 20, 17)], line('M15 14h20M25 8v6')],
  book: [
    ['paper', 'M24 12q-9 -6 -20 -3v30q11 -3 20 3q9 -6 20 -3v-30q-11 -3 -20 3z'],
    line('M24 12v30M10 17q5 -1 8 1M10 25q5 -1 8 1M38 17q-5 -1 -8 1M38 25q-5 -1 -8 1'),
  ],
  wellbeing: [['warm', heart(24, 23, 2)], line('M6 25h10l4 -8 6 14 4 -6h12')],
  valued: [
    ['cool', 'M15 26l-5 18 8 -3 6 -8 6 8 8 3 -5 -18z'],
    ['warm', circle(24, 18, 14)],
    ['paper', star(24, 19, 0.8)],
  ],
  trust: [
    ['cool', 'M3 15l10 -4 12 5 -3 6q4 4 8 0l12 9 -4 5 -9 5 -14 -4 -12 -12z'],
    ['warm', 'M45 13l-9 -3 -14 6q-7 7 -2 9q5 1 8 -4l14 11 3 -2z'],
  ],
  early: hourglass('warm', 'paper'),
  late: hourglass('paper', 'warm'),
  heap: [
    ['paper', box(5, 34, 34, 9)],
    ['cool', box(10, 25, 33, 9)],
    ['paper', box(4, 16, 34, 9)],
    ['warm', box(12, 7, 30, 9)],
  ],
  rushed: [
    ['warm', circle(31, 9, 5)],
    line('M30 17l-8 10 9 6 -3 11M22 27l-4 8h-8M29 19l-9 -2 -5 6M30 20l5 6h7M3 12h9M2 20h7M3 29h6'),
  ],
  stuck: [
    line('M10 44v-13M38 44v-13M5 44h10M33 44h10'),
    ['paper', box(4, 13, 40, 18)],
    ['warm', 'M11 13h9l-7 18h-9z'],
    ['warm', 'M29 13h9l-7 18h-9z'],
  ],
  none: [glass],
  low: [glass, ['cool', 'M13.2 36h21.6l-.8 8h-20z']],
  half: [glass, ['cool', 'M12.5 28.5h23l-1.5 15.5h-20z']],
  high: [glass, ['cool', 'M11.8 21h24.4l-2.2 23h-20z']],
  full: [glass, ['cool', 'M11 13h26l-3 31h-20z']],
  nothing: [['paper', circle(24, 24, 19)], line('M11 37L37 11')],
  other: [
    ['paper', circle(24, 24, 20)],
    ['ink', circle(14, 24, 2)],
    ['ink', circle(24, 24, 2)],
    ['ink', circle(34, 24, 2)],
  ],
  emptyHand: [hand, ['paper', circle(25, 14, 10)], line('M18 21l14 -14')],
  learnHelp: [
    hand,
    ['paper', 'M25 11q-6 -4 -12 -2v15q7 -2 12 2q5 -4 12 -2v-15q-6 -2 -12 2z'],
    line('M25 11v15'),
  ],
  once: dots(1),
  sometimes: dots(2),
  often: dots(3),
  always: dots(4),
  ongoing: [
    ['cool', 'M24 6a18 18 0 1 1 -17 12l-5 -1 9 -11 9 10 -6 1a11 11 0 1 0 10 -4z'],
    ['warm', circle(25, 24, 4)],
  ],
  month: [...calendar(9, 9, 30), line('M17 5v7M31 5v7'), ['warm', circle(24, 29, 5)]],
  year: [...calendar(9, 9, 30), line('M17 5v7M31 5v7M15 25h3M22 25h3M30 25h3M15 32h3M22 32h3M30 32h3')],
  years: [...calendar(18, 4, 24), ...calendar(12, 11, 24), ...calendar(5, 18, 25)],
  longAgo: [
    ...calendar(27, 4, 17),
    ...calendar(21, 10, 17),
    ...calendar(14, 16, 17),
    ...calendar(8, 22, 17),
    ...calendar(3, 28, 17),
  ],
  sun: [
    ['warm', circle(24, 22, 9)],
    line('M24 4v5M24 35v2M6 22h5M37 22h5M11 9l4 4M37 9l-4 4'),
    ['cool', 'M2 44q10 -10 22 -6q12 -6 22 6z'],
  ],
  lifebuoy: [
    ['warm', circle(24, 24, 20)],
    ['paper', circle(24, 24, 8)],
    line('M10 10l8 8M38 10l-8 8M10 38l8 -8M38 38l-8 -8'),
  ],
  work: [
    line('M17 14v-6h14v6'),
    ['cool', box(4, 14, 40, 28)],
    ['warm', box(19, 24, 10, 8)],
    line('M4 26h15M29 26h15'),
  ],
  plain: [sheet, line('M30 4v8h8M16 18h16M16 24h16M16 30h16M16 36h16')],
  easy: [sheet, ['cool', circle(18, 17, 5)], ['warm', box(13, 29, 10, 9)], line('M28 17h5M28 33h5')],
  young: [
    ['cool', 'M24 12q-9 -6 -20 -3v30q11 -3 20 3q9 -6 20 -3v-30q-11 -3 -20 3z'],
    line('M24 12v30'),
    ['warm', star(13, 24, 0.8)],
    ['warm', circle(34, 24, 5)],
  ],
  safe: [
    ['cool', 'M8 20h32v24h-32z'],
    line('M15 20v-5a9 9 0 0 1 18 0v5M24 29v6'),
    ['warm', circle(24, 29, 3)],
  ],
} satisfies Record<string, Picture>;
