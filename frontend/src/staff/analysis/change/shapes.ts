// What charts are made of: shapes with a role. On the screen a role is a class; in a file it has a colour. What a colour says is
// also said by the form of the mark, so that nothing is lost in grey.
import { GRID, INK, PAPER, QUIET, textBlock, type Mark, type Place } from '../../figures/drawing';
import type { Nature } from '../../../api/types';

export type Role =
  | 'grid'
  | 'axis'
  | 'series'
  | 'centre'
  | 'limit'
  | 'target'
  | 'step'
  | 'arrow'
  | 'gap'
  | 'interval'
  | 'text'
  | 'quiet'
  | 'value'
  | 'hollow'
  | Nature;

export interface Shape {
  role: Role;
  mark: Mark;
}

export interface Picture {
  width: number;
  height: number;
  shapes: readonly Shape[];
}

/** Each at least 3:1 on white, and of different lightness. */
export const COLOURS: Readonly<Record<Role, string>> = {
  grid: GRID,
  axis: QUIET,
  series: '#7c8787',
  centre: INK,
  limit: '#5c6767',
  target: '#a31515',
  step: QUIET,
  arrow: INK,
  gap: QUIET,
  interval: INK,
  text: INK,
  quiet: QUIET,
  value: '#5c6767',
  hollow: '#5c6767',
  common_cause: '#5c6767',
  improvement: '#00579e',
  concern: '#c25000',
  neither: '#5a2a86',
};

export function line(role: Role, from: Place, to: Place, width = 1, dash?: string): Shape {
  return { role, mark: { kind: 'line', from, to, colour: COLOURS[role], width, ...(dash && { dash }) } };
}

export function text(
  role: 'text' | 'quiet' | 'target',
  at: Place,
  words: string,
  {
    size = 12,
    anchor = 'start',
    bold = false,
  }: { size?: number; anchor?: 'start' | 'middle' | 'end'; bold?: boolean } = {},
): Shape {
  return { role, mark: { kind: 'text', at, text: words, size, anchor, bold, colour: COLOURS[role] } };
}

/** Lines of text below each other, and the room that they take. */
export function block(role: 'text' | 'quiet', words: string, at: Place, width: number, size = 12) {
  const { marks, height } = textBlock(words, at, width, { size, colour: COLOURS[role] });
  return { shapes: marks.map((mark): Shape => ({ role, mark })), height };
}

/** A value: a circle; a signal is a triangle that points its way; what is not over is hollow. */
export function dot(
  role: Role,
  [x, y]: Place,
  {
    direction,
    hollow = false,
    radius = 4.5,
  }: { direction?: 'higher' | 'lower' | undefined; hollow?: boolean; radius?: number } = {},
): Shape {
  const colour = COLOURS[role];
  if (hollow)
    return { role, mark: { kind: 'circle', at: [x, y], radius, fill: PAPER, stroke: colour, width: 2 } };
  if (!direction) return { role, mark: { kind: 'circle', at: [x, y], radius, fill: colour } };
  const [reach, up] = [radius * 1.5, direction === 'higher' ? -1 : 1];
  const points: Place[] = [
    [x, y + up * reach],
    [x - reach, y - up * reach * 0.75],
    [x + reach, y - up * reach * 0.75],
  ];
  return { role, mark: { kind: 'polygon', points, fill: colour, stroke: PAPER } };
}
