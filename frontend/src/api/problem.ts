// What can go wrong between a page and the service. response-origin.ts decides whether an answer is the service's own.
import { problemIn, type ResponseHead } from './response-origin';
import type { FieldError, Problem } from './types';

export interface Failure {
  kind:
    | 'offline'
    /** The service did not answer within the time that the page waits. */
    | 'slow'
    /** Something between this page and the service answered; whether the service received anything is unknown. */
    | 'between'
    | 'invalid'
    | 'conflict'
    | 'closed'
    | 'read'
    | 'files'
    /** The story could not be sent, and the device had room for its text only. */
    | 'words'
    | 'busy'
    | 'unavailable'
    | 'not-found'
    | 'unknown';
  errors: readonly FieldError[];
  /** Whether it was an analysis that was slow. */
  isAnalysis?: boolean;
  /** Seconds to wait, where the service said so. */
  retryAfter?: number;
  /** The status of an answer that was not the service's. */
  status?: number;
  /** The service's own problem document; missing when the answer was not the service's. */
  problem?: Problem;
}

/** No answer came at all. */
export const OFFLINE: Failure = { kind: 'offline', errors: [] };

/** No answer came in time; the service may still be working on it. */
export const SLOW: Failure = { kind: 'slow', errors: [] };
/** The same for an analysis, which is faster with fewer stories. */
export const SLOW_ANALYSIS: Failure = { ...SLOW, isAnalysis: true };

const CONTENT_TOO_LARGE = 413;

/** Reads an answer that is not the one that was asked for. */
export function failureOf(head: ResponseHead, content: unknown): Failure {
  const problem = problemIn(head, content);
  return problem ? refusal(head, problem) : foreign(head.status);
}

function refusal({ headers }: ResponseHead, problem: Problem): Failure {
  const refused = { errors: fieldErrors(problem.errors), problem };
  switch (problem.status) {
    case 400:
    case 413:
    case 415:
    case 422:
      return { kind: 'invalid', ...refused };
    case 404:
      return { kind: 'not-found', ...refused };
    case 409:
      return { kind: /[/:]collection-closed$/.test(problem.type) ? 'closed' : 'conflict', ...refused };
    case 429:
      return { kind: 'busy', ...refused, ...retryAfter(headers) };
    case 502:
    case 503:
    case 504:
    case 507:
      return { kind: 'unavailable', ...refused, ...retryAfter(headers) };
    default:
      return { kind: 'unknown', ...refused };
  }
}

/**
 * What an answer that is not the service's means. A gateway that cannot reach the service has a status for that; its
 * Retry-After is not the service's.
 */
function foreign(status: number): Failure {
  switch (status) {
    case 429:
      return { kind: 'busy', errors: [] };
    case 502:
    case 503:
    case 504:
      return { kind: 'unavailable', errors: [] };
    default:
      return { kind: 'between', errors: [], status };
  }
}

/** Whether something in between refused the request because of its size. */
export function tooLarge({ kind, status }: Failure): boolean {
  return kind === 'between' && status === CONTENT_TOO_LARGE;
}

function retryAfter(headers: Headers): { retryAfter?: number } {
  const value = headers.get('retry-after');
  if (value === null) return {};
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfter: seconds } : {};
}

function fieldErrors(errors: unknown): FieldError[] {
  if (!Array.isArray(errors)) return [];
  return errors.filter(isFieldError).map(({ field, message }) => ({ field, message }));
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
