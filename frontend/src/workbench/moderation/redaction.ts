// What a moderator changes in a story. Only what was changed is sent; what is missing stays as the storyteller wrote it.
import type { Clearing, Queued } from '../api/types';

export interface Draft {
  title: string;
  text: string;
  writeIns: Record<string, string>;
}

export function draftOf(story: Queued): Draft {
  return { title: story.title, text: story.text, writeIns: { ...story.write_ins } };
}

export function isChanged(story: Queued, draft: Draft): boolean {
  return Object.keys(clearingOf(story, draft)).length > 0;
}

/** What to send in order to clear a story with these changes. */
export function clearingOf(story: Queued, draft: Draft): Clearing {
  const writeIns = Object.entries(draft.writeIns).filter(([id, words]) => words !== story.write_ins[id]);
  return {
    ...(draft.title === story.title ? {} : { title: draft.title }),
    ...(draft.text === story.text ? {} : { text: draft.text }),
    ...(writeIns.length > 0 ? { write_ins: Object.fromEntries(writeIns) } : {}),
  };
}
