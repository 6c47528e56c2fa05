// A finished story on its way: what waits, and what the service's answer means for it.
import type { Result, Submission } from '../lib/api';
import type { Failure, FieldError } from '../lib/problem';

/** A story that its teller has finished, with the files that go with it. */
export interface Waiting {
  readonly story: Submission;
  readonly voice?: Blob | undefined;
  readonly picture?: Blob | undefined;
  /** It was on its way before: the service may have it already, although no answer came. */
  readonly tried: boolean;
  /** Another wording of it was on its way before: that one is to be replaced by this one. */
  readonly replaces: boolean;
  /** It was on its way before with another recording or picture: only words can take the place of those before. */
  readonly otherFiles?: boolean | undefined;
  /** Why the service would not take it. It stays until its teller has mended it. */
  readonly refusal?: Refusal | undefined;
}

/** A waiting story with its place in the queue. */
export interface Placed extends Waiting {
  readonly place: number;
}

export interface Refusal {
  /**
   * `closed`: its collection takes no more. `read`: an earlier wording was read already. `faulty`: see `errors`.
   * `files`: its words and answers have arrived, but the recording and picture there are those of before.
   */
  readonly reason: 'closed' | 'read' | 'faulty' | 'files';
  readonly errors: readonly FieldError[];
}

/** Whether both say the same, with the same files. */
export async function sameTelling(one: Waiting, other: Waiting): Promise<boolean> {
  if (JSON.stringify(one.story) !== JSON.stringify(other.story)) return false;
  return sameFiles(one, other);
}

/** Whether the same recording and picture go with both. */
export async function sameFiles(one: Waiting, other: Waiting): Promise<boolean> {
  return (await sameFile(one.voice, other.voice)) && (await sameFile(one.picture, other.picture));
}

async function sameFile(one: Blob | undefined, other: Blob | undefined): Promise<boolean> {
  if (one === other) return true;
  if (one?.size !== other?.size || one?.type !== other?.type || !one || !other) return false;
  const [these, those] = (await Promise.all([one.arrayBuffer(), other.arrayBuffer()])).map(
    (buffer) => new Uint8Array(buffer),
  );
  return these !== undefined && these.every((byte, i) => byte === those?.[i]);
}

export type Verdict =
  | { kind: 'sent' }
  | { kind: 'later'; retryAfter?: number | undefined }
  | { kind: 'replace' }
  | { kind: 'refused'; refusal: Refusal };

/**
 * Whether the same story may go through later without anybody doing anything. Answers that our service never gives
 * to a story (404, 403 and the like) come from something in between, such as the sign-in page of a hall's Wi-Fi.
 */
export function passes({ kind }: Failure): boolean {
  return kind !== 'invalid' && kind !== 'conflict' && kind !== 'closed';
}

/** What an answer to sending means. */
export function verdictOn(result: Result<unknown>, { replaces }: Waiting): Verdict {
  if (result.ok) return { kind: 'sent' };
  const { failure } = result;
  if (passes(failure)) return { kind: 'later', retryAfter: failure.retryAfter };
  // The receipt is known there, and this is the only wording that ever went out under it.
  if (failure.kind === 'conflict') return replaces ? { kind: 'replace' } : { kind: 'sent' };
  return refused(failure.kind === 'closed' ? 'closed' : 'faulty', failure);
}

/** What an answer to replacing an earlier wording means. */
export function verdictOnReplacing(result: Result<unknown>, { otherFiles }: Waiting): Verdict {
  if (result.ok) return otherFiles ? { kind: 'refused', refusal: FILES_STAY } : { kind: 'sent' };
  const { failure } = result;
  // Withdrawn in the meantime, by the one person who could.
  if (failure.kind === 'not-found') return { kind: 'sent' };
  if (passes(failure)) return { kind: 'later', retryAfter: failure.retryAfter };
  return refused(failure.kind === 'conflict' ? 'read' : 'faulty', failure);
}

const FILES_STAY: Refusal = { reason: 'files', errors: [] };

function refused(reason: Refusal['reason'], { errors }: Failure): Verdict {
  return { kind: 'refused', refusal: { reason, errors } };
}
