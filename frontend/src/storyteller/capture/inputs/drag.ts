// Turns taps and drags on a picture into points of its own coordinates.
import type { Point } from '../../../lib/triad';

/** The point of a pointer event in the picture's viewBox. */
function pointIn(picture: SVGSVGElement, event: PointerEvent): Point {
  const box = picture.getBoundingClientRect();
  const { width, height } = picture.viewBox.baseVal;
  return {
    x: ((event.clientX - box.left) / box.width) * width,
    y: ((event.clientY - box.top) / box.height) * height,
  };
}

/** Handlers for an `<svg>`: a tap alone is enough, and a drag goes on outside the picture. */
export function dragging(place: (at: Point, first: boolean) => void) {
  let held: number | undefined;
  return {
    down(event: PointerEvent & { currentTarget: SVGSVGElement }) {
      if (!event.isPrimary || event.button !== 0) return;
      held = event.pointerId;
      event.currentTarget.setPointerCapture(event.pointerId);
      place(pointIn(event.currentTarget, event), true);
    },
    move(event: PointerEvent & { currentTarget: SVGSVGElement }) {
      if (event.pointerId === held) place(pointIn(event.currentTarget, event), false);
    },
    up() {
      held = undefined;
    },
  };
}
