// How a storyteller came in: which framework, and with whose join code.
import { DEFAULT_FRAMEWORK } from '../lib/framework';

export interface Entrance {
  slug: string;
  code: string | undefined;
  /** The language that the address asks for. */
  language: string | undefined;
}

/** Reads `/?framework=SLUG`, `/?join=CODE` and `/join/CODE`, all with `language=TAG` where it is wished. */
export function entrance({ pathname, search }: { pathname: string; search: string }): Entrance {
  const query = new URLSearchParams(search);
  const asked = query.get('framework') ?? '';
  const inPath = /^\/join\/([^/]+)\/?$/.exec(pathname)?.[1];
  const code = (inPath === undefined ? query.get('join') : decoded(inPath))?.trim();
  return {
    slug: /^[a-z0-9-]{1,64}$/.test(asked) ? asked : DEFAULT_FRAMEWORK,
    code: code ? code.slice(0, 64) : undefined,
    language: query.get('language') ?? undefined,
  };
}

/** A part of an address as it was typed, also where it was typed wrongly. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
