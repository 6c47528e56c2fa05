// Whether someone came to a picture by keyboard: from then on the keys are told beside every picture. They do not go away
// with the focus, for then Continue would move from under the pointer that presses it.
let used = $state(false);

export const keyboard = {
  get used(): boolean {
    return used;
  },
  /** For the `onfocus` of a picture's handle. */
  seen(event: FocusEvent): void {
    if (event.currentTarget instanceof Element && event.currentTarget.matches(':focus-visible')) used = true;
  },
};
