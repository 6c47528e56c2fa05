// The alphabet of the pictures: outlines on a field of 48 by 48, one width of line, two flat colours and paper.

/** How a shape is filled: not at all, cool, warm, paper (hides what is behind it), or ink. */
export type Fill = '' | 'cool' | 'warm' | 'paper' | 'ink';

/** An outline as an SVG path, and its filling. */
export type Shape = readonly [fill: Fill, path: string];
export type Picture = readonly Shape[];

export const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

export const box = (x: number, y: number, width: number, height: number): string =>
  `M${x} ${y}h${width}v${height}h${-width}z`;

/** A head and shoulders with their base at `y`, `height` tall. */
export function bust(x: number, y: number, height: number, fill: Fill = 'cool'): Picture {
  const k = height / 30;
  const shoulders = `M${x - 12 * k} ${y}v${-3 * k}a${12 * k} ${11 * k} 0 0 1 ${24 * k} 0v${3 * k}z`;
  return [
    [fill, shoulders],
    ['warm', circle(x, y - 22 * k, 7.5 * k)],
  ];
}

/** A whole person, from the feet at `y`. */
export function figure(x: number, y: number, height: number, fill: Fill = 'cool'): Picture {
  const k = height / 40;
  const body = `M${x - 6 * k} ${y}v${-14 * k}h${-3 * k}v${-8 * k}a${5 * k} ${5 * k} 0 0 1 ${5 * k} ${-5 * k}h${8 * k}a${5 * k} ${5 * k} 0 0 1 ${5 * k} ${5 * k}v${8 * k}h${-3 * k}v${14 * k}z`;
  return [
    [fill, body],
    ['warm', circle(x, y - 34 * k, 6 * k)],
  ];
}

/** Several strokes that belong to one thing. */
export const line = (path: string): Shape => ['', path];

/** What is not so: one bar across everything. */
export const crossed: Picture = [line('M7 41L41 7')];

export const heart = (x: number, y: number, k = 1): string =>
  `M${x} ${y + 9 * k}c${-6 * k} ${-4 * k} ${-10 * k} ${-7 * k} ${-10 * k} ${-12 * k}a${5 * k} ${5 * k} 0 0 1 ${10 * k} ${-2 * k}a${5 * k} ${5 * k} 0 0 1 ${10 * k} ${2 * k}c0 ${5 * k} ${-4 * k} ${8 * k} ${-10 * k} ${12 * k}z`;

export const star = (x: number, y: number, k = 1): string =>
  `M${x} ${y - 9 * k}l${2.7 * k} ${5.6 * k} ${6.1 * k} ${0.8 * k}-${4.5 * k} ${4.3 * k} ${1.1 * k} ${6.1 * k}-${5.4 * k}-${2.9 * k}-${5.4 * k} ${2.9 * k} ${1.1 * k}-${6.1 * k}-${4.5 * k}-${4.3 * k} ${6.1 * k}-${0.8 * k}z`;
