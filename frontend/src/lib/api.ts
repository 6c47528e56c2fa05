// The storyteller's side of the API. Every call answers with a value or a failure; nothing is thrown.
import createClient from 'openapi-fetch';
import type { components, paths } from './api-types';
import type { Answers } from './answers';
import type { Framework } from './framework';
import { failureOf, OFFLINE, type Failure } from './problem';
import { bodyOf, type StoryFiles } from './send-body';

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

type Schemas = components['schemas'];

export type Consent = Required<Schemas['Consent']>;

/** A story as it is sent: answers in the shapes of their kinds, and a receipt made here. */
export type Submission = Schemas['Submission'] & {
  readonly receipt: string;
  readonly answers: Answers;
  readonly consent: Consent;
  /** "I am worried about someone's safety." */
  readonly worried?: boolean;
  /** Shared by stories of one person, made like a receipt. */
  readonly teller?: string;
  /** The day on which it was finished, by the storyteller's own calendar. */
  readonly told?: string;
};

/** A voice recording or a picture that belongs to a story. */
export interface Attachment {
  readonly id: string;
  readonly kind: 'voice' | 'picture';
  readonly media_type: string;
  readonly bytes: number;
}

export type OpenedStory = Omit<Schemas['OwnStory'], 'answers' | 'consent'> & {
  readonly answers: Answers;
  readonly consent: Consent;
  readonly attachments?: readonly Attachment[];
  readonly worried?: boolean;
};

/** What somebody who joins a collection sees of it. */
export type Joined = Schemas['JoinedCollection'];

const TIMEOUT = 30_000;
/** Two files of 5 MB on a slow phone. */
const UPLOAD_TIMEOUT = 300_000;

const client = createClient<paths>({
  baseUrl: location.origin,
  cache: 'no-store',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
});

async function outcome<T>(
  call: Promise<{ data?: unknown; error?: unknown; response: Response }>,
): Promise<Result<T>> {
  try {
    const { data, error, response } = await call;
    if (response.ok) return { ok: true, value: data as T };
    return { ok: false, failure: failureOf(response.status, response.headers, error) };
  } catch {
    return { ok: false, failure: OFFLINE };
  }
}

function patience(wait = TIMEOUT): { signal?: AbortSignal } {
  return 'timeout' in AbortSignal ? { signal: AbortSignal.timeout(wait) } : {};
}

/** A published version of a framework; the latest one when none is named. */
export function getFramework(slug: string, version?: number): Promise<Result<Framework>> {
  return outcome(
    version === undefined
      ? client.GET('/api/v1/frameworks/{slug}', { params: { path: { slug } }, ...patience() })
      : client.GET('/api/v1/frameworks/{slug}/versions/{version}', {
          params: { path: { slug, version } },
          ...patience(),
        }),
  );
}

export function getCollection(joinCode: string): Promise<Result<Joined>> {
  return outcome(
    client.GET('/api/v1/collections/{join_code}', {
      params: { path: { join_code: joinCode } },
      ...patience(),
    }),
  );
}

/** Sends a story. The same receipt, body and files again get the same answer, so this may be repeated. */
export function sendStory(body: Submission, files: StoryFiles = {}): Promise<Result<unknown>> {
  const wait = files.voice || files.picture ? UPLOAD_TIMEOUT : TIMEOUT;
  return outcome(
    client.POST('/api/v1/stories', { body, bodySerializer: () => bodyOf(body, files), ...patience(wait) }),
  );
}

export function openReceipt(receipt: string): Promise<Result<OpenedStory>> {
  return outcome(client.POST('/api/v1/receipts/open', { body: { receipt }, ...patience() }));
}

/** The bytes of a recording or a picture, for the one person who holds the receipt. */
export async function openAttachment(receipt: string, id: string): Promise<Result<Blob>> {
  try {
    const response = await fetch('/api/v1/receipts/attachment', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ receipt, id }),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...patience(UPLOAD_TIMEOUT),
    });
    if (response.ok) return { ok: true, value: await response.blob() };
    return { ok: false, failure: failureOf(response.status, response.headers, undefined) };
  } catch {
    return { ok: false, failure: OFFLINE };
  }
}

/** Puts this version in the place of the one that the receipt belongs to, while it is held. */
export function correctStory(body: Submission): Promise<Result<unknown>> {
  return outcome(client.POST('/api/v1/receipts/correct', { body, ...patience() }));
}

export function withdrawStory(receipt: string): Promise<Result<unknown>> {
  return outcome(client.POST('/api/v1/receipts/withdraw', { body: { receipt }, ...patience() }));
}
