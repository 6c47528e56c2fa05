// A collection may limit the signifiers and the audiences of its framework.
import type { JoinedCollection } from '../api/types';
import { AUDIENCE, type Framework, type Signifier } from './framework';

type Limits = Pick<JoinedCollection, 'signifiers' | 'audiences'>;

/** The framework with the limits of this collection. */
export function restricted(framework: Framework, joined: Limits | undefined): Framework {
  const asked = joined?.signifiers ?? [];
  const audiences = joined?.audiences ?? [];
  if (asked.length === 0 && audiences.length === 0) return framework;
  const signifiers = framework.signifiers.flatMap((signifier): Signifier[] => {
    if (signifier.id === AUDIENCE) return forAudiences(signifier, audiences);
    return asked.length === 0 || asked.includes(signifier.id) ? [signifier] : [];
  });
  return { ...framework, signifiers };
}

/** The audience question with these options only. A single option stays, so that it is sent without a question. */
function forAudiences(signifier: Signifier, audiences: readonly string[]): Signifier[] {
  if (signifier.kind !== 'choice' || audiences.length === 0) return [signifier];
  const options = signifier.options.filter(({ id }) => audiences.includes(id));
  return options.length > 1 || (options.length === 1 && audiences.length === 1)
    ? [{ ...signifier, options }]
    : [];
}

/** The one audience of a collection that has only one. */
export function onlyAudience(joined: Pick<Limits, 'audiences'> | undefined): string | undefined {
  return joined?.audiences.length === 1 ? joined.audiences[0] : undefined;
}
