// The icons of variation and assurance, after NHS England's Making Data Count, in our own drawing: a ring with what it says in it.
// The letter and the drawing say it without the colour.
import type { Assurance, Variation } from '../../../api/types';
import { PAPER, type Place } from '../../figures/drawing';
import { COLOURS, line, type Picture, type Role, type Shape } from './shapes';

const SIZE = 56;
const MIDDLE = SIZE / 2;

/** A line through these places. */
function path(role: Role, places: readonly Place[], width: number): Shape[] {
  return places.slice(1).map((to, i) => line(role, places[i] ?? to, to, width));
}

function ring(role: Role): Shape {
  const mark = {
    kind: 'circle',
    at: [MIDDLE, MIDDLE],
    radius: 25,
    fill: PAPER,
    stroke: COLOURS[role],
    width: 4,
  } as const;
  return { role, mark };
}

function letter(role: Role, words: string, at: Place): Shape {
  return {
    role,
    mark: { kind: 'text', at, text: words, size: 17, bold: true, anchor: 'middle', colour: COLOURS[role] },
  };
}

const WAVE: readonly Place[] = [
  [11, 30],
  [19, 24],
  [27, 32],
  [35, 25],
  [45, 30],
];

/** Routine variation: a wave between two limits. A signal: a line that leaves upwards (H) or downwards (L). */
export function variationIcon({ nature, direction }: Variation): Picture {
  const shapes: Shape[] = [ring(nature)];
  if (direction == null) {
    shapes.push(
      line(nature, [13, 16], [43, 16], 1.5, '4 3'),
      line(nature, [13, 40], [43, 40], 1.5, '4 3'),
      ...path(nature, WAVE, 2.5),
    );
  } else {
    const flip = (y: number) => (direction === 'higher' ? y : SIZE - y);
    const rising: Place[] = [
      [10, flip(38)],
      [18, flip(33)],
      [25, flip(36)],
      [37, flip(18)],
    ];
    const head: Place[] = [
      [43, flip(10)],
      [30, flip(16)],
      [42, flip(24)],
    ];
    shapes.push(
      ...path(nature, rising, 2.5),
      { role: nature, mark: { kind: 'polygon', points: head, fill: COLOURS[nature] } },
      letter(nature, direction === 'higher' ? 'H' : 'L', [36, direction === 'higher' ? 44 : 24]),
    );
  }
  return { width: SIZE, height: SIZE, shapes };
}

const NATURE = { passes: 'improvement', fails: 'concern', hit_or_miss: 'common_cause' } as const;
const LETTER = { passes: 'P', fails: 'F', hit_or_miss: '?' } as const;

/** A wave beyond the target's line (P), short of it (F), or across it (?). */
export function assuranceIcon(assurance: Assurance, better: 'higher' | 'lower'): Picture {
  const role = NATURE[assurance];
  const above = (assurance === 'passes') === (better === 'higher');
  const target = assurance === 'hit_or_miss' ? 28 : above ? 34 : 22;
  const shift = assurance === 'hit_or_miss' ? 0 : above ? -6 : 6;
  const wave = WAVE.map(([x, y]): Place => [x, y + shift]);
  const low = assurance === 'hit_or_miss' || above;
  return {
    width: SIZE,
    height: SIZE,
    shapes: [
      ring(role),
      line(role, [8, target], [48, target], 2, '4 3'),
      ...path(role, wave, 2.5),
      letter(role, LETTER[assurance], [MIDDLE, low ? 48 : 18]),
    ],
  };
}
