// What a storyteller changes of a story that was sent.
import { correctStory } from '../../api/storyteller';
import type { Result } from '../../api/client';
import type { OpenedStory, Submission } from '../../api/types';

export type Correction = Partial<Pick<Submission, 'title' | 'text' | 'answers'>>;

/** The whole story with what changes, as the service takes it. Everything else stays as it is. */
export function correctedStory(story: OpenedStory, receipt: string, change: Correction): Submission {
  const { framework, version, language, prompt, asked, consent } = story;
  const { title, text, answers } = { ...story, ...change };
  return {
    framework,
    version,
    language,
    receipt,
    prompt,
    ...(title ? { title } : {}),
    text,
    answers,
    ...(asked ? { asked } : {}),
    consent,
  };
}

/** Sends a correction; the answer is the story as it is then. */
export function correct(
  story: OpenedStory,
  receipt: string,
  change: Correction,
): Promise<Result<OpenedStory>> {
  return correctStory(correctedStory(story, receipt, change));
}
