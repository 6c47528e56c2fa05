// What the figures of an analysis page say about themselves in their files.
import type { About } from '../../figures/about';
import { analysis } from '../../texts';
import type { Workbench } from './workbench.svelte';

/** @param change The last change in the answer that the figure shows. */
export function aboutOf({ selection, patterns, pinned }: Workbench, change: number, seed?: number): About {
  const { framework, lexicon } = selection;
  const sentence = (count: number, parts: typeof selection.parts) =>
    analysis.selection.sentence(count, lexicon.clauses(parts));
  return {
    selection: sentence(patterns?.matching ?? 0, selection.parts),
    pinned: selection.pinned && pinned ? sentence(pinned.matching, selection.pinned) : undefined,
    framework: framework.slug,
    version: framework.version,
    change,
    seed,
  };
}
