// All pictures, and which belong to which words. Fetched only when a page shows a picture.
import { drawings, type PictureName } from './drawings';
import { registry } from './registry';
import type { Picture } from './shapes';

/** The picture of this name, or the one that the registry has for this id. */
export function pictureOf(id: string): Picture | undefined {
  const name = registry[id] ?? id;
  return Object.hasOwn(drawings, name) ? drawings[name as PictureName] : undefined;
}
