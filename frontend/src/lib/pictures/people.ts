// People: storytellers, those around them, and what people do together.
import { box, bust, circle, crossed, figure, heart, line, type Picture } from './shapes';

const bubble = 'M23 5h20a3 3 0 0 1 3 3v11a3 3 0 0 1 -3 3h-11l-7 6v-6h-2a3 3 0 0 1 -3 -3v-11a3 3 0 0 1 3 -3z';
const speaker = bust(13, 44, 27);
const badge: Picture = [line('M19 27l5 6 5 -6'), ['paper', box(20, 33, 8, 8)]];
const lone = bust(24, 44, 37);

export const people = {
  child: [...figure(20, 45, 30, 'cool'), ['warm', circle(39, 38, 6)], line('M34 36q5 4 10 0')],
  family: [...bust(13, 44, 34, 'cool'), ...bust(35, 44, 34, 'cool'), ...bust(24, 45, 21, 'paper')],
  professional: [...lone, ...badge],
  professionals: [...bust(33, 38, 28, 'cool'), ...bust(17, 44, 32, 'cool'), ['paper', box(14, 34, 6, 6)]],
  person: lone,
  many: [...bust(10, 34, 24), ...bust(38, 34, 24), ...bust(24, 45, 30)],
  together: [...figure(11, 44, 34), ...figure(37, 44, 34), line('M20 28q4 6 8 0')],
  apart: [...figure(9, 44, 34), ...figure(39, 44, 34), line('M24 6v6M24 18v6M24 30v6M24 42v3')],
  helper: [...figure(15, 45, 38), ...figure(35, 45, 27, 'paper'), line('M24 24l5 4')],
  said: [...speaker, ['paper', bubble], line('M26 11h14M26 16h9')],
  listened: [
    ['warm', 'M16 44c-5 0 -7 -4 -7 -8c0 -4 -3 -8 -3 -15a15 15 0 0 1 30 0c0 8 -7 9 -9 15c-1 5 -5 8 -11 8z'],
    line('M14 21a7 7 0 0 1 14 0c0 4 -6 5 -6 10M40 9q5 11 0 22'),
  ],
  silenced: [...speaker, ['paper', bubble], line('M28 8l12 11M40 8l-12 11')],
  alone: [
    ...figure(12, 45, 30),
    line('M34 45v-38'),
    ['paper', 'M28 8h12l5 4 -5 4h-12z'],
    ['paper', 'M40 20h-12l-5 4 5 4h12z'],
  ],
  included: [
    ['', circle(24, 24, 14)],
    ...[
      [24, 8],
      [39, 19],
      [33, 37],
      [15, 37],
    ].map(([x = 0, y = 0]) => ['cool', circle(x, y, 6)] as const),
    ['warm', circle(9, 19, 6)],
  ],
  stranger: [
    line(
      'M24 5q7 0 10 5M36 15q1 7 -4 11M27 29q-6 1 -9 -2M13 22q-3 -7 2 -13M18 6q2 -1 2 -1M6 45q0 -5 3 -8M13 33q4 -2 8 -2M27 31q5 0 8 2M39 37q3 3 3 8M11 45h6M22 45h5M32 45h5',
    ),
  ],
  friend: [...bust(14, 45, 30), ...bust(34, 45, 30), ['warm', heart(24, 9, 0.7)]],
  nameless: [
    ['paper', box(5, 13, 38, 24)],
    ['warm', circle(15, 22, 4)],
    line('M9 33q6 -8 12 0M27 20h11M27 27h11'),
    ...crossed,
  ],
  teacher: [
    ['paper', box(18, 5, 27, 20)],
    line('M24 12h15M24 18h9'),
    ...bust(13, 45, 29),
    line('M22 36l10 -14'),
  ],
  table: [
    ...bust(11, 25, 19),
    ...bust(24, 22, 19),
    ...bust(37, 25, 19),
    ['warm', 'M4 45q0 -15 20 -15t20 15z'],
  ],
  doctor: [...lone, line('M17 29v5a4 4 0 0 0 8 0v-5M21 38v4'), ['paper', circle(31, 37, 3)]],
  talking: [
    ['warm', circle(17, 25, 13)],
    ['ink', circle(13, 22, 1.3)],
    ['ink', circle(21, 22, 1.3)],
    ['paper', circle(17, 31, 3.5)],
    line('M35 18q4 7 0 14M41 13q7 12 0 24'),
  ],
  mind: [
    ['warm', 'M12 45v-9c-5 -4 -7 -9 -7 -14a17 17 0 0 1 34 0l4 8h-4v6a3 3 0 0 1 -3 3h-6v6z'],
    ['cool', heart(21, 21, 0.8)],
  ],
  thinking: [
    ['warm', 'M12 45v-9c-5 -4 -7 -9 -7 -14a17 17 0 0 1 34 0l4 8h-4v6a3 3 0 0 1 -3 3h-6v6z'],
    ['cool', 'M15 28a5 5 0 0 1 -1 -9.5a6 6 0 0 1 9 -5a6 6 0 0 1 10 4.5a5 5 0 0 1 -2 10z'],
  ],
  dressing: [
    ['cool', 'M17 7l7 5 7 -5 12 8 -5 9 -4 -2v21h-20v-21l-4 2 -5 -9z'],
    ['ink', circle(24, 22, 1.3)],
    ['ink', circle(24, 29, 1.3)],
    ['ink', circle(24, 36, 1.3)],
  ],
  adult: [...figure(12, 45, 24, 'paper'), ...figure(34, 45, 40, 'cool'), line('M19 30h6m-3 -3l3 3 -3 3')],
  age0: [
    ['cool', 'M8 39a16 9 0 0 0 32 0v-5h-32z'],
    ['warm', circle(24, 24, 10)],
    line('M20 24h1M27 24h1M22 28q2 2 4 0M24 14q0 -4 4 -4'),
  ],
  age5: figure(24, 45, 22),
  age8: figure(24, 45, 27),
  age12: figure(24, 45, 32),
  age16: figure(24, 45, 37),
  age19: figure(24, 45, 42),
} satisfies Record<string, Picture>;
