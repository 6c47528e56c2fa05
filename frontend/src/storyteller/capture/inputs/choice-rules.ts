// The rules of a choice: how many options, which exclude all others, and how long a write-in may be.
import type { Answer, ChoiceAnswer } from '../../../lib/answers';
import type { Fault } from '../../../lib/ui/ErrorSummary.svelte';
import type { Choice, Option } from '../../../lib/framework';
import type { Dictionary } from '../../../lib/i18n';
import { lengthOf, WRITE_IN_LIMIT } from '../../../lib/text-limits';

/** The first field of a choice: its first option, or the search. */
export const firstOption = (id: string) => `${id}-0`;
export const writeInField = (id: string) => `${id}-write-in`;

/** The choice of an answer; empty when there is none. */
export function chosenIn(answer: Answer | undefined): ChoiceAnswer {
  return answer !== undefined && answer !== 'not_applicable' && 'choice' in answer ? answer : { choice: [] };
}

/** What is chosen after one box is ticked or unticked. An exclusive option and the others rule each other out. */
export function toggled(options: readonly Option[], chosen: readonly string[], id: string): string[] {
  if (chosen.includes(id)) return chosen.filter((other) => other !== id);
  const exclusive = (other: string) => options.find((option) => option.id === other)?.exclusive === true;
  return exclusive(id) ? [id] : [...chosen.filter((other) => !exclusive(other)), id];
}

/** What is wrong with a choice, if anything. */
export function choiceFaults(choice: Choice, answer: Answer | undefined, words: Dictionary): Fault[] {
  const { choice: chosen, write_in: own } = chosenIn(answer);
  const max = choice.max ?? 1;
  const over = lengthOf(own ?? '') - WRITE_IN_LIMIT;
  const faults: Fault[] = [];
  if (chosen.length > max) {
    faults.push({ message: words.choice.tooMany(max), target: firstOption(choice.id) });
  }
  if (over > 0) {
    faults.push({ message: words.choice.writeInTooLong(over), target: writeInField(choice.id) });
  }
  return faults;
}
