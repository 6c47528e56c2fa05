// Which addresses the service worker answers, and with what. All other requests go to the network.

import { notice } from '../../api/notice-origin';
import { framework, joinedCollection, type Expected } from '../../api/response-origin';

/** The list of the storyteller's pages and files that the build makes. */
export interface Build {
  /** Changes with every byte of the pages. */
  readonly version: string;
  /** Addresses of pages. */
  readonly pages: readonly string[];
  /** Files that every page may need. */
  readonly files: readonly string[];
  /** Files that only some need: the texts of a language. */
  readonly later: readonly string[];
}

/** The page that answers an address, if it is one of the storyteller's. */
export function pageOf(pathname: string, pages: readonly string[]): string | undefined {
  const [, first = '', second, ...rest] = pathname.split('/');
  const page = first === 'join' && second ? '/' : `/${first}`;
  // A slash at the end leads to the same page.
  const fits =
    pathname === page ||
    (first && pathname.replace(/\/+$/, '') === page) ||
    ((first === 'join' || first === 'kiosk') && rest.every((part) => !part));
  return fits && pages.includes(page) ? page : undefined;
}

export type Questions = 'newest' | 'version' | 'collection' | 'notice';

/**
 * Whether an address is that of a framework, a collection or a notice, which anybody may read and which contain no story.
 * Lists, drafts for staff, stories and receipts are none of these.
 */
export function questionsOf(pathname: string): Questions | undefined {
  if (/^\/api\/v1\/frameworks\/[^/]+\/versions\/\d+$/.test(pathname)) return 'version';
  if (/^\/api\/v1\/frameworks\/(?!drafts$)[^/]+$/.test(pathname)) return 'newest';
  if (/^\/api\/v1\/collections\/[^/]+$/.test(pathname)) return 'collection';
  return /^\/api\/v1\/notices\/[^/]+$/.test(pathname) ? 'notice' : undefined;
}

/** What an answer of the service at that address must be. */
export function expectedAt(pathname: string): Expected<object> | undefined {
  const [, , , , first = '', , version] = pathname.split('/').map(decoded);
  const asked = questionsOf(pathname);
  if (!asked) return undefined;
  if (asked === 'collection') return joinedCollection(first);
  if (asked === 'notice') return notice(first);
  return framework(first, asked === 'version' ? Number(version) : undefined);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of one version of a framework. */
export function versionAddress(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null) return undefined;
  if (!('slug' in document) || !('version' in document)) return undefined;
  const { slug, version } = document;
  if (typeof slug !== 'string' || typeof version !== 'number') return undefined;
  return `/api/v1/frameworks/${slug}/versions/${version}`;
}

/** Whether a page belongs to the build: it refers to files, and all of them are in the list. */
export function belongs(html: string, { files, later }: Build): boolean {
  const named = html.match(/\/assets\/[\w.-]+/g) ?? [];
  return named.length > 0 && named.every((file) => files.includes(file) || later.includes(file));
}

/** The media types of the service's files, by extension. */
const TYPES: Readonly<Record<string, RegExp>> = {
  css: /^text\/css$/,
  js: /^(text|application)\/javascript$/,
  json: /json$/,
  svg: /^image\/svg\+xml$/,
};

/** Whether the response can be the file at that address, and not a page that something in between sends instead. */
export function isFile(address: string, { ok, redirected, headers }: Response): boolean {
  const wanted = TYPES[address.split('.').at(-1) ?? ''];
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return ok && !redirected && type !== undefined && (wanted ? wanted.test(type) : type !== 'text/html');
}
