// The scales of the maps that are drawn. They are fitted to everybody, and so stay as they are while a selection is refined,
// unless the analyst wants them fitted to the selection.
import type { Patterns } from '../../api/types';
import { cellRows } from './stones-figure';
import { fifthRows, reachOfFifths } from './dyad-figure';
import { optionRows } from './choice-figure';
import type { MapView } from './map-view';
import { scalesOf } from './scale';
import { reachOfTriads } from './triad-figure';
import { reachOf } from './triad-cells';

export interface MapScale {
  /** Triangles: the multiple of even spread at the dark end, or the difference at both ends. */
  triads: number;
  /** Stones, the same. */
  stones: number;
  /** Dyads: the share, or the difference, at the end of their axis. */
  dyads: number;
  /** Choices: the difference at the end of their axis. Shares go to 1. */
  choices: number;
}

let latest: { patterns: unknown; other: unknown; scale: MapScale } | undefined;

/** The scales of a view. Every map asks for them, so those of the last answer are remembered. */
export function scaleOf(view: MapView): MapScale {
  if (view.drawnAgainst === 'nothing' || !view.other) {
    const shares = scalesOf(
      view.fit === 'everybody' ? (view.everybody ?? view.patterns) : view.patterns,
      view.drawnLayer,
    );
    return { ...shares, choices: 1 };
  }
  if (!latest || latest.patterns !== view.patterns || latest.other !== view.other)
    latest = { patterns: view.patterns, other: view.other, scale: differences(view, view.other) };
  return latest.scale;
}

function differences(view: MapView, other: Patterns): MapScale {
  const { selection, patterns, drawnAgainst: against, drawnLayer: layer } = view;
  const { lexicon } = selection;
  const pairs = (id: string) => [patterns?.signifiers[id], other.signifiers[id]] as const;
  const beside = <Pattern>(pattern: Pattern) => ({ against, other: pattern, everybody: undefined });
  const triads = lexicon.all('triad').flatMap((triad) => {
    const [own, others] = pairs(triad.id);
    return own?.kind === 'triad' && others?.kind === 'triad' ? [{ triad, own, other: others }] : [];
  });
  const fifths = lexicon.all('dyad').flatMap((dyad) => {
    const [own, others] = pairs(dyad.id);
    return own?.kind === 'dyad' && others?.kind === 'dyad'
      ? fifthRows(dyad, own, beside(others), lexicon)
      : [];
  });
  const cells = lexicon.all('stones').flatMap((stones) => {
    const [own, others] = pairs(stones.id);
    return own?.kind === 'stones' && others?.kind === 'stones'
      ? cellRows(stones, own, beside(others), lexicon)
      : [];
  });
  const options = lexicon.all('choice').flatMap((choice) => {
    const [own, others] = pairs(choice.id);
    return own?.kind === 'choice' && others?.kind === 'choice'
      ? optionRows(choice, own, beside(others), lexicon, []).rows
      : [];
  });
  return {
    triads: reachOfTriads(triads, layer, against),
    stones: reachOf(cells.map(({ difference }) => (difference?.clear ? difference.value : 0))),
    dyads: reachOfFifths(fifths),
    choices: reachOfFifths(options),
  };
}
