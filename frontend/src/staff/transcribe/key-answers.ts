// Answers a question of the form with a key: the letter or number of an option, of a stone or of a box, and N for “does not
// fit”.
import { toggled } from '../../storyteller/capture/inputs/choice-rules';
import type { Choice, Signifier } from '../../lib/framework';
import { SEARCHED_FROM } from '../../lib/long-choice';
import type { Item } from '../paper/form';
import { letterAt, optionAt } from './keys';
import type { PaperTranscription } from './transcription.svelte';

const BOXES = 3;

/**
 * Whether the key means something for this item of the form; then it was carried out.
 *
 * @param pickStone Picks up a stone, and says whether there is one at that place.
 */
export function answerByKey(
  key: string,
  item: Item,
  typing: PaperTranscription,
  pickStone: (place: number) => boolean,
): boolean {
  switch (item.kind) {
    case 'prompt':
      return choosePrompt(key, item.prompts, typing);
    case 'consent':
      return tickBox(optionAt(key, BOXES), typing);
    case 'audience':
      return tickOption(key, item.question, typing);
    case 'signifier':
      return answerSignifier(key, item.signifier, typing, pickStone);
    default:
      return false;
  }
}

function choosePrompt(key: string, prompts: readonly { id: string }[], typing: PaperTranscription): boolean {
  const chosen = prompts[letterAt(key, prompts.length) ?? optionAt(key, prompts.length) ?? -1];
  if (chosen) typing.prompt = chosen.id;
  return chosen !== undefined;
}

function answerSignifier(
  key: string,
  signifier: Signifier,
  typing: PaperTranscription,
  pickStone: (place: number) => boolean,
): boolean {
  if (signifier.kind === 'choice' && tickOption(key, signifier, typing)) return true;
  if (signifier.kind === 'stones') {
    const stone = letterAt(key, signifier.stones.length);
    if (stone !== undefined) return pickStone(stone);
  }
  if (key.toLowerCase() !== 'n' || !signifier.not_applicable) return false;
  const before = typing.answers[signifier.id];
  typing.answer(signifier.id, before === 'not_applicable' ? undefined : 'not_applicable');
  return true;
}

function tickOption(key: string, choice: Choice, typing: PaperTranscription): boolean {
  // A long choice is written out on paper, and searched here: its options have no keys.
  if (choice.options.length >= SEARCHED_FROM) return false;
  const option = choice.options[optionAt(key, choice.options.length) ?? -1];
  if (!option) return false;
  const before = typing.answers[choice.id];
  const given = before && before !== 'not_applicable' && 'choice' in before ? before : { choice: [] };
  const one = (choice.max ?? 1) === 1;
  const chosen = one ? [option.id] : toggled(choice.options, given.choice, option.id);
  const own = given.write_in;
  typing.answer(
    choice.id,
    chosen.length > 0 || own ? { choice: chosen, ...(own && { write_in: own }) } : undefined,
  );
  return true;
}

function tickBox(place: number | undefined, typing: PaperTranscription): boolean {
  if (place === 0) typing.consent.analysis = !typing.consent.analysis;
  else if (place === 1) typing.consent.quotation = !typing.consent.quotation;
  else if (place === 2) typing.worried = !typing.worried;
  return place !== undefined;
}
