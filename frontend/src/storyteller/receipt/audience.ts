// Who told a story that was sent.
import type { OpenedStory } from '../../api/types';
import { AUDIENCE } from '../../lib/framework';

export function audienceOf({ answers }: Pick<OpenedStory, 'answers'>): string | undefined {
  const answer = answers[AUDIENCE];
  return answer && answer !== 'not_applicable' && 'choice' in answer ? answer.choice[0] : undefined;
}
