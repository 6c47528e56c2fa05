// A question by group as a file has it.
import { colourAt, isDark } from '../../maps/colour';
import { CORNERS, HEIGHT, middleOf, outlineOf, WIDTH } from '../../maps/zone-outlines';
import { pointOf } from '../../../lib/triad';
import type { Lexicon } from '../../selection/lexicon';
import { compare, format } from '../../texts';
import {
  BRAND,
  GRID,
  INK,
  PAPER,
  QUIET,
  textBlock,
  type Drawing,
  type Mark,
  type Place,
} from '../../figures/drawing';
import type { Closer } from './closer';
import { optionsOf } from './closer-table';
import { mostOf, multiplesOf } from './scale';

const ROOM = 852;
const LABEL = 300;
const PLOT = { left: 320, width: 480 };
const along = (share: number) => PLOT.left + share * PLOT.width;

export function closerDrawing(closer: Closer, lexicon: Lexicon): Drawing {
  switch (closer.kind) {
    case 'dyad':
      return dyad(closer, lexicon);
    case 'triad':
      return triad(closer, lexicon);
    case 'choice':
      return choice(closer, lexicon);
    case 'stones':
      return pairs(closer);
  }
}

const named = (label: string, n: number) => `${label}, ${compare.confidence.n(n)}`;

function dyad(closer: Extract<Closer, { kind: 'dyad' }>, lexicon: Lexicon): Drawing {
  const marks: Mark[] = [];
  let y = 0;
  for (const { id, label, n } of closer.groups) {
    const text = textBlock(named(label, n), [0, y], LABEL, { size: 13 });
    const height = Math.max(36, text.height + 10);
    const [p05, p25, p50, p75, p95] = closer.quantiles[id] ?? [0, 0, 0, 0, 0];
    const middle = y + height / 2;
    marks.push(
      ...text.marks,
      { kind: 'line', from: [along(0), middle], to: [along(1), middle], colour: GRID },
      { kind: 'line', from: [along(p05), middle], to: [along(p95), middle], colour: INK, width: 2 },
      {
        kind: 'rect',
        at: [along(p25), middle - 9],
        width: (p75 - p25) * PLOT.width,
        height: 18,
        fill: '#a9cbc7',
        stroke: BRAND,
      },
      { kind: 'line', from: [along(p50), middle - 14], to: [along(p50), middle + 14], colour: INK, width: 4 },
    );
    y += height;
  }
  const [left, right] = lexicon.ends(closer.dyad);
  marks.push(
    { kind: 'text', at: [along(0), y + 16], text: `← ${left}`, size: 12, colour: QUIET },
    { kind: 'text', at: [along(1), y + 32], text: `${right} →`, size: 12, colour: QUIET, anchor: 'end' },
  );
  return { width: ROOM, height: y + 40, marks };
}

function triad(closer: Extract<Closer, { kind: 'triad' }>, lexicon: Lexicon): Drawing {
  const most = mostOf(closer.triad, closer.shares, closer.groups);
  const corners = lexicon.corners(closer.triad);
  const [side, across] = [260, 3];
  const tall = (side * HEIGHT) / WIDTH;
  const step = { x: 284, y: tall + 110 };
  const marks = closer.groups.flatMap(({ id, label, n }, i): Mark[] => {
    const [left, top] = [(i % across) * step.x, Math.floor(i / across) * step.y];
    const scaled = ({ x, y }: { x: number; y: number }): Place => [
      left + (x / WIDTH) * side,
      top + 58 + (y / WIDTH) * side,
    ];
    const zones = multiplesOf(closer.triad, closer.shares, id).flatMap(
      ({ place, share, multiple }): Mark[] => [
        {
          kind: 'polygon',
          points: outlineOf(place).map((weights) => scaled(pointOf(weights, CORNERS))),
          fill: colourAt(multiple / most),
          stroke: QUIET,
        },
        {
          kind: 'text',
          at: scaled(middleOf(place)),
          text: format.percent(share),
          size: 12,
          anchor: 'middle',
          colour: isDark(multiple / most) ? PAPER : INK,
        },
      ],
    );
    return [
      ...textBlock(named(label, n), [left, top], side, { size: 13, bold: true }).marks.slice(0, 2),
      { kind: 'text', at: [left + side / 2, top + 52], text: corners[0] ?? '', size: 11, anchor: 'middle' },
      ...zones,
      { kind: 'text', at: [left, top + tall + 74], text: corners[1] ?? '', size: 11 },
      { kind: 'text', at: [left + side, top + tall + 88], text: corners[2] ?? '', size: 11, anchor: 'end' },
    ];
  });
  return { width: ROOM, height: Math.ceil(closer.groups.length / across) * step.y, marks };
}

function choice(closer: Extract<Closer, { kind: 'choice' }>, lexicon: Lexicon): Drawing {
  const marks: Mark[] = [];
  let y = 0;
  for (const option of optionsOf(closer.choice.options, closer.shares)) {
    const head = textBlock(lexicon.say(option.label), [0, y], ROOM, { size: 13, bold: true });
    marks.push(...head.marks);
    y += head.height + 4;
    for (const { id, label, n } of closer.groups) {
      const share = closer.shares[option.id]?.[id]?.share ?? 0;
      const text = textBlock(named(label, n), [0, y], LABEL, { size: 12, colour: QUIET });
      marks.push(...text.marks, {
        kind: 'rect',
        at: [along(0), y + 3],
        width: share * PLOT.width,
        height: 12,
        fill: BRAND,
      });
      marks.push({ kind: 'text', at: [along(share) + 6, y + 14], text: format.percent(share), size: 12 });
      y += Math.max(20, text.height + 4);
    }
    y += 8;
  }
  return { width: ROOM, height: y, marks };
}

function pairs(closer: Extract<Closer, { kind: 'stones' }>): Drawing {
  const marks: Mark[] = [];
  let y = 0;
  for (const { between, effect, interval } of closer.pairs) {
    const words = `${between}: ${compare.confidence.cell(effect, interval)}`;
    const text = textBlock(words, [0, y], LABEL, { size: 12 });
    const height = Math.max(30, text.height + 8);
    const middle = y + height / 2;
    marks.push(...text.marks, {
      kind: 'line',
      from: [along(0), middle],
      to: [along(1), middle],
      colour: GRID,
    });
    if (interval)
      marks.push({
        kind: 'line',
        from: [along(interval[0]), middle],
        to: [along(interval[1]), middle],
        colour: INK,
        width: 2,
      });
    marks.push({ kind: 'circle', at: [along(effect), middle], radius: 6, fill: BRAND });
    y += height;
  }
  return { width: ROOM, height: y + 8, marks };
}
