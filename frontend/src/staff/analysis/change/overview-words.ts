// A row of the overview in words: what changed, in which direction and by how much; and what its control chart says.
import type { Lexicon } from '../../selection/lexicon';
import { change } from '../../texts';
import { endsOf } from './measure';
import type { OverviewRow, Rounds, Signal } from './overview';
import { signedPoints, UNITS } from './units';

const words = change.overview;

/** `common` are the rounds that the heading names already. */
export function changeText(
  { change: own, measure }: OverviewRow,
  lexicon: Lexicon,
  common: Rounds | undefined,
): string {
  if (!own) return words.noChange;
  const { difference, interval, from, to } = own;
  const size = UNITS.points.say(difference);
  const range = interval ? change.span(signedPoints(interval[0]), signedPoints(interval[1])) : undefined;
  const isUnclear = !interval || (interval[0] <= 0 && interval[1] >= 0);
  const direction = isUnclear ? words.unclear : directionOf(difference, endsOf(measure, lexicon));
  const rounds = common?.from === from && common.to === to ? undefined : words.rounds(from, to);
  return words.changed(direction, size, range, rounds);
}

function directionOf(difference: number, ends: readonly [string, string] | undefined): string {
  if (ends) return words.towards(difference < 0 ? ends[0] : ends[1]);
  return difference < 0 ? words.smaller : words.larger;
}

export function signalText(signal: Signal): string {
  switch (signal.kind) {
    case 'latest':
      return words.latest(signal.direction);
    case 'earlier':
      return words.earlier(signal.direction, signal.when);
    default:
      return words.signals[signal.kind];
  }
}
