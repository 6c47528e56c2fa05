// The staff side of the API, one function a route.
import { request, type Answered } from './request';
import type {
  Clearing,
  Framework,
  FrameworkEntry,
  Me,
  Patterns,
  PatternsAsked,
  Queue,
  Queued,
  SearchAnswer,
  SearchAsked,
  State,
  Story,
  Withholding,
} from './types';

export type { Answered, Trouble } from './request';

export const signIn = (name: string, password: string): Promise<Answered<Me>> =>
  request('/session', { method: 'POST', body: { name, password } });

export const signOut = (): Promise<Answered<void>> => request('/session', { method: 'DELETE' });

export const getMe = (): Promise<Answered<Me>> => request('/me');

export const getFrameworks = (): Promise<Answered<{ frameworks: FrameworkEntry[] }>> =>
  request('/frameworks');

/** A framework: the newest version, or the one that is named. */
export function getFramework(slug: string, version?: number): Promise<Answered<Framework>> {
  const path = `/frameworks/${encodeURIComponent(slug)}`;
  return request(version === undefined ? path : `${path}/versions/${version}`);
}

export const getPatterns = (body: PatternsAsked, signal?: AbortSignal): Promise<Answered<Patterns>> =>
  request('/patterns', { method: 'POST', body, ...(signal && { signal }) });

export const search = (body: SearchAsked, signal?: AbortSignal): Promise<Answered<SearchAnswer>> =>
  request('/search', { method: 'POST', body, ...(signal && { signal }) });

export const getStory = (id: string): Promise<Answered<Story>> =>
  request(`/stories/${encodeURIComponent(id)}`);

export function getQueue(state: State, limit: number, after?: number): Promise<Answered<Queue>> {
  const query = new URLSearchParams({ state, limit: String(limit) });
  if (after !== undefined) query.set('after', String(after));
  return request(`/moderation/stories?${query}`);
}

const decided = (id: string, decision: string, body: unknown): Promise<Answered<Queued>> =>
  request(`/moderation/stories/${encodeURIComponent(id)}/${decision}`, { method: 'POST', body });

export const clearStory = (id: string, body: Clearing): Promise<Answered<Queued>> =>
  decided(id, 'clear', body);

export const withholdStory = (id: string, body: Withholding): Promise<Answered<Queued>> =>
  decided(id, 'withhold', body);
