// A click on a picture that lists the stories nearest to its place, before anything in the picture takes the click.
import type { Point } from '../../lib/triad';
import { pointAt } from './drag';

/** Called with the place of a click, in the picture's own units, while it is on; dots, which are stories, keep their clicks. */
export function nearClick(svg: SVGSVGElement, near: () => ((point: Point) => void) | undefined) {
  function click(event: MouseEvent) {
    const list = near();
    if (!list || (event.target as Element | null)?.closest('.dot')) return;
    event.stopPropagation();
    list(pointAt(svg, event.clientX, event.clientY));
  }
  svg.addEventListener('click', click, { capture: true });
  return { destroy: () => svg.removeEventListener('click', click, { capture: true }) };
}
