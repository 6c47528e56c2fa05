// One place of a series in words: its period, value, interval, n, and what the chart says of it.
import { change } from '../../texts';
import type { Place } from './series';
import type { Unit } from './units';

export function placeWords(
  { label, value, interval, n, few, partial, mark, direction }: Place,
  unit: Unit,
): string {
  const words = change.reader;
  if (few) return words.few(label);
  if (value === undefined) return words.nothing(label);
  const facts = [
    ...(interval ? [words.interval(unit.span(interval))] : []),
    ...(n === undefined ? [] : [words.n(n)]),
  ];
  const says = partial ? words.partial : mark ? change.mark(mark, direction) : '';
  return words.place(label, unit.say(value), facts.join(', '), says);
}
