// The ways in which each kind of question can be answered.
import type { Mode } from '../../../lib/answers';
import type { Signifier } from '../../../lib/framework';

const MODES: Readonly<Record<Signifier['kind'], readonly Mode[]>> = {
  triad: ['picture', 'sliders', 'words'],
  // The picture is itself a slider, so it serves for sliders too.
  dyad: ['picture', 'words'],
  stones: ['picture', 'sliders', 'words'],
  choice: [],
};

export function modesOf(kind: Signifier['kind']): readonly Mode[] {
  return MODES[kind];
}
