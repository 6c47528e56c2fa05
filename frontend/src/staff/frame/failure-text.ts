// The text for a failure on a staff page.
import { tooLarge } from '../../api/problem';
import type { Failure } from '../../api/problem';
import { failure as words } from '../texts';

export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case 'offline':
      return words.offline;
    case 'slow':
      return failure.isAnalysis ? words.slowAnalysis : words.slow;
    case 'between':
      return tooLarge(failure) ? words.tooLarge : words.between;
    case 'busy':
      return words.busy(failure.retryAfter);
    case 'unavailable':
      return failure.problem?.detail || words.unavailable;
    case 'closed':
    case 'read':
    case 'files':
    case 'words':
      return failure.problem?.detail ?? '';
    case 'not-found':
      return words.notFound;
    case 'invalid':
    case 'conflict':
      return `${words.invalid} ${failure.problem?.detail ?? ''}`;
    case 'unknown':
      return failure.problem?.detail || words.unknown;
  }
}
