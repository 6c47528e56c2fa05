// The collection of a join code, as people type or paste it.
import type { Result } from '../../api/client';
import { getCollection } from '../../api/storyteller';
import type { JoinedCollection } from '../../api/types';
import { joinCodesIn } from './join-code';

export async function findCollection(typed: string): Promise<Result<JoinedCollection>> {
  let result: Result<JoinedCollection> = { ok: false, failure: { kind: 'not-found', errors: [] } };
  for (const code of joinCodesIn(typed)) {
    result = await getCollection(code);
    if (result.ok || result.failure.kind !== 'not-found') return result;
  }
  return result;
}
