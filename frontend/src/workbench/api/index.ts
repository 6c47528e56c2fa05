// The staff side of the API, one function a route.
import type { components } from '../../lib/api-types';
import { request, requestFile, type Answered } from './request';
import type {
  Clearing,
  Collection,
  CollectionAsked,
  Framework,
  Me,
  Patterns,
  PatternsAsked,
  Queue,
  Queued,
  SearchAnswer,
  SearchAsked,
  State,
  Story,
  Transcription,
  Withholding,
} from './types';

type Schemas = components['schemas'];

export type { Answered, Trouble } from './request';

export const signIn = (name: string, password: string): Promise<Answered<Me>> =>
  request('/session', { method: 'POST', body: { name, password } });

export const signOut = (): Promise<Answered<void>> => request('/session', { method: 'DELETE' });

export const getMe = (): Promise<Answered<Me>> => request('/me');

export const getFrameworks = (): Promise<Answered<Schemas['Frameworks']>> => request('/frameworks');

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

/** A recording or a picture that came with a story. */
export const getAttachment = (story: string, attachment: string): Promise<Answered<Blob>> =>
  requestFile(
    `/moderation/stories/${encodeURIComponent(story)}/attachments/${encodeURIComponent(attachment)}`,
  );

export const getCollections = (signal?: AbortSignal): Promise<Answered<Schemas['Collections']>> =>
  request('/collections', signal ? { signal } : {});

export const makeCollection = (body: CollectionAsked): Promise<Answered<Collection>> =>
  request('/collections', { method: 'POST', body });

const collection = (code: string, action: string): Promise<Answered<void>> =>
  request(`/collections/${encodeURIComponent(code)}/${action}`, { method: 'POST', body: {} });

export const closeCollection = (code: string): Promise<Answered<void>> => collection(code, 'close');

export const reopenCollection = (code: string): Promise<Answered<void>> => collection(code, 'reopen');

/** Sends a story that was told on paper. The same code and answers again get the same answer, so this may be repeated. */
export const sendTranscription = (body: Transcription): Promise<Answered<unknown>> =>
  request('/transcriptions', { method: 'POST', body });
