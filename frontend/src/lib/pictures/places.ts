// Places and services: school, health, care, home, community, and the ways between them.
import { box, circle, heart, line, star, type Picture, type Shape } from './shapes';

const house: Shape = ['paper', 'M8 23v21h32v-21'];
const roof: Shape = ['cool', 'M3 25l21 -19 21 19z'];
const home: Picture = [house, roof];
const sheet: Shape = ['paper', 'M10 4h20l8 8v32h-28z'];
const board: Picture = [
  ['paper', box(9, 8, 30, 36)],
  ['warm', box(17, 4, 14, 8)],
];
const school: Picture = [
  ['paper', box(5, 24, 38, 20)],
  ['cool', 'M14 44v-26l10 -11 10 11v26z'],
  ['paper', circle(24, 22, 4)],
  ['warm', 'M20 44v-10h8v10z'],
  line('M9 31v5M39 31v5M24 20v2h2'),
];
const cap: Picture = [
  ['warm', 'M12 22v10q12 9 24 0v-10'],
  ['cool', 'M24 9l21 9 -21 9 -21 -9z'],
  line('M42 20v13'),
];

export const places = {
  school,
  health: [
    ['paper', box(7, 12, 34, 32)],
    ['cool', 'M20 17h8v6h6v8h-6v6h-8v-6h-6v-8h6z'],
    ['warm', 'M3 12h42l-5 -7h-32z'],
  ],
  care: [...home, ['warm', heart(24, 31, 0.9)]],
  home: [...home, ['warm', 'M19 44v-13h10v13z']],
  community: [
    ['paper', 'M4 44v-16h16v16z'],
    ['cool', 'M2 29l10 -11 10 11z'],
    ['paper', 'M27 44v-11h16v11z'],
    ['cool', 'M25 34l10 -9 10 9z'],
    ['warm', circle(30, 12, 8)],
    line('M30 20v5M9 44v-6h6v6'),
  ],
  nursery: [
    ['cool', box(4, 26, 18, 18)],
    ['warm', box(26, 26, 18, 18)],
    ['paper', box(15, 6, 18, 18)],
    line(circle(24, 15, 4)),
    line('M8 35h10M35 30v10'),
  ],
  bigger: [
    ['paper', box(3, 12, 42, 32)],
    ['cool', 'M15 44v-34l9 -7 9 7v34z'],
    ['warm', 'M20 44v-9h8v9z'],
    line('M7 19v4M11 19v4M37 19v4M41 19v4M7 30v4M11 30v4M37 30v4M41 30v4M20 16h8M20 25h8'),
  ],
  special: [
    ...school.slice(0, 2),
    ['warm', heart(24, 21, 0.6)],
    ['warm', 'M20 44v-10h8v10z'],
    line('M9 31v5M39 31v5'),
  ],
  elsewhere: [...home, ['warm', 'M15 30q5 -3 9 1q4 -4 9 -1v10q-5 -3 -9 1q-4 -4 -9 -1z'], line('M24 31v10')],
  cap,
  bag: [
    line('M17 13v-4q7 -7 14 0v4'),
    ['cool', 'M9 44v-22q0 -10 15 -10t15 10v22z'],
    ['warm', box(15, 28, 18, 11)],
    line('M15 20h18'),
  ],
  onwards: [
    ['paper', 'M3 44v-13h14v13z'],
    ['cool', 'M1 32l9 -9 9 9z'],
    ['paper', 'M27 44v-26h18v26z'],
    ['cool', 'M25 19l11 -11 11 11z'],
    line('M8 15h13m-5 -5l5 5 -5 5'),
  ],
  return: [
    ['paper', 'M22 44v-19h22v19z'],
    ['cool', 'M19 26l14 -14 14 14z'],
    ['warm', 'M29 44v-10h8v10z'],
    line('M4 21a11 11 0 0 1 20 -8M24 5v8h-8'),
  ],
  plan: [sheet, line('M30 4v8h8M16 17h14M16 24h14'), ['warm', star(26, 35, 0.7)]],
  page: [sheet, line('M30 4v8h8M16 18h16M16 24h16M16 30h16M16 36h10')],
  empty: [sheet, line('M30 4v8h8')],
  clipboard: [...board, line('M16 20l2 2 4 -4M26 20h7M16 29l2 2 4 -4M26 29h7M16 37h5M26 37h7')],
  never: [...board, line('M15 18l18 19M33 18l-18 19')],
  again: [
    ['cool', 'M24 8a16 16 0 1 1 -15 10l-6 0 9 -10 8 10h-5a10 10 0 1 0 9 -4z'],
    ['paper', box(18, 18, 12, 13)],
    line('M21 23h6M21 27h6'),
  ],
  pin: [
    ['warm', 'M24 45q-15 -16 -15 -26a15 15 0 0 1 30 0q0 10 -15 26z'],
    ['paper', circle(24, 19, 6)],
  ],
  waiting: [
    ['cool', 'M8 18h6v14h13v6h-19z'],
    line('M9 38v7M26 38v7'),
    ['paper', circle(34, 14, 10)],
    line('M34 8v6l4 3'),
  ],
} satisfies Record<string, Picture>;
