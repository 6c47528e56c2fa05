// The triad: three weights ≥ 0 that sum to 1, drawn as a point in a triangle.
// Pure geometry: pictures, keys and sliders all end here. Corner 0 is the top, 1 the left, 2 the right.
import type { Weights } from '../api/types';
import { between } from './fractions';

export type { Weights };

export interface Point {
  x: number;
  y: number;
}

/** The triangle's three corners on the picture. */
export type Corners = readonly [Point, Point, Point];

export const CENTRE: Weights = [1 / 3, 1 / 3, 1 / 3];

/** How far one press of an arrow key moves, as a share of the triangle's side. */
export const STEP = 0.02;
/** The same with Shift held. */
export const BIG_STEP = 0.1;

/** Where the weights lie on the picture (barycentric coordinates). */
export function pointOf(weights: Weights, corners: Corners): Point {
  const [a, b, c] = corners;
  return {
    x: weights[0] * a.x + weights[1] * b.x + weights[2] * c.x,
    y: weights[0] * a.y + weights[1] * b.y + weights[2] * c.y,
  };
}

/** The weights of the point in the triangle that is nearest to this one. */
export function weightsAt(point: Point, corners: Corners): Weights {
  const free = barycentric(point, corners);
  if (free.every((weight) => weight >= 0)) return free;
  const [a, b, c] = corners;
  const nearest = [onEdge(point, a, b), onEdge(point, b, c), onEdge(point, c, a)].reduce((best, next) =>
    distance(next, point) < distance(best, point) ? next : best,
  );
  return settled(barycentric(nearest, corners));
}

function barycentric(p: Point, [a, b, c]: Corners): Weights {
  const area = (b.y - c.y) * (a.x - c.x) + (c.x - b.x) * (a.y - c.y);
  const wa = ((b.y - c.y) * (p.x - c.x) + (c.x - b.x) * (p.y - c.y)) / area;
  const wb = ((c.y - a.y) * (p.x - c.x) + (a.x - c.x) * (p.y - c.y)) / area;
  return [wa, wb, 1 - wa - wb];
}

function onEdge(p: Point, from: Point, to: Point): Point {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const along = between(0, ((p.x - from.x) * dx + (p.y - from.y) * dy) / (dx * dx + dy * dy), 1);
  return { x: from.x + along * dx, y: from.y + along * dy };
}

function distance(p: Point, q: Point): number {
  return Math.hypot(p.x - q.x, p.y - q.y);
}

/** How far a point lies from the triangle; 0 within it. */
export function distanceTo(point: Point, corners: Corners): number {
  if (barycentric(point, corners).every((weight) => weight >= 0)) return 0;
  return distance(point, pointOf(weightsAt(point, corners), corners));
}

/** Removes tiny negative weights from floating point, and normalises the sum to 1. */
function settled(weights: Weights): Weights {
  const kept = weights.map((weight) => Math.max(0, weight));
  const sum = kept.reduce((x, y) => x + y, 0);
  return [(kept[0] ?? 0) / sum, (kept[1] ?? 0) / sum, (kept[2] ?? 0) / sum];
}

/** A triangle with sides of 1, in which keys move. */
const HEIGHT = Math.sqrt(3) / 2;
const UNIT: Corners = [
  { x: 0.5, y: 0 },
  { x: 0, y: HEIGHT },
  { x: 1, y: HEIGHT },
];

const ARROWS: Record<string, Point> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

/**
 * Where a key takes the marker: arrows move it (the first one only places it in the centre), Home and End are the centre,
 * because a triangle has no ends; 1 2 3 are the corners. `undefined` for any other key.
 */
export function afterKey(key: string, shift: boolean, weights: Weights | undefined): Weights | undefined {
  if (key === 'Home' || key === 'End' || key === ' ') return CENTRE;
  if (key === '1') return [1, 0, 0];
  if (key === '2') return [0, 1, 0];
  if (key === '3') return [0, 0, 1];
  const arrow = ARROWS[key];
  if (!arrow) return undefined;
  if (!weights) return CENTRE;
  const step = shift ? BIG_STEP : STEP;
  const from = pointOf(weights, UNIT);
  return weightsAt({ x: from.x + arrow.x * step, y: from.y + arrow.y * step }, UNIT);
}

/** Sets one share and scales the other two in proportion (equally where both were zero). */
export function withShare(weights: Weights | undefined, index: number, share: number): Weights {
  const before = weights ?? CENTRE;
  const value = between(0, share, 1);
  const rest = 1 - value;
  const others = 1 - (before[index] ?? 0);
  const moved = before.map((weight, i) => {
    if (i === index) return value;
    return others > 1e-9 ? (weight / others) * rest : rest / 2;
  });
  return [moved[0] ?? 0, moved[1] ?? 0, moved[2] ?? 0];
}

/** The seven places a triad can be answered with in words; each lies well inside the zone of its name. */
export const PLACES = ['0', '1', '2', '0+1', '1+2', '0+2', 'centre'] as const;
export type Place = (typeof PLACES)[number];

/** The corners a place lies between: one for a corner, two for an edge, three for the centre. */
export function cornersOf(place: Place): number[] {
  return place === 'centre' ? [0, 1, 2] : place.split('+').map(Number);
}

/** The weights stored for a place given in words. */
export function weightsOf(place: Place): Weights {
  if (place === 'centre') return CENTRE;
  const named = cornersOf(place);
  const share = named.length === 1 ? 0.8 : 0.45;
  const weight = (index: number) => (named.includes(index) ? share : 0.1);
  return [weight(0), weight(1), weight(2)];
}

/** The zone that holds these weights (SenseMaker's cuts: a corner from 60 %, an edge where the third has under 20 %). */
export function placeOf(weights: Weights): Place {
  const corner = weights.findIndex((weight) => weight >= 0.6);
  if (corner >= 0) return PLACES[corner] ?? 'centre';
  const third = weights.findIndex((weight) => weight < 0.2);
  if (third < 0) return 'centre';
  return third === 0 ? '1+2' : third === 1 ? '0+2' : '0+1';
}
