// Where staff pages are, for whom they are, and the way to sign in and back.
import type { Role } from '../../api/types';

export interface Place {
  path: string;
  roles: readonly Role[];
}

export const EXPLORE: Place = { path: '/explore', roles: ['analyst', 'moderator', 'safeguarding-lead'] };
export const EXPORTS: Place = { path: '/exports', roles: ['analyst', 'administrator'] };
/** Who may ask for exports, and who decides on those of others. */
export const ASKS_FOR_EXPORTS: readonly Role[] = ['analyst'];
export const DECIDES_ON_EXPORTS: readonly Role[] = ['administrator'];
export const MODERATION: Place = { path: '/moderation', roles: ['moderator', 'safeguarding-lead'] };
export const COLLECTIONS: Place = { path: '/collections', roles: ['facilitator', 'administrator'] };
export const PAPER: Place = { path: '/paper', roles: ['facilitator', 'administrator'] };
export const TRANSCRIBE: Place = { path: '/transcribe', roles: ['facilitator', 'administrator'] };
export const FRAMEWORKS: Place = { path: '/frameworks', roles: ['administrator'] };
export const IMPORTS: Place = { path: '/imports', roles: ['administrator'] };
export const NOTICES: Place = { path: '/notices', roles: ['administrator'] };

export function mayUse(place: Place, roles: readonly Role[]): boolean {
  return roles.some((role) => place.roles.includes(role));
}

/**
 * Where a member of staff starts: moderators at the queue, analysts at the maps, facilitators at their collections;
 * `undefined` for roles without a page.
 */
export function homeOf(roles: readonly Role[]): string | undefined {
  return [MODERATION, EXPLORE, COLLECTIONS, FRAMEWORKS].find((place) => mayUse(place, roles))?.path;
}

/** The path of this service that was asked for before signing in; never an address elsewhere. */
export function askedFor(query: string, origin: string): string | undefined {
  const to = new URLSearchParams(query).get('to');
  if (!to?.startsWith('/')) return undefined;
  let address: URL;
  try {
    address = new URL(to, origin);
  } catch {
    return undefined;
  }
  if (address.origin !== origin || address.pathname.startsWith('//') || address.pathname === '/sign-in')
    return undefined;
  return address.pathname + address.search + address.hash;
}

/** The sign-in page, which leads back to here. */
export function signInFor(path: string, query: string): string {
  return `/sign-in?to=${encodeURIComponent(path + query)}`;
}

export function goToSignIn(): void {
  location.assign(signInFor(location.pathname, location.search));
}
