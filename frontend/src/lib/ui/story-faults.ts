// What can be wrong with a story before it is sent. The service checks the same.
import type { Fault } from './ErrorSummary.svelte';
import type { Dictionary } from '../i18n';
import { isBlank, lengthOf, STORY_LIMIT, TITLE_LIMIT } from '../text-limits';

export const TITLE_FIELD = 'story-title';
export const TEXT_FIELD = 'story-text';
export const VOICE_FIELD = 'story-voice';

/** The faults of a title and a text, in the order of the fields. With a recording or a picture, text may be left out. */
export function storyFaults(title: string, text: string, words: Dictionary, shown = false): Fault[] {
  const faults: Fault[] = [];
  const overTitle = lengthOf(title) - TITLE_LIMIT;
  const overText = lengthOf(text) - STORY_LIMIT;
  if (overTitle > 0) faults.push({ message: words.story.titleTooLong(overTitle), target: TITLE_FIELD });
  if (isBlank(text) && !shown) faults.push({ message: words.story.missing, target: TEXT_FIELD });
  if (overText > 0) faults.push({ message: words.story.textTooLong(overText), target: TEXT_FIELD });
  return faults;
}
