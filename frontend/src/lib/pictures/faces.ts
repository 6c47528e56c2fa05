// Feelings: one round face, with different eyes, mouths and one object beside them.
import { circle, heart, line, star, type Picture, type Shape } from './shapes';

const face = (x = 24, y = 24, r = 18): Shape => ['warm', circle(x, y, r)];
const eyes: Picture = [
  ['ink', circle(17.5, 21, 1.4)],
  ['ink', circle(30.5, 21, 1.4)],
];
const shut = line('M14 21q3.5 3 7 0M27 21q3.5 3 7 0');
const smile = line('M15 28q9 10 18 0');
const frown = line('M16 34q8 -8 16 0');

export const faces = {
  happy: [face(), ...eyes, ['paper', 'M14 27h20q-2 10 -10 10t-10 -10z']],
  many_feelings: [
    face(16, 17, 13),
    ['ink', circle(12, 15, 1.3)],
    ['ink', circle(20, 15, 1.3)],
    line('M10 21q6 6 12 0'),
    ['paper', circle(34, 34, 11)],
    ['ink', circle(30, 32, 1.3)],
    ['ink', circle(38, 32, 1.3)],
    line('M29 39q5 -4 10 0'),
  ],
  sad: [face(), ...eyes, frown, ['cool', 'M33 25q4 6 0 8q-4 -2 0 -8z']],
  angry: [face(), ...eyes, line('M13 15l8 4M35 15l-8 4'), line('M16 33q8 -5 16 0')],
  worried: [face(), ...eyes, line('M13 17l7 -3M35 17l-7 -3'), line('M15 32q3 -4 6 0t6 0t6 0')],
  calm: [face(), shut, smile],
  relieved: [
    face(20, 26, 16),
    line('M11 23q3 3 6 0M22 23q3 3 6 0M13 31q7 6 14 0'),
    line('M37 6v11m-4 -4l4 4 4 -4M44 20v8m-3 -3l3 3 3 -3'),
  ],
  tired: [face(), line('M14 20h7M27 20h7M15 24q3 2 5 0M28 24q3 2 5 0'), ['paper', circle(24, 33, 4)]],
  hopeful: [
    face(22, 28, 15),
    ['ink', circle(18, 23, 1.4)],
    ['ink', circle(29, 23, 1.4)],
    line('M15 31q7 7 14 0'),
    ['paper', star(38, 11, 0.9)],
  ],
  proud: [
    face(24, 16, 12),
    line('M19 14q2 -2 4 0M26 14q2 -2 4 0M19 20q5 4 10 0'),
    ['cool', 'M6 45q2 -14 18 -14t18 14z'],
    ['warm', star(24, 39, 0.6)],
  ],
  cared_for: [
    face(20, 28, 15),
    line('M12 25q3 3 6 0M22 25q3 3 6 0M13 32q7 6 14 0'),
    ['cool', heart(37, 12, 0.8)],
  ],
  lonely: [
    ['warm', circle(12, 33, 9)],
    ['ink', circle(9, 31, 0.9)],
    ['ink', circle(15, 31, 0.9)],
    line('M8 37q4 -3 8 0'),
    ['cool', circle(29, 12, 5)],
    ['cool', circle(41, 12, 5)],
    ['cool', circle(35, 22, 5)],
  ],
  ashamed: [
    face(24, 21, 17),
    line('M14 21q3.5 3 7 0M27 21q3.5 3 7 0M20 30q4 -3 8 0'),
    ['cool', 'M5 46v-6q0 -5 5 -7l6 -5q3 0 2 4l-3 5v9z'],
    ['cool', 'M43 46v-6q0 -5 -5 -7l-6 -5q-3 0 -2 4l3 5v9z'],
  ],
  unsure: [
    face(24, 19, 13),
    ['ink', circle(19.5, 17, 1.3)],
    ['ink', circle(28.5, 17, 1.3)],
    line('M19 25l10 -2'),
    line('M4 34l7 5M44 34l-7 5'),
    ['cool', 'M11 45q2 -11 13 -11t13 11z'],
  ],
} satisfies Record<string, Picture>;
