// One request of a staff page. It answers with a value or a trouble; nothing is thrown but an abort.
import { failureOf, OFFLINE, type Failure } from '../../lib/problem';

/** What went wrong. `status` is 0 when no answer came; `detail` is the service's own sentence. */
export interface Trouble extends Failure {
  status: number;
  detail: string;
}

export type Answered<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

const TIMEOUT = 30_000;

export interface Asked {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/** Sends a request with the session's cookie and the header by which the service knows its own pages. */
export async function request<T>(
  path: string,
  { method = 'GET', body, signal }: Asked = {},
): Promise<Answered<T>> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'x-sensing': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: patient(signal),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    return { ok: false, trouble: { ...OFFLINE, status: 0, detail: '' } };
  }
  const content: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (response.ok) return { ok: true, value: content as T };
  const failure = failureOf(response.status, response.headers, content);
  return { ok: false, trouble: { ...failure, status: response.status, detail: detailOf(content) } };
}

/** A file, into this page's memory and no cache. */
export async function requestFile(path: string): Promise<Answered<Blob>> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'x-sensing': '1' },
    });
    if (response.ok) return { ok: true, value: await response.blob() };
    const failure = failureOf(response.status, response.headers, undefined);
    return { ok: false, trouble: { ...failure, status: response.status, detail: '' } };
  } catch {
    return { ok: false, trouble: { ...OFFLINE, status: 0, detail: '' } };
  }
}

function patient(signal: AbortSignal | undefined): AbortSignal | null {
  if (!('timeout' in AbortSignal) || !('any' in AbortSignal)) return signal ?? null;
  const limit = AbortSignal.timeout(TIMEOUT);
  return signal ? AbortSignal.any([signal, limit]) : limit;
}

function detailOf(content: unknown): string {
  if (typeof content !== 'object' || content === null || !('detail' in content)) return '';
  return typeof content.detail === 'string' ? content.detail : '';
}
