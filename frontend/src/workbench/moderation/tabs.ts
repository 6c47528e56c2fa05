// The three states a story can be in, and which of them the address asks for.
import type { State } from '../api/types';

export const STATES: readonly State[] = ['held', 'cleared', 'withheld'];

export function stateAt(query: string): State {
  const asked = new URLSearchParams(query).get('state');
  return STATES.find((state) => state === asked) ?? 'held';
}

export function addressOf(state: State): string {
  return state === 'held' ? '/moderation' : `/moderation?state=${state}`;
}
