// A finished story in the queue, and what an answer of the service means for it.
import type { Result } from '../../api/client';
import type { FieldError, Submission } from '../../api/types';
import { tooLarge, type Failure } from '../../api/problem';

/** A finished story with its files. */
export interface OutgoingStory {
  readonly story: Submission;
  readonly voice?: Blob | undefined;
  readonly picture?: Blob | undefined;
  /** It was sent before without an answer: the service may have it already. */
  readonly tried: boolean;
  /** An earlier version of it was sent before, which this one replaces. */
  readonly replaces: boolean;
  /** It was sent before with another recording or picture. Only its text and answers can be replaced. */
  readonly otherFiles?: boolean | undefined;
  /** Why the service refused it. It stays in the queue until the storyteller has corrected it. */
  readonly refusal?: Refusal | undefined;
  /** Changes each time it is finished, because two tabs may finish the same story. */
  readonly edition?: string | undefined;
  /** What kept it from reaching the service the last time. It is tried again. */
  readonly hindrance?: Hindrance | undefined;
}

/** A story with its place in the queue. */
export interface StoredStory extends OutgoingStory {
  readonly place: number;
}

export interface Refusal {
  /**
   * `closed`: its collection takes no more. `read`: an earlier version was read already. `faulty`: see `errors`.
   * `files`: its text and answers have arrived, but the recording and picture there are the earlier ones.
   * `other`: the receipt belongs to another story, or to one that was withdrawn.
   * `words`: the device had no room for its recording or picture, and stored the text alone.
   */
  readonly reason: 'closed' | 'read' | 'faulty' | 'files' | 'other' | 'words';
  readonly errors: readonly FieldError[];
}

/** `between`: something between this device and the service answered. `large`: it refused the story's size. */
export type Hindrance = 'between' | 'large';

/** Whether both have the same content and the same files. */
export async function sameContent(one: OutgoingStory, other: OutgoingStory): Promise<boolean> {
  if (JSON.stringify(one.story) !== JSON.stringify(other.story)) return false;
  return sameFiles(one, other);
}

/** Whether both have the same recording and picture. */
export async function sameFiles(one: OutgoingStory, other: OutgoingStory): Promise<boolean> {
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
  | { kind: 'later'; retryAfter?: number | undefined; hindrance?: Hindrance | undefined }
  /** The service has a story under its receipt, which has to be compared. */
  | { kind: 'taken' }
  | { kind: 'replace' }
  | { kind: 'refused'; refusal: Refusal };

/**
 * Whether the same story may be accepted later without a change. An answer that the service never gives to a story
 * (404, 403 and so on) counts as temporary too.
 */
export function isTemporary({ kind }: Failure): boolean {
  return kind !== 'invalid' && kind !== 'conflict' && kind !== 'closed';
}

/** Whether the failure may be due to this one story, so that others could still be sent. */
export function mayBlockOthers({ kind, status = 0 }: Failure): boolean {
  return kind === 'unknown' || (kind === 'between' && status >= 400 && status < 500);
}

/** What the answer to a submission means. */
export function verdictOn(result: Result<unknown>, { replaces }: OutgoingStory): Verdict {
  if (result.ok) return { kind: 'sent' };
  const { failure } = result;
  if (isTemporary(failure)) return later(failure);
  if (failure.kind === 'conflict') return { kind: replaces ? 'replace' : 'taken' };
  return refused(failure.kind === 'closed' ? 'closed' : 'faulty', failure);
}

/** What the answer to a correction of an earlier version means. */
export function verdictOnReplacement(result: Result<unknown>, { otherFiles }: OutgoingStory): Verdict {
  if (result.ok) return otherFiles ? { kind: 'refused', refusal: FILES_STAY } : { kind: 'sent' };
  const { failure } = result;
  // Withdrawn in the meantime.
  if (failure.kind === 'not-found') return refused('other', failure);
  if (isTemporary(failure)) return later(failure);
  return refused(failure.kind === 'conflict' ? 'read' : 'faulty', failure);
}

/** What a conflict means, once the story under the receipt has been compared. */
export function verdictOnConflict(same: Result<boolean>): Verdict {
  if (same.ok) return same.value ? { kind: 'sent' } : refused('other', { errors: [] });
  if (same.failure.kind === 'not-found') return refused('other', same.failure);
  return later(same.failure);
}

const FILES_STAY: Refusal = { reason: 'files', errors: [] };

function later(failure: Failure): Verdict {
  const hindrance = tooLarge(failure) ? 'large' : failure.kind === 'between' ? 'between' : undefined;
  return { kind: 'later', retryAfter: failure.retryAfter, hindrance };
}

function refused(reason: Refusal['reason'], { errors }: Pick<Failure, 'errors'>): Verdict {
  return { kind: 'refused', refusal: { reason, errors } };
}
