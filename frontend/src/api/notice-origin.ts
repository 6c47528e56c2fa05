// What an answer with a notice must be, for pages and for the service worker.
import type { Expected } from './response-origin';
import type { Notice, NoticeKind } from './types';

/** That notice, in whatever language. */
export function notice(kind: string, version?: number): Expected<Notice> {
  return {
    status: 200,
    is: (content): content is Notice => {
      if (typeof content !== 'object' || content === null) return false;
      const found = content as Partial<Notice>;
      const same = version === undefined || found.version === version;
      return found.kind === (kind as NoticeKind) && same && Array.isArray(found.blocks);
    },
  };
}
