// What the maps draw, and the selection that a click on them changes. Every page with maps gives them one.
import type { NearPlace, Patterns, SearchHit } from '../../api/types';
import type { About } from '../figures/about';
import type { SelectionState } from '../selection/selection-state.svelte';
import type { Against, Clicks, Fit, Layer, Shown } from './map-settings';

export interface MapView {
  readonly selection: SelectionState;
  readonly patterns: Patterns | undefined;
  /** Those of all stories of the framework; nothing where they are too few. */
  readonly everybody: Patterns | undefined;
  /** Those that the selection is compared with, if it is. */
  readonly other: Patterns | undefined;
  /** What `other` is. */
  readonly drawnAgainst: Against;
  /** The layer that `patterns` were requested for. */
  readonly drawnLayer: Layer;
  readonly fit: Fit;
  /** Whether the maps of stones have contours, where the selection is shown by itself. */
  readonly contours: boolean;
  readonly shown: Shown;
  /** The stories that are shown as dots: those that can be read, where there are few enough. */
  readonly dots: readonly SearchHit[] | undefined;
  /** The story that is being read; its place is shown on the maps. */
  readonly opened: Pick<SearchHit, 'id' | 'answers'> | undefined;
  readonly openStory: (story: SearchHit) => void;
  /** What a click on a map does: it selects what is there, or lists the stories nearest to it. */
  readonly clicks: Clicks;
  /** The place to which the listed stories are nearest, where that is their order. */
  readonly near: NearPlace | undefined;
  readonly listNear: (place: NearPlace) => void;
  /** What the files of the maps say about them. */
  readonly about: About | undefined;
}
