// The text for what keeps a story from reaching the service.
import type { Dictionary } from '../../lib/i18n';
import type { Hindrance } from './queued-story';

export function hindranceText(hindrance: Hindrance, { errors }: Dictionary): string {
  return hindrance === 'large' ? errors.tooLarge : errors.between;
}
