// The order of the stories and the open one, as a part of the address of every analysis page.
import type { NearPlace, Sort } from '../../../api/types';
import { nearIn, nearText } from '../../selection/near';

export interface ListSettings {
  /** The order that was chosen; nothing for the one that fits the selection. */
  sort: Sort | undefined;
  /** Which random sample. */
  seed: number;
  /** The id of the open story. */
  story: string | undefined;
  /** The place to which stories are nearest, where that is their order. */
  near: NearPlace | undefined;
}

export const FIRST_SEED = 1;
export const SORTS: readonly Sort[] = ['random', 'relevance', 'newest', 'nearest'];

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SEED = /^[1-9]\d{0,8}$/;

/** The parameters of the address; none for the defaults. */
export function listParametersOf({ sort, seed, story, near }: ListSettings): Record<string, string> {
  return {
    ...(sort && { sort }),
    ...(seed !== FIRST_SEED && { seed: String(seed) }),
    ...(story && { story }),
    ...(sort === 'nearest' && near && { near: nearText(near) }),
  };
}

export function listSettingsAt(query: string): ListSettings {
  const given = new URLSearchParams(query);
  const [seed, story] = [given.get('seed') ?? '', given.get('story') ?? ''];
  return {
    sort: SORTS.find((known) => known === given.get('sort')),
    seed: SEED.test(seed) ? Number(seed) : FIRST_SEED,
    story: ID.test(story) ? story : undefined,
    near: nearIn(given.get('near') ?? ''),
  };
}

/** What of it an address says wrong, by name and value. */
export function listFaults(query: string): [name: string, value: string][] {
  const given = new URLSearchParams(query);
  const isRight: Record<string, (value: string) => boolean> = {
    sort: (value) =>
      (SORTS as readonly string[]).includes(value) && (value !== 'nearest' || given.has('near')),
    seed: (value) => SEED.test(value),
    story: (value) => ID.test(value),
    near: (value) => nearIn(value) !== undefined && given.get('sort') === 'nearest',
  };
  return Object.entries(isRight).flatMap(([name, right]): [string, string][] => {
    const value = given.get(name);
    return value === null || right(value) ? [] : [[name, value]];
  });
}
