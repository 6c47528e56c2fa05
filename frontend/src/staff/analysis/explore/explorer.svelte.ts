// The explore page: one selection, and the service's answers to it as maps and as a list of stories.
import { getPatterns } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type { Framework, Patterns, SearchResults, Sort } from '../../../api/types';
import { DEFAULT_SETTINGS, parametersOf, settingsAt, type Layer, type Shown } from '../../maps/map-settings';
import type { MapView } from '../../maps/map-view';
import { SelectionState } from '../../selection/selection-state.svelte';
import { Loader } from '../loader.svelte';
import { StoryList } from '../story-list.svelte';

/** Steps between the centres of hexagons along a side. */
const HEXAGONS_ACROSS = 12;

interface Answers {
  layer: Layer;
  patterns: Patterns;
  stories: SearchResults;
}

export class Explorer implements MapView {
  layer: Layer = $state(DEFAULT_SETTINGS.layer);
  shown: Shown = $state(DEFAULT_SETTINGS.shown);
  patterns: Patterns | undefined = $state.raw();
  drawnLayer: Layer = $state(DEFAULT_SETTINGS.layer);

  readonly selection: SelectionState;
  readonly list: StoryList;
  readonly loader: Loader<Answers>;

  constructor(
    framework: Framework,
    /** Called when the session has ended. */
    readonly onSignedOut: () => void,
  ) {
    this.selection = new SelectionState(framework, {
      beside: () => parametersOf({ layer: this.layer, shown: this.shown }),
      changed: () => this.loader.loadSoon(),
    });
    this.list = new StoryList(this.selection);
    this.loader = new Loader<Answers>({
      request: (signal) => this.#request(signal),
      show: (answers) => this.#show(answers),
      onSignedOut,
    });
  }

  get opened() {
    return this.list.opened;
  }

  /** Takes the selection and the settings of the maps from the query string of an address. */
  open(query: string): void {
    this.selection.open(query);
    ({ layer: this.layer, shown: this.shown } = settingsAt(query));
    void this.loader.load();
  }

  setLayer(layer: Layer): void {
    this.layer = layer;
    this.selection.pushAddress();
    this.loader.loadSoon();
  }

  setShown(shown: Shown): void {
    this.shown = shown;
    this.selection.pushAddress();
  }

  setSort(sort: Sort): void {
    this.list.sort = sort;
    this.loader.loadSoon();
  }

  /** Adds the next page of stories. */
  async more(): Promise<void> {
    const { list, loader } = this;
    const { next } = list;
    if (!next) return;
    await loader.add(
      (signal) => list.request(signal, next),
      (page) => list.append(page),
    );
  }

  stop(): void {
    this.loader.stop();
  }

  async #request(signal: AbortSignal): Promise<Result<Answers>> {
    const { layer } = this;
    const request = {
      selection: this.selection.value,
      hexagons: { across: HEXAGONS_ACROSS },
      ...(layer === 'density' ? { density: {} } : {}),
    };
    const [patterns, stories] = await Promise.all([getPatterns(request, signal), this.list.request(signal)]);
    if (!patterns.ok) return patterns;
    if (!stories.ok) return stories;
    return { ok: true, value: { layer, patterns: patterns.value, stories: stories.value } };
  }

  #show({ layer, patterns, stories }: Answers): void {
    this.patterns = patterns;
    this.drawnLayer = layer;
    this.list.show(stories);
  }
}
