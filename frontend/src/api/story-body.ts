// The body of a story on its way to the service: JSON, or several parts when a recording or a picture goes with it.
import type { Submission } from './types';

export interface StoryFiles {
  readonly voice?: Blob | undefined;
  readonly picture?: Blob | undefined;
}

/** JSON where there is nothing but words; else a form whose first part, `story`, is the same JSON. */
export function storyBody(submission: Submission, { voice, picture }: StoryFiles = {}): string | FormData {
  const story = JSON.stringify(submission);
  if (!voice && !picture) return story;
  const form = new FormData();
  form.append('story', new Blob([story], { type: 'application/json' }));
  if (voice) form.append('voice', plain(voice));
  if (picture) form.append('picture', plain(picture));
  return form;
}

/** `audio/webm;codecs=opus` → `audio/webm`: the service looks at the content for the rest. */
function plain(file: Blob): Blob {
  return file.type.includes(';') ? file.slice(0, file.size, file.type.split(';')[0]) : file;
}
