// Where the keys of an analysis page take the focus.

/** To the search box; on a phone its panel is unfolded first. */
export function focusSearch(): void {
  const box = document.querySelector<HTMLInputElement>('#text');
  if (box?.getClientRects().length === 0)
    document.querySelector<HTMLElement>('.filters-switch[aria-expanded=false]')?.click();
  requestAnimationFrame(() => box?.focus());
}

/** To the next story, or the one before. */
export function focusStory(by: 1 | -1): void {
  step('.story__open', (story) => story, by);
}

/** To the next figure, or the one before. Its name is spoken, and Tab goes into it. */
export function focusFigure(by: 1 | -1): void {
  step('[data-figure], .figure', (figure) => figure, by)?.scrollIntoView({ block: 'nearest' });
}

function step(selector: string, part: (element: HTMLElement) => HTMLElement, by: 1 | -1) {
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  const here = all.findIndex((element) => element.contains(document.activeElement));
  const to = all[here < 0 ? (by === 1 ? 0 : all.length - 1) : here + by];
  if (!to) return undefined;
  const target = part(to);
  if (!target.matches('button, a, input')) target.tabIndex = -1;
  target.focus();
  return target;
}
