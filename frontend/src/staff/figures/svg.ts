// A drawing as an SVG file.
import { FONT, INK, PAPER, SIZE, type Drawing, type Mark, type Place } from './drawing';

/** Characters that XML does not allow are left out. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function escaped(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const round = (value: number): string => String(Math.round(value * 100) / 100);
const attributes = (pairs: Record<string, string | number | undefined>): string =>
  Object.entries(pairs)
    .filter((pair): pair is [string, string | number] => pair[1] !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? round(value) : escaped(value)}"`)
    .join('');
const place = ([x, y]: Place): string => `${round(x)},${round(y)}`;

function element(mark: Mark): string {
  switch (mark.kind) {
    case 'line': {
      const [[x1, y1], [x2, y2]] = [mark.from, mark.to];
      const { colour: stroke, width = 1, dash } = mark;
      return `<line${attributes({ x1, y1, x2, y2, stroke, 'stroke-width': width, 'stroke-dasharray': dash })}/>`;
    }
    case 'rect': {
      const [x, y] = mark.at;
      const { width, height, fill, stroke } = mark;
      return `<rect${attributes({ x, y, width, height, fill, stroke })}/>`;
    }
    case 'circle': {
      const [cx, cy] = mark.at;
      const { radius: r, fill, stroke, width } = mark;
      return `<circle${attributes({ cx, cy, r, fill, stroke, 'stroke-width': width })}/>`;
    }
    case 'polygon': {
      const { fill, stroke } = mark;
      return `<polygon${attributes({ points: mark.points.map(place).join(' '), fill, stroke })}/>`;
    }
    case 'text': {
      const [x, y] = mark.at;
      const { size = SIZE, bold, anchor, colour = INK } = mark;
      const style = { 'font-size': size, 'font-weight': bold ? 'bold' : undefined, 'text-anchor': anchor };
      return `<text${attributes({ x, y, fill: colour, ...style })}>${escaped(mark.text)}</text>`;
    }
  }
}

/** The file; `title` and `description` are what a screen reader says. */
export function svgOf({ width, height, marks }: Drawing, title: string, description: string): string {
  const size = attributes({ width, height, viewBox: `0 0 ${width} ${height}` });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg"${size} role="img"${attributes({ 'font-family': FONT })}>`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    `<rect${attributes({ width, height, fill: PAPER })}/>`,
    ...marks.map(element),
    '</svg>',
    '',
  ].join('\n');
}
