// A story as a plain text file, for when neither the service nor the device would take it.
import type { Submission } from '../../api/types';
import { grouped } from '../../lib/receipt';

export function storyAsText({ title, text, receipt, told }: Submission): string {
  return [title, told, '', text, '', grouped(receipt), ''].filter((line) => line !== undefined).join('\r\n');
}
