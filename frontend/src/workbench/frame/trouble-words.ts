// Says in words what went wrong between a staff page and the service.
import type { Trouble } from '../api';
import { trouble as words } from '../words';

export function troubleWords(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'offline':
      return words.offline;
    case 'busy':
      return words.busy(trouble.retryAfter);
    case 'unavailable':
      return trouble.detail || words.unavailable;
    case 'closed':
    case 'read':
    case 'files':
      return trouble.detail;
    case 'not-found':
      return words.notFound;
    case 'invalid':
    case 'conflict':
      return `${words.invalid} ${trouble.detail}`;
    case 'unknown':
      return trouble.detail || words.unknown;
  }
}
