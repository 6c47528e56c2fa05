import { describe, expect, test } from 'vitest';
import { placeOf, PLACES, pointOf, type Point, type Weights } from '../../lib/triad';
import { areaOf, clipped, regionOf, simplified } from './lasso';
import { nodeAt, squarePixels, trianglePixels, valueAt } from './raster';
import { placeNamed, uniformShare, zoneName } from '../selection/zones';
import { CORNERS, fromPlane, outlineOf } from './zone-outlines';

const at = (weights: Weights) => pointOf(weights, CORNERS);
const WHOLE = Math.abs(areaOf([...CORNERS]));

describe('zones', () => {
  test('cover the triangle, each its share of it', () => {
    for (const place of PLACES) {
      const area = Math.abs(areaOf(outlineOf(place).map(at)));
      expect(area / WHOLE, place).toBeCloseTo(uniformShare(place), 6);
    }
    expect(PLACES.reduce((sum, place) => sum + uniformShare(place), 0)).toBeCloseTo(1);
  });

  test('hold the points inside their outlines', () => {
    for (const place of PLACES) {
      const outline = outlineOf(place);
      const middle = [0, 1, 2].map((i) => outline.reduce((sum, w) => sum + (w[i] ?? 0), 0) / outline.length);
      expect(placeOf(middle as unknown as Weights)).toBe(place);
    }
  });

  test('are named by the ids of their corners, in either order', () => {
    const corners = ['person', 'together', 'organised'];
    for (const place of PLACES) expect(placeNamed(zoneName(place, corners), corners)).toBe(place);
    expect(placeNamed('organised+person', corners)).toBe('0+2');
    expect(placeNamed('elsewhere', corners)).toBeUndefined();
  });

  test('the service’s plane lies on the picture with the first corner on top', () => {
    expect(fromPlane(0, 0)).toEqual(CORNERS[0]);
    expect(fromPlane(1, 0).x).toBeCloseTo(CORNERS[1].x);
    expect(fromPlane(0.5, Math.sqrt(3) / 2).x).toBeCloseTo(CORNERS[2].x);
  });
});

describe('a line drawn over a triangle', () => {
  const box = (x: number, y: number, side: number): Point[] => [
    { x, y },
    { x: x + side, y },
    { x: x + side, y: y + side },
    { x, y: y + side },
  ];

  test('becomes a polygon of weights that sum to 1', () => {
    const region = regionOf(box(450, 500, 120), CORNERS);
    expect(region).toHaveLength(4);
    for (const weights of region ?? []) expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
  });

  test('is cut to the triangle where it leaves it', () => {
    const cut = clipped(box(-500, -500, 3000), CORNERS);
    expect(Math.abs(areaOf(cut))).toBeCloseTo(WHOLE, 3);
    const region = regionOf(box(-500, -500, 3000), CORNERS) ?? [];
    expect(region.map(String).sort()).toEqual(['0,0,1', '0,1,0', '1,0,0']);
  });

  test('selects nothing outside, and nothing when it is a slip', () => {
    expect(regionOf(box(0, 0, 100), CORNERS)).toBeUndefined();
    expect(regionOf(box(500, 500, 5), CORNERS)).toBeUndefined();
    expect(regionOf([], CORNERS)).toBeUndefined();
  });

  test('keeps its shape with few points', () => {
    const circle = Array.from({ length: 400 }, (_, i) => {
      const angle = (i / 400) * 2 * Math.PI;
      return { x: 500 + 150 * Math.cos(angle), y: 550 + 150 * Math.sin(angle) };
    });
    const region = regionOf(circle, CORNERS) ?? [];
    expect(region.length).toBeLessThan(60);
    const area = Math.abs(areaOf(region.map(at)));
    expect(area / (Math.PI * 150 ** 2)).toBeGreaterThan(0.96);
  });

  test('a straight line is its two ends', () => {
    const line = [0, 1, 2, 3].map((i) => ({ x: i, y: i }));
    expect(simplified(line, 1)).toEqual([line[0], line[3]]);
  });
});

describe('densities as pixels', () => {
  const N = 64;
  const values = Array.from({ length: ((N + 1) * (N + 2)) / 2 }, () => 0);
  for (let i = 0; i <= N; i += 1)
    for (let j = 0; j <= N - i; j += 1) values[nodeAt(i, j, N)] = i / N + (2 * j) / N;

  test('nodes are numbered as the service does: i outer, j inner', () => {
    expect([nodeAt(0, 0, N), nodeAt(0, 64, N), nodeAt(1, 0, N), nodeAt(64, 0, N)]).toEqual([0, 64, 65, 2144]);
  });

  test('a plane over the lattice is met exactly between the nodes', () => {
    for (const [b, c] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [0.333, 0.333],
      [0.01, 0.98],
      [0.5, 0.5],
      [0.123, 0.456],
    ]) {
      expect(valueAt(values, N, b ?? 0, c ?? 0)).toBeCloseTo((b ?? 0) + 2 * (c ?? 0), 9);
    }
  });

  test('a triangle leaves the pixels outside it clear', () => {
    const corners = [
      { x: 20, y: 0 },
      { x: 0, y: 34 },
      { x: 40, y: 34 },
    ] as const;
    const { data } = trianglePixels(values, N, 2, corners, 40, 34);
    const alpha = (x: number, y: number) => data[(y * 40 + x) * 4 + 3];
    expect([alpha(1, 1), alpha(38, 1), alpha(20, 20)]).toEqual([0, 0, 255]);
  });

  test('a square turns the bottom row down', () => {
    const { data } = squarePixels([0, 0, 1, 1], 2, 1);
    const top = [data[0], data[1], data[2]];
    const bottom = [data[8], data[9], data[10]];
    expect(top).not.toEqual(bottom);
    expect((top[0] ?? 0) + (top[1] ?? 0)).toBeLessThan((bottom[0] ?? 0) + (bottom[1] ?? 0));
  });
});
