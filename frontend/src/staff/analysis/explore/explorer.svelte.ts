// The page of maps: how they are drawn, and the patterns of the selection in them.
import type { Framework } from '../../../api/types';
import { DEFAULT_SETTINGS, parametersOf, settingsAt, type Layer, type Shown } from '../../maps/map-settings';
import type { MapView } from '../../maps/map-view';
import type { AnalysisView } from '../workbench/analysis-view';
import { Workbench, type Wanted } from '../workbench/workbench.svelte';

/** Steps between the centres of hexagons along a side. */
const HEXAGONS_ACROSS = 12;

export class Explorer implements MapView, AnalysisView {
  layer: Layer = $state(DEFAULT_SETTINGS.layer);
  shown: Shown = $state(DEFAULT_SETTINGS.shown);
  drawnLayer: Layer = $state(DEFAULT_SETTINGS.layer);

  readonly bench: Workbench;

  constructor(framework: Framework, onSignedOut: () => void) {
    this.bench = new Workbench(framework, onSignedOut, {
      patterns: () => this.#wanted(),
      parameters: () => parametersOf({ layer: this.layer, shown: this.shown }),
    });
  }

  get selection() {
    return this.bench.selection;
  }

  get patterns() {
    return this.bench.patterns;
  }

  get opened() {
    return this.bench.list.opened;
  }

  /** Takes the selection and the settings of the maps from the query string of an address. */
  open(query: string): void {
    ({ layer: this.layer, shown: this.shown } = settingsAt(query));
    this.bench.open(query);
  }

  setLayer(layer: Layer): void {
    this.layer = layer;
    this.selection.pushAddress();
    this.bench.loader.loadSoon();
  }

  setShown(shown: Shown): void {
    this.shown = shown;
    this.selection.pushAddress();
  }

  stop(): void {
    this.bench.stop();
  }

  #wanted(): Wanted {
    const { layer } = this;
    return {
      request: { hexagons: { across: HEXAGONS_ACROSS }, ...(layer === 'density' ? { density: {} } : {}) },
      shown: () => (this.drawnLayer = layer),
    };
  }
}
