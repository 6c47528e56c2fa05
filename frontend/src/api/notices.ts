// What the pages with notices ask of the service.
import { options, outcome, storyteller, type Result } from './client';
import { notice } from './notice-origin';
import type { Notice, NoticeKind } from './types';

/** A published notice in the nearest language that it has: the newest version, or the one that is named. */
export function getNotice(kind: NoticeKind, language: string, version?: number): Promise<Result<Notice>> {
  const query = { language, ...(version !== undefined && { version }) };
  const call = storyteller.GET('/api/v1/notices/{kind}', { params: { path: { kind }, query }, ...options() });
  return outcome(call, { expected: notice(kind, version) });
}
