// Turns taps and drags on a picture into points of its own coordinates. A finger that scrolls the page places nothing.
import type { Point } from '../../../lib/triad';

/** A finger that moves further than this, in pixels, does not tap. */
const TAP = 10;

/** How a point lies to the shape that takes marks: within it, so near that it is meant, or beside it. */
export type Where = 'inside' | 'near' | 'outside';

interface Drag {
  place: (at: Point, first: boolean) => void;
  /** What was there, as a function that brings it back when the pointer turns out to scroll the page. */
  remember: () => () => void;
  /** Called when a mark is placed and let go. */
  done: () => void;
  /** By default every point of the picture takes marks, and the page can be scrolled up and down from it. */
  where?: (at: Point) => Where;
}

/** The point of a pointer or finger in the picture's viewBox. */
function pointIn(picture: SVGSVGElement, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const box = picture.getBoundingClientRect();
  const { width, height } = picture.viewBox.baseVal;
  return { x: ((clientX - box.left) / box.width) * width, y: ((clientY - box.top) / box.height) * height };
}

/**
 * An attachment for an `<svg>`: a tap alone is enough, and a drag goes on outside the picture. Fingers drag from within the
 * shape, where the page does not scroll; near it they only tap; beside it nothing is placed.
 */
export function dragging(drag: () => Drag) {
  return (picture: SVGSVGElement) => {
    /** The pointer that is down, and how to bring back what was there before it. */
    let held: { id: number; undo: () => void; tap?: Point } | undefined;
    const shape = () => drag().where;

    const gone = new AbortController();
    const { signal } = gone;

    // Before the browser decides to scroll. Two fingers still enlarge the page.
    function touch(event: TouchEvent) {
      const [finger, another] = event.touches;
      if (finger && !another && shape()?.(pointIn(picture, finger)) === 'inside') event.preventDefault();
    }

    function down(event: PointerEvent) {
      if (!event.isPrimary || event.button !== 0) return;
      const at = pointIn(picture, event);
      const where = shape()?.(at) ?? 'inside';
      if (where === 'outside') return;
      held = { id: event.pointerId, undo: drag().remember() };
      picture.setPointerCapture(event.pointerId);
      if (where === 'inside' || event.pointerType === 'mouse') drag().place(at, true);
      else held.tap = { x: event.clientX, y: event.clientY };
    }

    function move(event: PointerEvent) {
      if (!held || event.pointerId !== held.id) return;
      if (!held.tap) drag().place(pointIn(picture, event), false);
      else if (Math.hypot(event.clientX - held.tap.x, event.clientY - held.tap.y) > TAP) held = undefined;
    }

    function up(event: PointerEvent) {
      if (!held || event.pointerId !== held.id) return;
      if (held.tap) drag().place(pointIn(picture, event), true);
      held = undefined;
      drag().done();
    }

    function cancel(event: PointerEvent) {
      if (!held || event.pointerId !== held.id) return;
      held.undo();
      held = undefined;
    }

    picture.addEventListener('touchstart', touch, { signal, passive: false });
    picture.addEventListener('pointerdown', down, { signal });
    picture.addEventListener('pointermove', move, { signal });
    picture.addEventListener('pointerup', up, { signal });
    picture.addEventListener('pointercancel', cancel, { signal });
    return () => gone.abort();
  };
}
