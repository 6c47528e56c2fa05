// Which stories the analyst has opened in this session of the browser: ids only, and gone with its window.
import { SvelteSet } from 'svelte/reactivity';

const KEY = 'sensing-read-stories';
/** So many of the last ones are kept. */
const MOST = 2_000;

class ReadMarks {
  readonly #ids = new SvelteSet<string>(kept());

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    if (this.#ids.has(id)) return;
    this.#ids.add(id);
    try {
      sessionStorage.setItem(KEY, JSON.stringify([...this.#ids].slice(-MOST)));
    } catch {
      // Without room or permission the marks last as long as the page.
    }
  }
}

function kept(): string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export const readMarks = new ReadMarks();
