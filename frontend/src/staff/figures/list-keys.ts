// A list as one tab stop: arrow keys go from option to option (WAI-ARIA, listbox).

/** The place in a list that a key goes to from `current`; `undefined` for any other key. It may be before the first or after the last. */
export function placeAfter(key: string, current: number, length: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowUp: current - 1,
    ArrowDown: current + 1,
    Home: 0,
    End: length - 1,
  };
  return steps[key];
}

/** Moves the focus to the option at a place, if there is one. */
export function focusOption(list: HTMLElement | undefined, place: number): void {
  list?.querySelectorAll<HTMLElement>('[role=option]')[place]?.focus();
}
