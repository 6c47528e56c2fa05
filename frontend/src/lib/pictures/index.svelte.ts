// The pictures of easy read and child wording. They are loaded when the first one is needed; until then, and where they
// cannot be loaded, the text is shown alone.
import type { Picture } from './shapes';

let find = $state.raw<(id: string) => Picture | undefined>();
let asked = false;
let awaited = $state(true);

/** Fetches the pictures, once. */
export function wantPictures(): void {
  if (asked) return;
  asked = true;
  import('./all').then(
    ({ pictureOf }) => {
      find = pictureOf;
      awaited = false;
    },
    () => (asked = awaited = false),
  );
}

/** Whether pictures are still to come. */
export function areAwaited(): boolean {
  return awaited;
}

/** The first of these that has a picture, once the pictures are here. */
export function pictureFor(ids: readonly string[]): Picture | undefined {
  for (const id of ids) {
    const picture = find?.(id);
    if (picture) return picture;
  }
  return undefined;
}

/** Whether this variant has pictures beside the text. */
export function showsPictures(variant: string): boolean {
  return variant === 'easy' || variant === 'child';
}
