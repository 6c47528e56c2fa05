// What a moderator changes in a story. Only what was changed is sent; what is missing stays as the storyteller wrote it.
import type { ClearRequest, QueuedStory } from '../../api/types';

export interface Draft {
  title: string;
  text: string;
  writeIns: Record<string, string>;
}

export function draftOf(story: QueuedStory): Draft {
  return { title: story.title, text: story.text, writeIns: { ...story.write_ins } };
}

export function isChanged(story: QueuedStory, draft: Draft): boolean {
  return Object.keys(clearingOf(story, draft)).length > 0;
}

/** What to send in order to clear a story with these changes. */
export function clearingOf(story: QueuedStory, draft: Draft): Omit<ClearRequest, 'revision'> {
  const writeIns = Object.entries(draft.writeIns).filter(([id, words]) => words !== story.write_ins[id]);
  return {
    ...(draft.title === story.title ? {} : { title: draft.title }),
    ...(draft.text === story.text ? {} : { text: draft.text }),
    ...(writeIns.length > 0 ? { write_ins: Object.fromEntries(writeIns) } : {}),
  };
}

/** The moderator's changes to a story on the story as it is now. What they left alone becomes what it is now. */
export function carriedOver(before: QueuedStory, draft: Draft, now: QueuedStory): Draft {
  const kept = (was: string | undefined, mine: string | undefined, is: string) =>
    mine === undefined || mine === was ? is : mine;
  const writeIns = Object.entries(now.write_ins).map(([id, words]) => [
    id,
    kept(before.write_ins[id], draft.writeIns[id], words),
  ]);
  return {
    title: kept(before.title, draft.title, now.title),
    text: kept(before.text, draft.text, now.text),
    writeIns: Object.fromEntries(writeIns) as Record<string, string>,
  };
}
