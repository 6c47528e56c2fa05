// Whether an answer comes from the service. Between a phone and the service there can be a captive portal, or a proxy with
// its own size limit; each may answer in place of the service, with any status and any content. So an answer counts only
// if it contains what only the service can know: the receipt that was sent, the framework or join code that was asked
// for, or a problem document of the service. Anything else means that the service has not answered yet.
// Pages and the service worker decide this here and nowhere else.
import type {
  AcceptedStory,
  Framework,
  JoinedCollection,
  OpenedStory,
  Problem,
  WithdrawnStory,
} from './types';

/** What is read of an answer besides its content. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
  readonly redirected?: boolean;
}

/** What an answer has to be, to be the one that was asked for. */
export interface Expected<T> {
  /** The one status with which the service sends it. */
  readonly status: number;
  readonly is: (content: unknown) => content is T;
}

export type Judged<T> =
  | { readonly kind: 'own'; readonly value: T }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** From something between this device and the service. */
  | { readonly kind: 'foreign' };

const PROBLEMS = 'urn:sensing:problem:';

/** Where an answer with that content comes from. */
export function judge<T>(head: ResponseHead, content: unknown, { status, is }: Expected<T>): Judged<T> {
  const problem = problemIn(head, content);
  if (problem) return { kind: 'refused', problem };
  const fits = head.status === status && !head.redirected && hasMediaType(head, 'application/json');
  return fits && is(content) ? { kind: 'own', value: content } : { kind: 'foreign' };
}

/** The problem in an answer, if it is a problem document of the service. */
export function problemIn(head: ResponseHead, content: unknown): Problem | undefined {
  if (head.status < 400 || head.redirected || !hasMediaType(head, 'application/problem+json'))
    return undefined;
  if (!isRecord(content) || content['status'] !== head.status) return undefined;
  const { type } = content;
  return typeof type === 'string' && type.startsWith(PROBLEMS) ? (content as Problem) : undefined;
}

/** Whether the `Content-Type` is that media type, whatever its parameters. */
export function hasMediaType({ headers }: Pick<ResponseHead, 'headers'>, type: string): boolean {
  return headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === type;
}

/** A story was accepted under this receipt. */
export const acceptedStory = (receipt: string): Expected<AcceptedStory> => ({
  status: 201,
  is: isStoryOf<AcceptedStory>(receipt),
});

/** The story of this receipt. */
export function openedStory(receipt: string): Expected<OpenedStory> {
  const isStory = isStoryOf<OpenedStory>(receipt);
  return {
    status: 200,
    is: (content): content is OpenedStory => isStory(content) && typeof content.text === 'string',
  };
}

/** The story of this receipt is withdrawn. */
export const withdrawnStory = (receipt: string): Expected<WithdrawnStory> => ({
  status: 200,
  is: (content): content is WithdrawnStory => repeats(content, receipt) && content['state'] === 'withdrawn',
});

/** A published framework; in this version, where one was asked for. */
export function framework(slug: string, version?: number): Expected<Framework> {
  return {
    status: 200,
    is: (content): content is Framework =>
      isRecord(content) &&
      content['slug'] === slug &&
      Number.isInteger(content['version']) &&
      (version === undefined || content['version'] === version) &&
      Array.isArray(content['signifiers']),
  };
}

/** The collection of this join code. */
export function joinedCollection(code: string): Expected<JoinedCollection> {
  return {
    status: 200,
    is: (content): content is JoinedCollection => {
      if (!isRecord(content)) return false;
      const { join_code, framework } = content;
      return (
        typeof join_code === 'string' &&
        normalCode(join_code) === normalCode(code) &&
        typeof framework === 'string'
      );
    },
  };
}

function isStoryOf<T extends AcceptedStory | OpenedStory>(receipt: string) {
  return (content: unknown): content is T =>
    repeats(content, receipt) &&
    typeof content['id'] === 'string' &&
    content['id'] !== '' &&
    typeof content['state'] === 'string';
}

function repeats(content: unknown, receipt: string): content is Record<string, unknown> {
  if (!isRecord(content)) return false;
  const repeated = content['receipt'];
  return typeof repeated === 'string' && receipt !== '' && normalReceipt(repeated) === normalReceipt(receipt);
}

/** A receipt is the same in small letters, and with or without dashes. */
function normalReceipt(letters: string): string {
  return letters.toUpperCase().replace(/[\s\-–—]/g, '');
}

/** A join code, as the service reads it. */
function normalCode(code: string): string {
  return code.trim().toUpperCase();
}

function isRecord(content: unknown): content is Record<string, unknown> {
  return typeof content === 'object' && content !== null && !Array.isArray(content);
}
