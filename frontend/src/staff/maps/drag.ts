// One pointer over a picture: a click stays a click, a drag is followed point by point in the picture's own units.
import type { Point } from '../../lib/triad';

/** Pixels that a pointer may slip during a click. */
export const SLIP = 5;

interface Drag {
  move: (line: readonly Point[]) => void;
  end: (line: readonly Point[]) => void;
  cancel: () => void;
}

/** Follows drags over an SVG. Clicks go to whatever lies under the pointer, as ever. */
export function dragged(svg: SVGSVGElement, drag: () => Drag) {
  let line: Point[] | undefined;
  let start: { x: number; y: number; id: number } | undefined;

  function down(event: PointerEvent) {
    if (!event.isPrimary || event.button !== 0) return;
    start = { x: event.clientX, y: event.clientY, id: event.pointerId };
    line = undefined;
  }

  function move(event: PointerEvent) {
    if (!start || event.pointerId !== start.id) return;
    if (!line) {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) < SLIP) return;
      svg.setPointerCapture(start.id);
      line = [pointAt(svg, start.x, start.y)];
    }
    line.push(pointAt(svg, event.clientX, event.clientY));
    drag().move(line);
  }

  function up(event: PointerEvent) {
    if (!start || event.pointerId !== start.id) return;
    const drawn = line;
    start = line = undefined;
    if (drawn) drag().end(drawn);
  }

  function cancel() {
    if (line) drag().cancel();
    start = line = undefined;
  }

  svg.addEventListener('pointerdown', down);
  svg.addEventListener('pointermove', move);
  svg.addEventListener('pointerup', up);
  svg.addEventListener('pointercancel', cancel);
  return {
    destroy() {
      svg.removeEventListener('pointerdown', down);
      svg.removeEventListener('pointermove', move);
      svg.removeEventListener('pointerup', up);
      svg.removeEventListener('pointercancel', cancel);
    },
  };
}

/** A place on the screen in the units of an SVG's view box, which fills its element. */
export function pointAt(svg: SVGSVGElement, clientX: number, clientY: number): Point {
  const box = svg.getBoundingClientRect();
  const view = svg.viewBox.baseVal;
  return {
    x: view.x + ((clientX - box.left) / box.width) * view.width,
    y: view.y + ((clientY - box.top) / box.height) * view.height,
  };
}
