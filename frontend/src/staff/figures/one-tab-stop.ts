// A row of buttons as one tab stop: arrow keys go from button to button (WAI-ARIA, toolbar).

/** Keeps the buttons in `row` one tab stop, whichever come and go. */
export function oneTabStop(row: HTMLElement) {
  const buttons = () => [...row.querySelectorAll('button')];

  /** The button that is reached with Tab, or the first when that one is gone. */
  function settle(wanted?: HTMLButtonElement) {
    const all = buttons();
    const stop = wanted ?? all.find((button) => button.tabIndex === 0 && !button.disabled) ?? all[0];
    for (const button of all) button.tabIndex = button === stop ? 0 : -1;
  }

  function press(event: KeyboardEvent) {
    const all = buttons().filter((button) => !button.disabled);
    const here = all.indexOf(event.target as HTMLButtonElement);
    const steps: Record<string, number> = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1,
      Home: 0,
      End: all.length - 1,
    };
    const to = all[steps[event.key] ?? -1];
    if (here < 0 || !to) return;
    settle(to);
    to.focus();
    event.preventDefault();
  }

  function focused(event: FocusEvent) {
    if (event.target instanceof HTMLButtonElement) settle(event.target);
  }

  const changes = new MutationObserver(() => settle());
  changes.observe(row, { childList: true, subtree: true });
  row.addEventListener('keydown', press);
  row.addEventListener('focusin', focused);
  const [first] = buttons();
  if (first) settle(first);
  return {
    destroy() {
      changes.disconnect();
      row.removeEventListener('keydown', press);
      row.removeEventListener('focusin', focused);
    },
  };
}
