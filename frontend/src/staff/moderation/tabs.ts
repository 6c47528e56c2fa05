// The three states a story can be in, and which of them the address asks for.
import type { ModerationState } from '../../api/types';

export const STATES: readonly ModerationState[] = ['held', 'cleared', 'withheld'];

export function stateAt(query: string): ModerationState {
  const asked = new URLSearchParams(query).get('state');
  return STATES.find((state) => state === asked) ?? 'held';
}

export function addressOf(state: ModerationState): string {
  return state === 'held' ? '/moderation' : `/moderation?state=${state}`;
}
