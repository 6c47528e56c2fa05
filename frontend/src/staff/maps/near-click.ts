// Clicks on a picture that are for a story in it or for a place, before anything else in the picture takes them.
import type { Point } from '../../lib/triad';
import { pointAt, SLIP } from './drag';
import type { Dot } from './dots';

/** Pixels from the middle of a dot within which a click is for it: a target of 28 pixels, however small the dot is drawn. */
const REACH = 14;

interface Clicks {
  /** Stories as dots, in the picture's own units. */
  dots?: readonly Dot[] | undefined;
  open?: (dot: Dot) => void;
  /** Called with the dot that a click would open now. */
  aim?: (dot: Dot | undefined) => void;
  /** Lists the stories nearest to a place, where clicks do that. */
  near?: ((point: Point) => void) | undefined;
}

/** The dot nearest to a place, of those within reach. */
export function dotWithin(dots: readonly Dot[], { x, y }: Point, reach: number): Dot | undefined {
  const from = (dot: Dot) => Math.hypot(dot.at.x - x, dot.at.y - y);
  const nearest = dots.reduce<Dot | undefined>(
    (best, dot) => (best && from(best) <= from(dot) ? best : dot),
    undefined,
  );
  return nearest && from(nearest) <= reach ? nearest : undefined;
}

/** Gives clicks to the nearest dot within reach, or else to `near`, where there is one. */
export function nearClick(svg: SVGSVGElement, clicks: () => Clicks) {
  function dotAt({ clientX, clientY }: MouseEvent, { dots = [] }: Clicks): Dot | undefined {
    if (dots.length === 0) return undefined;
    const unit = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
    return dotWithin(dots, pointAt(svg, clientX, clientY), REACH * unit);
  }

  let start: { x: number; y: number } | undefined;
  const down = (event: PointerEvent) => (start = { x: event.clientX, y: event.clientY });

  function click(event: MouseEvent) {
    // A click without a press comes from the keyboard or from an assistive tool, and means the element itself.
    if (event.detail === 0) return;
    // The end of a drag is a click, too.
    if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) >= SLIP) return;
    const asked = clicks();
    const dot = dotAt(event, asked);
    if (dot) asked.open?.(dot);
    else if (asked.near) asked.near(pointAt(svg, event.clientX, event.clientY));
    else return;
    event.stopPropagation();
  }

  function move(event: PointerEvent) {
    const asked = clicks();
    asked.aim?.(event.pointerType === 'mouse' ? dotAt(event, asked) : undefined);
  }

  const leave = () => clicks().aim?.(undefined);

  svg.addEventListener('pointerdown', down);
  svg.addEventListener('click', click, { capture: true });
  svg.addEventListener('pointermove', move);
  svg.addEventListener('pointerleave', leave);
  return {
    destroy() {
      svg.removeEventListener('pointerdown', down);
      svg.removeEventListener('click', click, { capture: true });
      svg.removeEventListener('pointermove', move);
      svg.removeEventListener('pointerleave', leave);
    },
  };
}
