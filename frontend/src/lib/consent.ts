// What a storyteller says to the two questions of consent: yes, no, or nothing yet.
import type { Consent } from '../api/types';

export type ConsentQuestion = keyof Consent;

/** Yes, no, or not answered. Quotation is asked only of a story that may be counted. */
export type ConsentAnswers = { readonly [Question in ConsentQuestion]: boolean | undefined };

export const UNDECIDED: ConsentAnswers = { analysis: undefined, quotation: undefined };

/** The question that is asked and has no answer yet, if there is one. */
export function undecided({ analysis, quotation }: ConsentAnswers): ConsentQuestion | undefined {
  if (analysis === undefined) return 'analysis';
  return analysis && quotation === undefined ? 'quotation' : undefined;
}

/** What is agreed to: only what has a yes, and nothing for a story that may not be counted. */
export function agreedIn({ analysis, quotation }: ConsentAnswers): Consent {
  return { analysis: analysis === true, quotation: analysis === true && quotation === true };
}

/** The questions that were asked and answered. */
export function decidedIn(answers: ConsentAnswers): readonly ConsentQuestion[] {
  const asked: readonly ConsentQuestion[] = answers.analysis ? ['analysis', 'quotation'] : ['analysis'];
  return asked.filter((question) => answers[question] !== undefined);
}

/**
 * The answers of a stored draft. Earlier builds asked with two boxes and did not store which were `decided`: a tick is a yes,
 * and an empty box is a no once the storyteller has `passed` the page with it.
 */
export function answersFrom(
  stored: Consent,
  decided: readonly ConsentQuestion[] | undefined,
  passed: boolean,
): ConsentAnswers {
  const answer = (question: ConsentQuestion) => {
    const known = decided ? decided.includes(question) : passed || stored[question];
    return known ? stored[question] : undefined;
  };
  return { analysis: answer('analysis'), quotation: answer('quotation') };
}
