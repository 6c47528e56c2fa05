// A drawing as a PNG file, painted shape by shape.
import { FONT, INK, PAPER, SIZE, type Drawing, type Mark } from './drawing';

/** Pixels of the file to one of the drawing. */
const SCALE = 2;

function paint(context: CanvasRenderingContext2D, mark: Mark): void {
  context.setLineDash([]);
  context.lineWidth = 1;
  context.beginPath();
  switch (mark.kind) {
    case 'line':
      context.strokeStyle = mark.colour;
      context.lineWidth = mark.width ?? 1;
      if (mark.dash) context.setLineDash(mark.dash.split(' ').map(Number));
      context.moveTo(...mark.from);
      context.lineTo(...mark.to);
      return context.stroke();
    case 'text':
      context.fillStyle = mark.colour ?? INK;
      context.font = `${mark.bold ? 'bold ' : ''}${mark.size ?? SIZE}px ${FONT}`;
      context.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor === 'end' ? 'right' : 'left';
      return context.fillText(mark.text, ...mark.at);
    case 'rect':
      context.rect(...mark.at, mark.width, mark.height);
      break;
    case 'circle':
      context.lineWidth = mark.width ?? 1;
      context.arc(...mark.at, mark.radius, 0, 2 * Math.PI);
      break;
    case 'polygon':
      mark.points.forEach((point) => context.lineTo(...point));
      context.closePath();
  }
  if (mark.fill !== 'none') {
    context.fillStyle = mark.fill;
    context.fill();
  }
  if (mark.stroke) {
    context.strokeStyle = mark.stroke;
    context.stroke();
  }
}

/** The file; `undefined` where the browser cannot make one. */
export function pngOf({ width, height, marks }: Drawing): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(undefined);
  context.scale(SCALE, SCALE);
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  for (const mark of marks) paint(context, mark);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/png'));
}
