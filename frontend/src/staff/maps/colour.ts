// The one colour scale of all maps: from pale yellow through teal to dark blue. Equal steps are equal differences to
// the eye (measured in OKLab, B. Ottosson 2020), and lightness only falls, so that it reads without colour vision.

type Triple = [number, number, number];

/** Lightness, chroma and hue (degrees) in OKLCH of the places that the scale passes. */
const PATH: readonly Triple[] = [
  [0.94, 0.06, 105],
  [0.8, 0.1, 155],
  [0.62, 0.1, 205],
  [0.44, 0.11, 255],
  [0.26, 0.1, 290],
];

export const STEPS = 256;
const SAMPLES = 1024;

/** Red, green and blue, 0 to 255, of each step. */
export const TABLE: readonly Triple[] = evenly();

/** The colour of a share of the scale, 0 to 1. */
export function colourAt(share: number): string {
  const [r, g, b] = rgbAt(share);
  return `rgb(${r} ${g} ${b})`;
}

export function rgbAt(share: number): Triple {
  const step = Math.round(Math.min(1, Math.max(0, share)) * (STEPS - 1));
  return TABLE[step] ?? [0, 0, 0];
}

/** Whether writing on this colour must be white. */
export function isDark(share: number): boolean {
  return toLab(rgbAt(share).map((value) => value / 255) as Triple)[0] < 0.62;
}

/** The middle and both ends of the scale of differences, in OKLCH. The upper end is much darker, so that it reads without colour
 * vision; blue and orange are told apart with every kind of it. */
const NONE: Triple = [0.97, 0.01, 90];
const MORE: Triple = [0.42, 0.15, 262];
const LESS: Triple = [0.72, 0.15, 58];

/** The colour of a difference, −1 to 1: orange below zero, pale at zero, blue above. */
export function divergingAt(value: number): string {
  const [r, g, b] = divergingRgb(value);
  return `rgb(${r} ${g} ${b})`;
}

export function divergingRgb(value: number): Triple {
  const share = Math.min(1, Math.abs(value));
  const end = value < 0 ? LESS : MORE;
  // Hue has no meaning near grey, so only lightness and chroma begin at the middle.
  const [l, c] = [0, 1].map((i) => (NONE[i] ?? 0) + ((end[i] ?? 0) - (NONE[i] ?? 0)) * share) as [
    number,
    number,
  ];
  return toRgb(polar([l, c, end[2]])).map((v) => Math.round(v * 255)) as Triple;
}

/** Whether writing on the colour of a difference must be white. */
export function isDarkDifference(value: number): boolean {
  return toLab(divergingRgb(value).map((v) => v / 255) as Triple)[0] < 0.62;
}

/** How far two colours are apart to the eye. */
export function difference(a: Triple, b: Triple): number {
  const [p, q] = [a, b].map((rgb) => toLab(rgb.map((value) => value / 255) as Triple)) as [Triple, Triple];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

function evenly(): Triple[] {
  const along = Array.from({ length: SAMPLES }, (_, i) => toRgb(onPath(i / (SAMPLES - 1))));
  const labs = along.map(toLab);
  const lengths = [0];
  labs.slice(1).forEach((lab, i) => {
    const before = labs[i] ?? lab;
    lengths.push((lengths[i] ?? 0) + Math.hypot(lab[0] - before[0], lab[1] - before[1], lab[2] - before[2]));
  });
  const whole = lengths[SAMPLES - 1] ?? 1;
  let at = 0;
  return Array.from({ length: STEPS }, (_, step) => {
    while (at < SAMPLES - 1 && (lengths[at] ?? 0) < (whole * step) / (STEPS - 1)) at += 1;
    return (along[at] ?? [0, 0, 0]).map((value) => Math.round(value * 255)) as Triple;
  });
}

function onPath(share: number): Triple {
  const place = share * (PATH.length - 1);
  const i = Math.min(PATH.length - 2, Math.floor(place));
  const [from, to] = [PATH[i], PATH[i + 1]];
  if (!from || !to) return [0, 0, 0];
  const [l, c, h] = from.map((value, k) => value + ((to[k] ?? value) - value) * (place - i)) as Triple;
  return polar([l, c, h]);
}

function polar([l, c, h]: Triple): Triple {
  const angle = (h * Math.PI) / 180;
  return [l, c * Math.cos(angle), c * Math.sin(angle)];
}

function toRgb([l, a, b]: Triple): Triple {
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ].map((v) => {
    const kept = Math.min(1, Math.max(0, v));
    return kept <= 0.0031308 ? 12.92 * kept : 1.055 * kept ** (1 / 2.4) - 0.055;
  }) as Triple;
}

function toLab(rgb: Triple): Triple {
  const [r, g, b] = rgb.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)) as Triple;
  const [l, m, s] = [
    Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b),
    Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b),
    Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b),
  ];
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
