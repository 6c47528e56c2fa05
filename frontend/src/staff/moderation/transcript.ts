// The text of a story for a moderator: as it was written, or a transcript of a recording or picture.
import type { QueuedStory } from '../../api/types';
import { isBlank } from '../../lib/text-limits';

type TextKind = 'written' | 'spoken' | 'both' | 'drawn';

export function textKind({ text, attachments }: Pick<QueuedStory, 'text' | 'attachments'>): TextKind {
  const has = (kind: 'voice' | 'picture') => attachments.some((attachment) => attachment.kind === kind);
  if (has('voice')) return isBlank(text) ? 'spoken' : 'both';
  return has('picture') && isBlank(text) ? 'drawn' : 'written';
}
