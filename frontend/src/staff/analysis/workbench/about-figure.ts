// What the figures of an analysis page say about themselves in their files: the selection that they were asked for, which may be
// another than the one in front while a new answer is on its way.
import type { About } from '../../figures/about';
import { session } from '../../frame/session.svelte';
import type { Lexicon } from '../../selection/lexicon';
import type { Naming } from '../../selection/naming';
import type { Part } from '../../selection/parts';
import type { Told } from '../../selection/small';
import type { SelectionState } from '../../selection/selection-state.svelte';
import { analysis } from '../../texts';

/** What a page asked the service for. */
export interface Asked {
  lexicon: Lexicon;
  parts: readonly Part[];
  pinned: readonly Part[] | undefined;
  naming?: Naming | undefined;
  pinnedNaming?: Naming | undefined;
}

export function askedFor({ lexicon, parts, pinned, naming, pinnedNaming }: SelectionState): Asked {
  return { lexicon, parts, pinned, naming, pinnedNaming };
}

/**
 * @param matching The stories of the selection.
 * @param change The last change that the answer takes into account.
 * @param seed Of what was drawn at random; none when nothing was.
 */
export function aboutOf(
  { lexicon, parts, pinned, naming, pinnedNaming }: Asked,
  matching: Told,
  change: number,
  seed: number | null = null,
): About {
  const { slug, version } = lexicon.framework;
  return {
    selection: analysis.selection.sentence(matching, lexicon.clauses(parts, naming)),
    pinned: pinned && (lexicon.clauses(pinned, pinnedNaming) || analysis.all),
    framework: slug,
    version,
    change,
    seed,
    zone: session.me?.time_zone,
  };
}
