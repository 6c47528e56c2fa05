// What the address of the capture page asks for: the framework, the join code and the language.
import { DEFAULT_FRAMEWORK } from '../../lib/framework';

export interface StartQuery {
  slug: string;
  code: string | undefined;
  /** The language that the address asks for. */
  language: string | undefined;
}

/** Reads `/?framework=SLUG`, `/?join=CODE` and `/join/CODE`, all with an optional `language=TAG`. */
export function startQuery({ pathname, search }: { pathname: string; search: string }): StartQuery {
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

/** A part of a path, decoded; unchanged when its encoding is wrong. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
