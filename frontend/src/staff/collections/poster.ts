// The layout of a poster on A4: the place of each line of text in millimetres. It is drawn as one standalone SVG.

export interface Part {
  text: string;
  /** The height of its letters. */
  size: number;
  bold?: boolean;
  /** Left to right in every language: a code, an address. */
  plain?: boolean;
  /** The room above it. */
  above: number;
}

export interface Line {
  text: string;
  x: number;
  y: number;
  size: number;
  bold: boolean;
  plain: boolean;
}

interface Layout {
  lines: Line[];
  /** Where the QR code goes: its left, its top and its side. */
  code: { x: number; y: number; side: number };
}

export const WIDTH = 210;
export const HEIGHT = 297;
export const BAND = 26;
const MARGIN = 16;
const LEADING = 1.28;

/** The width of a text of this size, in the same unit as the size. */
type Measure = (text: string, size: number, bold: boolean) => number;

/** Breaks a text into lines that are no wider than that. Languages without spaces break between words as the browser knows them. */
export function wrapped(text: string, language: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text, language)) {
    if (line && !fits((line + piece).trimEnd())) {
      lines.push(line.trim());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trim()].filter(Boolean);
}

/** The pieces between which a line may break; punctuation stays with the word before it. */
function piecesOf(text: string, language: string): string[] {
  if (/\s/.test(text.trim()) || !('Segmenter' in Intl)) return text.split(/(?<=\s)/);
  const pieces: string[] = [];
  for (const { segment, isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    if (isWordLike || pieces.length === 0) pieces.push(segment);
    else pieces[pieces.length - 1] += segment;
  }
  return pieces;
}

/** Puts the parts above and below the code; makes all of them smaller until they fit on the page. */
export function laidOut(
  above: readonly Part[],
  below: readonly Part[],
  language: string,
  measure: Measure,
): Layout {
  for (let scale = 1.24; ; scale -= 0.06) {
    const lines: Line[] = [];
    let y = BAND;
    const write = (parts: readonly Part[]) => {
      for (const { text, size: full, bold = false, plain = false, above: room } of parts) {
        const size = full * scale;
        y += room * scale;
        for (const line of wrapped(
          text,
          language,
          (part) => measure(part, size, bold) <= WIDTH - 2 * MARGIN,
        )) {
          y += size * LEADING;
          lines.push({ text: line, x: WIDTH / 2, y, size, bold, plain });
        }
      }
    };
    write(above);
    const side = 86 * scale;
    y += 7 * scale;
    const code = { x: (WIDTH - side) / 2, y, side };
    y += side;
    write(below);
    if (y <= HEIGHT - MARGIN || scale < 0.5) return { lines, code };
  }
}
