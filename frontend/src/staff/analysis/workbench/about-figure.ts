// What the figures of an analysis page say about themselves in their files: the selection that they were asked for, which may be
// another than the one in front while a new answer is on its way.
import type { About } from '../../figures/about';
import type { Lexicon } from '../../selection/lexicon';
import type { Part } from '../../selection/parts';
import type { Told } from '../../selection/small';
import type { SelectionState } from '../../selection/selection-state.svelte';
import { analysis } from '../../texts';

/** What a page asked the service for. */
export interface Asked {
  lexicon: Lexicon;
  parts: readonly Part[];
  pinned: readonly Part[] | undefined;
}

export function askedFor({ lexicon, parts, pinned }: SelectionState): Asked {
  return { lexicon, parts, pinned };
}

/**
 * @param matching The stories of the selection.
 * @param change The last change that the answer takes into account.
 */
export function aboutOf(
  { lexicon, parts, pinned }: Asked,
  matching: Told,
  change: number,
  seed: number,
): About {
  const { slug, version } = lexicon.framework;
  return {
    selection: analysis.selection.sentence(matching, lexicon.clauses(parts)),
    pinned: pinned && (lexicon.clauses(pinned) || analysis.all),
    framework: slug,
    version,
    change,
    seed,
  };
}
