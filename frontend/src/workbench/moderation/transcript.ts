// What the text of a story is to a moderator: as it was written, or put into words from a recording or a picture.
import type { Queued } from '../api/types';

type TextKind = 'written' | 'spoken' | 'both' | 'drawn';

export function textKind({ text, attachments }: Pick<Queued, 'text' | 'attachments'>): TextKind {
  const has = (kind: 'voice' | 'picture') => attachments.some((attachment) => attachment.kind === kind);
  if (has('voice')) return text.trim() === '' ? 'spoken' : 'both';
  return has('picture') && text.trim() === '' ? 'drawn' : 'written';
}
