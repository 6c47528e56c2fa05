// The framework that a staff page begins with.
import { DEFAULT_FRAMEWORK } from '../../lib/framework';

/** The shipped framework where there is one, else the first. */
export function firstFramework(slugs: readonly string[]): string {
  return slugs.includes(DEFAULT_FRAMEWORK) ? DEFAULT_FRAMEWORK : (slugs[0] ?? DEFAULT_FRAMEWORK);
}
