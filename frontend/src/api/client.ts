// The one client of the API. Every call answers with a value or a failure; only a call that its caller aborts throws.
import createClient from 'openapi-fetch';
import type { paths } from './api-types';
import { failureOf, OFFLINE, SLOW, SLOW_ANALYSIS, type Failure } from './problem';
import { hasMediaType, judge, type Expected } from './response-origin';

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

const TIMEOUT = 30_000;
/** An analysis of many stories takes its time. */
export const ANALYSIS_TIMEOUT = 60_000;
/** Two files of 5 MB on a slow phone. */
export const UPLOAD_TIMEOUT = 300_000;

const COMMON = {
  baseUrl: location.origin,
  cache: 'no-store',
  // The service redirects nobody.
  redirect: 'manual',
} as const;

/** Storytellers have no account: no cookie and no referrer is sent. */
export const storyteller = createClient<paths>({
  ...COMMON,
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
});

/** Staff have a session cookie; the header shows the service that one of its own pages asks. */
export const staff = createClient<paths>({
  ...COMMON,
  credentials: 'same-origin',
  headers: { 'x-sensing': '1' },
});

/**
 * Options of every call. The body is read as text, because it may not be JSON whatever its media type says; `outcome`
 * parses it. The type says `json`, so that the client's types describe the parsed body.
 */
export function options(signal?: AbortSignal, timeout = TIMEOUT): { parseAs: 'json'; signal?: AbortSignal } {
  const limit = within(signal, timeout);
  return { parseAs: 'text' as 'json', ...(limit && { signal: limit }) };
}

/** The caller's signal with a time limit, as far as the browser can combine them. */
function within(signal: AbortSignal | undefined, timeout: number): AbortSignal | undefined {
  if (!('timeout' in AbortSignal)) return signal;
  if (!signal) return AbortSignal.timeout(timeout);
  return 'any' in AbortSignal ? AbortSignal.any([signal, AbortSignal.timeout(timeout)]) : signal;
}

/** A call of the client. */
export type Call<Body> = Promise<{ data?: Body; error?: unknown; response: Response }>;

/**
 * What a call came to.
 *
 * @param expected What the answer must say to be the service's own. Staff pages leave it out where they see at once
 *   what the answer is; then any JSON will do.
 * @param isAnalysis Whether fewer stories would make it faster.
 */
export async function outcome<Body, Value extends Body = Body>(
  call: Call<Body>,
  {
    signal,
    expected,
    isAnalysis = false,
  }: { signal?: AbortSignal | undefined; expected?: Expected<Value>; isAnalysis?: boolean } = {},
): Promise<Result<Value>> {
  try {
    const { data, error, response } = await call;
    const content = response.ok ? parsed(data) : error;
    const accepted = expected
      ? judge(response, content, expected).kind === 'own'
      : response.status === 204 || isJson(response, content);
    if (accepted) return { ok: true, value: content as Value };
    return { ok: false, failure: failureOf(response, content) };
  } catch (error) {
    if (signal?.aborted) throw error;
    if (!isTimeout(error)) return { ok: false, failure: OFFLINE };
    return { ok: false, failure: isAnalysis ? SLOW_ANALYSIS : SLOW };
  }
}

/** Whether the time limit of `options` ended a call. */
function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

function isJson(response: Response, content: unknown): boolean {
  return response.ok && content !== undefined && hasMediaType(response, 'application/json');
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** The file that a call came to; `accepts` says whether the answer is one. */
export async function fileOutcome(
  call: Call<Blob>,
  accepts: (response: Response) => boolean,
): Promise<Result<Blob>> {
  try {
    const { data, error, response } = await call;
    if (data && accepts(response)) return { ok: true, value: data };
    return { ok: false, failure: failureOf(response, error) };
  } catch {
    return { ok: false, failure: OFFLINE };
  }
}
