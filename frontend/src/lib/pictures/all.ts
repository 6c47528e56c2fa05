// All pictures, drawn for this project. Fetched only when a page shows one.
import { faces } from './faces';
import { people } from './people';
import { places } from './places';
import { registry } from './registry';
import type { Picture } from './shapes';
import { things } from './things';

export const all = { ...faces, ...people, ...places, ...things };
export type PictureName = keyof typeof all;

/** The picture with this name, or the one that the registry keeps for these ids. */
export function pictureOf(id: string): Picture | undefined {
  const name = registry[id] ?? id;
  return Object.hasOwn(all, name) ? all[name as PictureName] : undefined;
}
