// What can go wrong between this page and the service, read from RFC 9457 problem documents.

export interface FieldError {
  /** The path of the field in what was sent, such as `answers.difference.triad`. */
  field: string;
  message: string;
}

export interface Failure {
  kind:
    | 'offline'
    | 'invalid'
    | 'conflict'
    | 'closed'
    | 'read'
    | 'files'
    | 'busy'
    | 'unavailable'
    | 'not-found'
    | 'unknown';
  errors: FieldError[];
  /** Seconds to wait, where the service said so. */
  retryAfter?: number;
}

/** No answer came at all. */
export const OFFLINE: Failure = { kind: 'offline', errors: [] };

/** Reads a failed answer. The body may be anything: a proxy in between does not speak our format. */
export function failureOf(status: number, headers: Headers, body: unknown): Failure {
  const errors = fieldErrors(body);
  switch (status) {
    case 400:
    case 413:
    case 422:
      return { kind: 'invalid', errors };
    case 404:
      return { kind: 'not-found', errors };
    case 409:
      return { kind: isClosed(body) ? 'closed' : 'conflict', errors };
    case 429:
      return { kind: 'busy', errors, ...waiting(headers) };
    case 502:
    case 503:
    case 504:
    case 507:
      return { kind: 'unavailable', errors, ...waiting(headers) };
    default:
      return { kind: 'unknown', errors };
  }
}

/** The collection that the story was told for takes no more. */
function isClosed(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('type' in body)) return false;
  return typeof body.type === 'string' && /[/:]collection-closed$/.test(body.type);
}

function waiting(headers: Headers): { retryAfter?: number } {
  const value = headers.get('retry-after');
  if (value === null) return {};
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfter: seconds } : {};
}

function fieldErrors(body: unknown): FieldError[] {
  if (typeof body !== 'object' || body === null || !('errors' in body) || !Array.isArray(body.errors))
    return [];
  return body.errors.filter(isFieldError).map(({ field, message }) => ({ field, message }));
}

function isFieldError(value: unknown): value is FieldError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'field' in value &&
    typeof value.field === 'string' &&
    'message' in value &&
    typeof value.message === 'string'
  );
}
