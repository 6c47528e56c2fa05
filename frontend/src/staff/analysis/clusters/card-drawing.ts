// The small maps of a cluster as a file has them, side by side.
import { CORNERS, HEIGHT, WIDTH } from '../../maps/zone-outlines';
import { pointOf, type Weights } from '../../../lib/triad';
import type { Lexicon } from '../../selection/lexicon';
import { clusters } from '../../texts';
import {
  BRAND,
  GRID,
  INK,
  moved,
  PAPER,
  QUIET,
  textBlock,
  type Drawing,
  type Mark,
  type Place,
} from '../../figures/drawing';
import { describe } from './describe';
import type { Telling } from './telling';

const SIDE = 250;
const STEP = 284;
const TOP = 96;

export function cardDrawing(telling: readonly Telling[], lexicon: Lexicon): Drawing {
  const drawn = telling.map((one, i) => mini(one, lexicon, i * STEP));
  const legend = textBlock(clusters.card.marks, [0, 0], 852, { size: 12, colour: QUIET });
  return {
    width: 852,
    height: legend.height + 8 + Math.max(0, ...drawn.map(({ height }) => height)),
    marks: [
      ...legend.marks,
      ...drawn.flatMap(({ marks }) => marks.map((mark) => moved(mark, 0, legend.height + 8))),
    ],
  };
}

function mini(one: Telling, lexicon: Lexicon, left: number): { marks: Mark[]; height: number } {
  const { question, difference, words } = describe(one, lexicon);
  const head = textBlock(question, [left, 0], SIDE, { size: 13, bold: true });
  const effect = textBlock(difference, [left, head.height], SIDE, { size: 12, colour: QUIET });
  const top = Math.max(TOP, head.height + effect.height + 12);
  const { marks, height } = picture(one, [left, top]);
  const below = textBlock(words, [left, top + height + 8], SIDE, { size: 12, colour: QUIET });
  return {
    marks: [...head.marks, ...effect.marks, ...marks, ...below.marks],
    height: top + height + 16 + below.height,
  };
}

function picture(one: Telling, [left, top]: Place): { marks: Mark[]; height: number } {
  switch (one.kind) {
    case 'triad': {
      const scale = SIDE / WIDTH;
      const at = (weights: Weights): Place => {
        const { x, y } = pointOf(weights, CORNERS);
        return [left + x * scale, top + y * scale];
      };
      const corners: Weights[] = [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ];
      return {
        marks: [
          { kind: 'polygon', points: corners.map(at), fill: PAPER, stroke: INK },
          ...both(at(one.own), one.rest && at(one.rest)),
        ],
        height: HEIGHT * scale,
      };
    }
    case 'dyad': {
      const at = (share: number): Place => [left + share * SIDE, top + 20];
      return {
        marks: [
          { kind: 'line', from: at(0), to: at(1), colour: INK, width: 2 },
          ...both(at(one.own), one.rest === undefined ? undefined : at(one.rest)),
        ],
        height: 40,
      };
    }
    case 'stones': {
      const side = 180;
      const at = ([x, y]: readonly [number, number]): Place => [left + x * side, top + (1 - y) * side];
      return {
        marks: [
          { kind: 'rect', at: [left, top], width: side, height: side, fill: PAPER, stroke: INK },
          ...both(at(one.own), one.rest && at(one.rest)),
        ],
        height: side,
      };
    }
    case 'choice': {
      const bar = (share: number, y: number, fill: string): Mark[] => [
        { kind: 'rect', at: [left, top + y], width: SIDE, height: 14, fill: PAPER, stroke: GRID },
        { kind: 'rect', at: [left, top + y], width: SIDE * share, height: 14, fill },
      ];
      return { marks: [...bar(one.own, 0, BRAND), ...bar(one.rest, 20, QUIET)], height: 40 };
    }
  }
}

/** The ring of the others, and on top of it the diamond of the cluster. */
function both([x, y]: Place, rest: Place | undefined): Mark[] {
  const points: Place[] = [
    [x, y - 8],
    [x + 8, y],
    [x, y + 8],
    [x - 8, y],
  ];
  return [
    ...(rest
      ? [{ kind: 'circle', at: rest, radius: 7, fill: 'none', stroke: QUIET, width: 3 } as const]
      : []),
    { kind: 'polygon', points, fill: BRAND, stroke: PAPER },
  ];
}
