// The text for a failure.
import type { Dictionary } from '.';
import { tooLarge, type Failure } from '../../api/problem';

export function failureText(failure: Failure, { errors }: Dictionary): string {
  switch (failure.kind) {
    case 'offline':
      return errors.offline;
    case 'between':
      return tooLarge(failure) ? errors.tooLarge : errors.between;
    case 'busy':
      return errors.busy(failure.retryAfter);
    case 'slow':
    case 'unavailable':
      return errors.unavailable;
    case 'conflict':
      return errors.conflict;
    case 'closed':
      return errors.closed;
    case 'read':
      return errors.alreadyRead;
    case 'files':
      return errors.filesStay;
    case 'words':
      return errors.onlyWords;
    case 'invalid':
      return errors.invalid;
    case 'not-found':
      return errors.unknownReceipt;
    case 'unknown':
      return errors.unknown;
  }
}
