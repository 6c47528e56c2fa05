// A figure as a file shows it: shapes and words in plain colours on white, of a fixed width. What is on the screen is drawn by
// components, which wrap and follow the reader's colours.

export type Mark =
  | { kind: 'line'; from: Place; to: Place; colour: string; width?: number; dash?: string }
  | { kind: 'rect'; at: Place; width: number; height: number; fill: string; stroke?: string }
  | { kind: 'circle'; at: Place; radius: number; fill: string; stroke?: string; width?: number }
  | { kind: 'polygon'; points: readonly Place[]; fill: string; stroke?: string }
  | {
      kind: 'text';
      at: Place;
      text: string;
      size?: number;
      bold?: boolean;
      anchor?: 'start' | 'middle' | 'end';
      colour?: string;
    };

/** Pixels from the left and from the top. */
export type Place = readonly [x: number, y: number];

export interface Drawing {
  width: number;
  height: number;
  marks: readonly Mark[];
}

export const WIDTH = 900;
export const MARGIN = 24;
export const SIZE = 14;
export const INK = '#1b2424';
export const QUIET = '#4a5656';
export const GRID = '#cfc9bd';
export const BRAND = '#0b5557';
export const PAPER = '#ffffff';
export const FONT = 'Arial, Helvetica, "Noto Sans", sans-serif';

/** The mean width of a letter, in sizes. It is on the wide side, so that lines are rather too short than too long. */
const LETTER = 0.54;

/** A text in lines of at most so many pixels. */
export function wrapped(text: string, width: number, size = SIZE): string[] {
  const most = Math.max(8, Math.floor(width / (size * LETTER)));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}

/** Lines of text below each other; `height` is the room that they take. */
export function textBlock(
  text: string,
  [x, y]: Place,
  width: number,
  { size = SIZE, bold = false, colour = INK } = {},
): { marks: Mark[]; height: number } {
  const step = size * 1.35;
  const lines = wrapped(text, width, size);
  return {
    marks: lines.map((line, i) => ({
      kind: 'text',
      at: [x, y + size + i * step],
      text: line,
      size,
      bold,
      colour,
    })),
    height: lines.length * step,
  };
}

export function moved(mark: Mark, dx: number, dy: number): Mark {
  const by = ([x, y]: Place): Place => [x + dx, y + dy];
  switch (mark.kind) {
    case 'line':
      return { ...mark, from: by(mark.from), to: by(mark.to) };
    case 'polygon':
      return { ...mark, points: mark.points.map(by) };
    default:
      return { ...mark, at: by(mark.at) };
  }
}

/** A figure with its title and sentence above, and what is known about it below. */
export function framed(
  title: string,
  sentence: string,
  body: Drawing,
  about: readonly (readonly [name: string, value: string])[],
): Drawing {
  const room = WIDTH - 2 * MARGIN;
  const marks: Mark[] = [];
  let y = MARGIN;
  const add = (text: string, style: { size?: number; bold?: boolean; colour?: string }) => {
    const block = textBlock(text, [MARGIN, y], room, style);
    marks.push(...block.marks);
    y += block.height;
  };
  add(title, { size: 20, bold: true });
  y += 4;
  add(sentence, {});
  y += 12;
  marks.push(...body.marks.map((mark) => moved(mark, MARGIN, y)));
  y += body.height + 12;
  for (const [name, value] of about) add(`${name}: ${value}`, { size: 12, colour: QUIET });
  return { width: WIDTH, height: Math.ceil(y + MARGIN), marks };
}
