// The open pair of signifiers, as a part of the address of the maps: `pair=difference,timing`.
import type { Lexicon } from '../../../selection/lexicon';
import type { PairIds } from './matrix';

export function pairParameters(pair: PairIds | undefined): Record<string, string> {
  return pair ? { pair: pair.join(',') } : {};
}

/** The pair that an address names; nothing when it names none, or something else than a pair. */
export function pairAt(query: string): PairIds | undefined {
  const [first, second, ...more] = new URLSearchParams(query).get('pair')?.split(',') ?? [];
  return first && second && first !== second && more.length === 0 ? [first, second] : undefined;
}

/** The pair of an address, by name and value, if there is none such in the framework, or where no pairs are shown. */
export function pairFaults(query: string, lexicon: Lexicon): [name: string, value: string][] {
  const given = new URLSearchParams(query);
  const value = given.get('pair');
  if (value === null) return [];
  const pair = pairAt(query);
  const isRight = given.get('show') === 'associations' && pair?.every((id) => isKnown(id, lexicon));
  return isRight ? [] : [['pair', value]];
}

function isKnown(item: string, lexicon: Lexicon): boolean {
  const [id, stone] = item.split('/');
  const found = lexicon.framework.signifiers.find((signifier) => signifier.id === id);
  if (found?.kind === 'stones') return found.stones.some((own) => own.id === stone);
  return found !== undefined && stone === undefined;
}
