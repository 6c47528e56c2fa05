// What the maps draw, and the selection that a click on them changes. Every page with maps gives them one.
import type { Patterns, SearchHit } from '../../api/types';
import type { SelectionState } from '../selection/selection-state.svelte';
import type { Layer, Shown } from './map-settings';

export interface MapView {
  readonly selection: SelectionState;
  readonly patterns: Patterns | undefined;
  /** The layer that `patterns` were requested for. */
  readonly drawnLayer: Layer;
  readonly shown: Shown;
  /** The story that is being read; its place is shown on the maps. */
  readonly opened: SearchHit | undefined;
}
