// Says a failure in words that help.
import type { Dictionary } from './i18n';
import type { Failure } from './problem';

export function failureWords(failure: Failure, { errors }: Dictionary): string {
  switch (failure.kind) {
    case 'offline':
      return errors.offline;
    case 'busy':
      return errors.busy(failure.retryAfter);
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
    case 'invalid':
      return errors.invalid;
    case 'not-found':
      return errors.unknownReceipt;
    case 'unknown':
      return errors.unknown;
  }
}
