// A picture as a file has it: the shapes with their colours, the icons beside what they say.
import { INK, moved, textBlock, type Drawing, type Mark } from '../../figures/drawing';
import type { Picture } from './shapes';

/** The room of a figure in a file. */
export const ROOM = 852;

export interface SaidIcon {
  picture: Picture;
  words: string;
}

export function drawingOf({ height, shapes }: Picture, icons: readonly SaidIcon[] = []): Drawing {
  const marks: Mark[] = [];
  let top = 0;
  for (const { picture, words } of icons) {
    const text = textBlock(words, [picture.width + 12, top + 8], ROOM - picture.width - 12, {
      size: 13,
      colour: INK,
    });
    marks.push(...picture.shapes.map(({ mark }) => moved(mark, 0, top)), ...text.marks);
    top += Math.max(picture.height, text.height) + 8;
  }
  marks.push(...shapes.map(({ mark }) => moved(mark, 0, top)));
  return { width: ROOM, height: top + height, marks };
}
