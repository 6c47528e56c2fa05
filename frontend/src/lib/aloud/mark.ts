// Marks what is being read, without touching the page's elements where the browser can do that.

const NAME = 'aloud';
/** For browsers without highlights: marks the whole block. */
const CLASS = 'aloud-now';

export function markRange(range: Range | undefined): void {
  unmark();
  if (!range) return;
  if ('highlights' in CSS) CSS.highlights.set(NAME, new Highlight(range));
  else elementOf(range)?.classList.add(CLASS);
  bringIntoView(range);
}

export function unmark(): void {
  if ('highlights' in CSS) CSS.highlights.delete(NAME);
  else document.querySelectorAll(`.${CLASS}`).forEach((element) => element.classList.remove(CLASS));
}

function bringIntoView(range: Range): void {
  const { top, bottom } = range.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight) elementOf(range)?.scrollIntoView({ block: 'center' });
}

function elementOf(range: Range): HTMLElement | null {
  return range.startContainer.parentElement;
}
