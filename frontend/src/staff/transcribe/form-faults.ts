// What is still wrong with a form that is typed in: on the page that is shown, and on the whole form before it is sent.
import { choiceFaults } from '../../storyteller/capture/inputs/choice-rules';
import { AUDIENCE, type Framework } from '../../lib/framework';
import type { Dictionary } from '../../lib/i18n';
import type { Fault } from '../../lib/ui/ErrorSummary.svelte';
import { storyFaults } from '../../lib/ui/story-faults';
import type { Item } from '../paper/form';
import { transcribe as words } from '../texts';
import type { PaperTranscription } from './transcription.svelte';

/** The faults of the code. */
export function codeFaults(typing: PaperTranscription): Fault[] {
  if (typing.receipt) return [];
  const { state } = typing.read;
  const message = state === 'empty' ? words.code.missing : words.code.unfinished;
  return [{ message, target: 'form-code' }];
}

/**
 * The faults of one item of the form.
 *
 * @param unfinished Those that its input knows of.
 */
export function itemFaults(
  item: Item,
  typing: PaperTranscription,
  unfinished: readonly Fault[],
  dictionary: Dictionary,
): Fault[] {
  switch (item.kind) {
    case 'prompt':
      return typing.prompt ? [] : [{ message: words.prompt.missing, target: 'prompt-0' }];
    case 'story':
      return storyFaults(typing.title, typing.text, dictionary);
    case 'audience':
      return [...unfinished, ...choiceFaults(item.question, typing.answers[AUDIENCE], dictionary)];
    case 'signifier': {
      const { signifier } = item;
      if (signifier.kind !== 'choice') return [...unfinished];
      return [...unfinished, ...choiceFaults(signifier, typing.answers[signifier.id], dictionary)];
    }
    default:
      return [];
  }
}

/**
 * What keeps the whole form from being sent.
 *
 * @param back Goes to a step: 0 is the code, then each item of the form.
 */
export function formFaults(
  typing: PaperTranscription,
  framework: Framework,
  items: readonly Item[],
  dictionary: Dictionary,
  back: (step: number) => void,
): Fault[] {
  const to = (step: number) => () => back(step);
  const at = (kind: Item['kind']) => items.findIndex((other) => other.kind === kind) + 1;
  return [
    ...codeFaults(typing).map(({ message }) => ({ message, act: to(0) })),
    ...(typing.promptOf(framework, items) ? [] : [{ message: words.prompt.missing, act: to(at('prompt')) }]),
    ...storyFaults(typing.title, typing.text, dictionary).map(({ message }) => ({
      message,
      act: to(at('story')),
    })),
  ];
}
