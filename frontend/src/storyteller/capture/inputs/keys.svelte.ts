// Whether a person reached a picture by keyboard: from then on the keys are explained beside every picture. The text does
// not disappear with the focus, because Continue would move while it is being pressed.
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
