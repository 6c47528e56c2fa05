// Answers to signifiers: which are worth sending, and how they read as text.
import type { Answer, Answers, Weights } from '../api/types';
import type { Dictionary } from './i18n';
import type { Signifier, Text } from './framework';
import { percents } from './fractions';
import { cleaned, isBlank } from './text-limits';

export type { Answer, Answers, ChoiceAnswer, InputMode } from '../api/types';

/** How a storyteller prefers to place marks; the variant decides until they choose. */
export type Mode = 'picture' | 'sliders' | 'words';

/** Answers worth sending: nothing for stones left in the tray or choices left open. */
export function isGiven(answer: Answer | undefined): answer is Answer {
  if (answer === undefined) return false;
  if (answer === 'not_applicable') return true;
  if ('stones' in answer) return Object.keys(answer.stones).length > 0;
  if ('choice' in answer) return answer.choice.length > 0 || !isBlank(answer.write_in ?? '');
  return true;
}

/** The answers worth sending, to these questions only. */
export function given(answers: Answers, asked: readonly string[]): Answers {
  const entries = asked.flatMap((id) => {
    const answer = answers[id];
    return isGiven(answer) ? [[id, tidy(answer)] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Without spaces around a write-in, and without an empty write-in. */
function tidy(answer: Answer): Answer {
  if (answer === 'not_applicable' || !('choice' in answer)) return answer;
  const own = cleaned(answer.write_in ?? '');
  return { choice: answer.choice, ...(own ? { write_in: own } : {}) };
}

/** A triad in words: each share with its corner. */
export function triadInWords(weights: Weights, labels: string[], words: Dictionary): string {
  return words.list(percents(weights).map((percent, i) => words.triad.share(labels[i] ?? '', percent)));
}

/** A dyad in words, or one axis of a stone. */
export function lineInWords(at: number, left: string, right: string, words: Dictionary): string {
  return words.dyad.at(left, right, Math.round(at * 100));
}

/** An answer as lines of text, in the storyteller's language. */
export function inWords(
  signifier: Signifier,
  answer: Answer | undefined,
  words: Dictionary,
  say: (text: Text) => string,
): string[] {
  if (!isGiven(answer)) return [words.question.unanswered];
  if (answer === 'not_applicable') return [words.question.doesNotFit];
  if (signifier.kind === 'triad' && 'triad' in answer) {
    return percents(answer.triad).map((percent, i) =>
      words.triad.share(say(signifier.corners[i]?.label ?? {}), percent),
    );
  }
  if (signifier.kind === 'dyad' && 'dyad' in answer) {
    return [lineInWords(answer.dyad, say(signifier.left.label), say(signifier.right.label), words)];
  }
  if (signifier.kind === 'stones' && 'stones' in answer) {
    return signifier.stones.flatMap((stone) => {
      const spot = answer.stones[stone.id];
      if (!spot) return [];
      const x = lineInWords(spot[0], say(signifier.x.left), say(signifier.x.right), words);
      const y = lineInWords(spot[1], say(signifier.y.bottom), say(signifier.y.top), words);
      return [words.stones.at(say(stone.label), x, y)];
    });
  }
  if (signifier.kind === 'choice' && 'choice' in answer) {
    const chosen = signifier.options.filter((option) => answer.choice.includes(option.id));
    const own = cleaned(answer.write_in ?? '');
    return [...chosen.map((option) => say(option.label)), ...(own ? [words.quoted(own)] : [])];
  }
  return [words.question.unanswered];
}
