// Which addresses the service worker answers, and with what. Everything else goes straight to the network.

/** What the build says about the storyteller's pages. */
export interface Build {
  /** Changes with every byte of the pages. */
  readonly version: string;
  /** Addresses of pages. */
  readonly pages: readonly string[];
  /** Files that every page may need. */
  readonly files: readonly string[];
  /** Files that somebody may need: the words of a language. */
  readonly later: readonly string[];
}

/** The page that answers an address, if it is one of the storyteller's. */
export function pageOf(pathname: string, pages: readonly string[]): string | undefined {
  const [, first = '', second, ...rest] = pathname.split('/');
  const page = first === 'join' && second ? '/' : `/${first}`;
  const fits = pathname === page || ((first === 'join' || first === 'kiosk') && rest.every((part) => !part));
  return fits && pages.includes(page) ? page : undefined;
}

export type Questions = 'newest' | 'version' | 'collection';

/**
 * Whether an address gives questions or a collection, which anybody may read, and which never hold a story.
 * Lists, drafts for staff, stories and receipts are none of these.
 */
export function questionsOf(pathname: string): Questions | undefined {
  if (/^\/api\/v1\/frameworks\/[^/]+\/versions\/\d+$/.test(pathname)) return 'version';
  if (/^\/api\/v1\/frameworks\/(?!drafts$)[^/]+$/.test(pathname)) return 'newest';
  return /^\/api\/v1\/collections\/[^/]+$/.test(pathname) ? 'collection' : undefined;
}

/** Where one version of a framework is found. */
export function versionAddress(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null) return undefined;
  if (!('slug' in document) || !('version' in document)) return undefined;
  const { slug, version } = document;
  if (typeof slug !== 'string' || typeof version !== 'number') return undefined;
  return `/api/v1/frameworks/${slug}/versions/${version}`;
}

/** Whether a page belongs to the build: every file that it names is in the list. */
export function belongs(html: string, { files, later }: Build): boolean {
  const named = html.match(/\/assets\/[\w.-]+/g) ?? [];
  return named.every((file) => files.includes(file) || later.includes(file));
}
