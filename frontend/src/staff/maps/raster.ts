// Densities as pixels, for `putImageData`: no point is drawn, only the values that the service smoothed.
import { weightsAt, type Corners } from '../../lib/triad';
import { rgbAt } from './colour';

/** The density of even placement over a triangle with sides of 1. */
export const EVEN_TRIANGLE = 4 / Math.sqrt(3);

/** The place of node (i, j) in the service's list: i outer, j inner. */
export function nodeAt(i: number, j: number, lattice: number): number {
  return i * (lattice + 1) - (i * (i - 1)) / 2 + j;
}

/** The value at any weights, interpolated linearly between the three nodes around it. */
export function valueAt(values: readonly number[], lattice: number, b: number, c: number): number {
  const u = Math.max(0, b) * lattice;
  const v = Math.max(0, c) * lattice;
  const i = Math.min(Math.floor(u), lattice);
  const j = Math.min(Math.floor(v), lattice - i);
  const [p, q] = [u - i, v - j];
  const node = (k: number, l: number) => (k + l > lattice ? 0 : (values[nodeAt(k, l, lattice)] ?? 0));
  if (i + j >= lattice) return node(i, j);
  if (p + q <= 1 || i + j + 2 > lattice)
    return node(i, j) * (1 - p - q) + node(i + 1, j) * p + node(i, j + 1) * q;
  return node(i + 1, j + 1) * (p + q - 1) + node(i + 1, j) * (1 - q) + node(i, j + 1) * (1 - p);
}

export interface Pixels {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

/** A triad's density; `most` is the value at the dark end of the scale. Pixels outside the triangle stay clear. */
export function trianglePixels(
  values: readonly number[],
  lattice: number,
  most: number,
  corners: Corners,
  width: number,
  height: number,
): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  const [top, left, right] = corners;
  const reach = 2;
  for (let y = 0; y < height; y += 1) {
    const down = (y + 0.5 - top.y) / (left.y - top.y);
    if (down < 0 || down > 1) continue;
    const from = Math.floor(top.x + (left.x - top.x) * down - reach);
    const to = Math.ceil(top.x + (right.x - top.x) * down + reach);
    for (let x = Math.max(0, from); x <= Math.min(width - 1, to); x += 1) {
      const [, b, c] = weightsAt({ x: x + 0.5, y: y + 0.5 }, corners);
      paint(data, (y * width + x) * 4, valueAt(values, lattice, b, c) / most);
    }
  }
  return { data, width, height };
}

/** A stone's density: the grid comes row by row from the bottom, pixels from the top. */
export function squarePixels(values: readonly number[], grid: number, most: number): Pixels {
  const data = new Uint8ClampedArray(grid * grid * 4);
  for (let y = 0; y < grid; y += 1) {
    for (let x = 0; x < grid; x += 1) {
      paint(data, (y * grid + x) * 4, (values[(grid - 1 - y) * grid + x] ?? 0) / most);
    }
  }
  return { data, width: grid, height: grid };
}

function paint(data: Uint8ClampedArray, at: number, share: number) {
  const [r, g, b] = rgbAt(share);
  data[at] = r;
  data[at + 1] = g;
  data[at + 2] = b;
  data[at + 3] = 255;
}
