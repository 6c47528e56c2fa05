// What storytellers' pages ask of the service.
import { fileOutcome, options, outcome, storyteller, UPLOAD_TIMEOUT, type Result } from './client';
import * as origin from './response-origin';
import { storyBody, type StoryFiles } from './story-body';
import type {
  AcceptedStory,
  Attachment,
  Consent,
  Framework,
  JoinedCollection,
  OpenedStory,
  Submission,
  WithdrawnStory,
} from './types';

/** A published version of a framework; the latest one when none is named. */
export function getFramework(slug: string, version?: number): Promise<Result<Framework>> {
  const expected = origin.framework(slug, version);
  if (version === undefined) {
    const call = storyteller.GET('/api/v1/frameworks/{slug}', { params: { path: { slug } }, ...options() });
    return outcome(call, { expected });
  }
  const call = storyteller.GET('/api/v1/frameworks/{slug}/versions/{version}', {
    params: { path: { slug, version } },
    ...options(),
  });
  return outcome(call, { expected });
}

export function getCollection(joinCode: string): Promise<Result<JoinedCollection>> {
  const call = storyteller.GET('/api/v1/collections/{join_code}', {
    params: { path: { join_code: joinCode } },
    ...options(),
  });
  return outcome(call, { expected: origin.joinedCollection(joinCode) });
}

/** Sends a story. The same receipt, body and files get the same answer again, so this may be repeated. */
export function sendStory(body: Submission, files: StoryFiles = {}): Promise<Result<AcceptedStory>> {
  const timeout = files.voice || files.picture ? UPLOAD_TIMEOUT : undefined;
  const call = storyteller.POST('/api/v1/stories', {
    body,
    bodySerializer: () => storyBody(body, files),
    ...options(undefined, timeout),
  });
  return outcome(call, { expected: origin.acceptedStory(body.receipt) });
}

export function openReceipt(receipt: string): Promise<Result<OpenedStory>> {
  const call = storyteller.POST('/api/v1/receipts/open', { body: { receipt }, ...options() });
  return outcome(call, { expected: origin.openedStory(receipt) });
}

/** The bytes of a recording or a picture, for the person who has the receipt. */
export function openAttachment(
  receipt: string,
  { id, media_type }: Pick<Attachment, 'id' | 'media_type'>,
): Promise<Result<Blob>> {
  const call = storyteller.POST('/api/v1/receipts/attachment', {
    body: { receipt, id },
    ...options(undefined, UPLOAD_TIMEOUT),
    parseAs: 'blob',
  });
  return fileOutcome(
    call,
    (response) => response.status === 200 && origin.hasMediaType(response, media_type),
  );
}

/** Replaces the story of the receipt with this one. Words that no moderator has read hide it until one has. */
export function correctStory(body: Submission): Promise<Result<OpenedStory>> {
  const call = storyteller.POST('/api/v1/receipts/correct', { body, ...options() });
  return outcome(call, { expected: origin.openedStory(body.receipt) });
}

/** Changes what the story of the receipt may be used for, and nothing else. */
export function changeConsent(receipt: string, consent: Consent): Promise<Result<OpenedStory>> {
  const call = storyteller.POST('/api/v1/receipts/consent', { body: { receipt, consent }, ...options() });
  return outcome(call, { expected: origin.openedStory(receipt) });
}

export function withdrawStory(receipt: string): Promise<Result<WithdrawnStory>> {
  const call = storyteller.POST('/api/v1/receipts/withdraw', { body: { receipt }, ...options() });
  return outcome(call, { expected: origin.withdrawnStory(receipt) });
}
