// The page of maps: how they are drawn, the patterns of the selection in them, and what it is shown beside.
import { search } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type { Framework, NearPlace, Patterns, PatternsRequest, SearchHit } from '../../../api/types';
import type { About } from '../../figures/about';
import { areDots } from '../../maps/dots';
import {
  DEFAULT_SETTINGS,
  LAYERS_OF_DIFFERENCES,
  parametersOf,
  settingsAt,
  type Against,
  type Clicks,
  type Fit,
  type Layer,
  type Shown,
} from '../../maps/map-settings';
import type { MapView } from '../../maps/map-view';
import { aboutOf, askedFor } from '../workbench/about-figure';
import type { AnalysisView } from '../workbench/analysis-view';
import { Associating } from './associations/associating.svelte';
import type { PairIds } from './associations/matrix';
import { pairAt, pairParameters } from './associations/pair-address';
import { Everybody } from './everybody';
import { Workbench, type Wanted } from '../workbench/workbench.svelte';

/** Steps between the centres of hexagons along a side: fewer where they are compared, so that each holds enough stories. */
const ACROSS = { nothing: 12, everybody: 8, pinned: 8 };
/** The seed with which the service draws the regions of centres when it is not given another. */
const SEED = 1;
const LARGEST_PAGE = 100;

export class Explorer implements MapView, AnalysisView {
  layer: Layer = $state(DEFAULT_SETTINGS.layer);
  shown: Shown = $state(DEFAULT_SETTINGS.shown);
  against: Against = $state(DEFAULT_SETTINGS.against);
  fit: Fit = $state(DEFAULT_SETTINGS.fit);
  contours: boolean = $state(DEFAULT_SETTINGS.contours);
  drawnLayer: Layer = $state(DEFAULT_SETTINGS.layer);
  drawnAgainst: Against = $state(DEFAULT_SETTINGS.against);
  clicks: Clicks = $state('select');
  everybody: Patterns | undefined = $state.raw();
  other: Patterns | undefined = $state.raw();
  dots: readonly SearchHit[] | undefined = $state.raw();
  about: About | undefined = $state.raw();

  readonly bench: Workbench;
  /** Which signifiers go together; loaded while that is shown. */
  readonly associating: Associating;
  readonly #everybody: Everybody;

  constructor(framework: Framework, onSignedOut: () => void) {
    this.#everybody = new Everybody(framework.slug);
    this.bench = new Workbench(framework, onSignedOut, {
      patterns: () => this.#wanted(),
      parameters: () => ({ ...parametersOf(this), ...this.#pairParameters() }),
      changed: () => {
        this.#withoutB();
        this.associating.changed();
      },
    });
    this.associating = new Associating(this.bench);
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

  get near() {
    const { list } = this.bench;
    return list.sort === 'nearest' ? list.near : undefined;
  }

  openStory = (story: SearchHit): void => this.bench.openStory(story);
  listNear = (place: NearPlace): void => this.bench.listNear(place);

  /** Takes the selection and the settings of the maps from the query string of an address. */
  open(query: string): void {
    Object.assign(this, settingsAt(query));
    this.associating.pair = pairAt(query);
    this.bench.open(query);
    this.associating.turn(this.shown === 'associations');
  }

  setLayer(layer: Layer): void {
    this.layer = layer;
    this.selection.pushAddress();
    this.bench.loader.loadSoon();
  }

  setShown(shown: Shown): void {
    this.shown = shown;
    if (shown !== 'associations') this.associating.look(undefined);
    this.associating.turn(shown === 'associations');
    this.selection.pushAddress();
  }

  /** Opens a pair of signifiers, or closes it. */
  look(pair: PairIds | undefined): void {
    this.associating.look(pair);
    this.selection.pushAddress();
  }

  setFit(fit: Fit): void {
    this.fit = fit;
    this.selection.pushAddress();
  }

  setContours(contours: boolean): void {
    this.contours = contours;
    this.selection.pushAddress();
    this.bench.loader.loadSoon();
  }

  /** Shows the selection by itself, or its differences. A density has none. */
  setAgainst(against: Against): void {
    this.against = against;
    if (against !== 'nothing' && !LAYERS_OF_DIFFERENCES.includes(this.layer)) this.layer = 'hexagons';
    this.selection.pushAddress();
    this.bench.loader.loadSoon();
  }

  stop(): void {
    this.bench.stop();
    this.associating.stop();
  }

  #pairParameters(): Record<string, string> {
    return this.shown === 'associations' ? pairParameters(this.associating.pair) : {};
  }

  /** Without B, nothing can be shown against it. */
  #withoutB(): void {
    if (this.selection.pinned || this.against !== 'pinned') return;
    this.against = 'nothing';
    this.selection.replaceAddress();
  }

  #wanted(): Wanted {
    const { layer, against, contours } = this;
    const { framework } = this.selection;
    const request = {
      // Of questions that only earlier versions had there is no map, and nothing to warn of.
      signifiers: framework.signifiers.map(({ id }) => id),
      hexagons: { across: ACROSS[against] },
      ...(layer === 'density' || (contours && against === 'nothing') ? { density: {} } : {}),
      ...(framework.languages.includes('en') && { language: 'en' }),
    };
    const asked = askedFor(this.selection);
    return {
      request,
      beside: async (patterns, signal) => {
        const found = await this.#beside(request, patterns, signal);
        if (!found.ok) return found;
        const { own, everybody, other, dots } = found.value;
        return {
          ok: true,
          value: () => {
            this.drawnLayer = layer;
            this.drawnAgainst = against;
            this.everybody = everybody;
            this.other = other;
            this.dots = dots;
            this.about = aboutOf(asked, own.matching, own.change, SEED);
          },
        };
      },
    };
  }

  async #beside(
    request: Omit<PatternsRequest, 'selection'>,
    patterns: Promise<Result<Patterns>>,
    signal: AbortSignal,
  ): Promise<Result<Beside>> {
    const { layer, against, selection } = this;
    const isAll = selection.parts.length === 0;
    const [own, everybody, other] = await Promise.all([
      patterns,
      isAll ? undefined : this.#everybody.load(request, patterns, signal),
      against === 'pinned' ? this.bench.freed(request, selection.pinned ?? [], signal) : undefined,
    ]);
    if (!own.ok) return own;
    if (everybody && !everybody.ok) return everybody;
    if (other && !other.ok) return other;
    const few = layer === 'hexagons' && against === 'nothing' && areDots(own.value.matching);
    const dots = few ? await allReadable(selection.value, signal) : undefined;
    if (dots && !dots.ok) return dots;
    return {
      ok: true,
      value: {
        own: own.value,
        everybody: everybody?.value,
        other: against === 'pinned' ? other?.value : everybody?.value,
        // Where no story can be read, hexagons show what is counted.
        dots: dots && dots.value.length > 0 ? dots.value : undefined,
      },
    };
  }
}

interface Beside {
  own: Patterns;
  everybody: Patterns | undefined;
  other: Patterns | undefined;
  dots: readonly SearchHit[] | undefined;
}

/** All stories of a small selection that can be read. */
async function allReadable(
  selection: Explorer['selection']['value'],
  signal: AbortSignal,
): Promise<Result<SearchHit[]>> {
  const stories: SearchHit[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await search(
      { selection, sort: 'newest', limit: LARGEST_PAGE, ...(cursor && { cursor }) },
      signal,
    );
    if (!page.ok) return page;
    stories.push(...page.value.stories);
    if (!page.value.next) return { ok: true, value: stories };
    cursor = page.value.next;
  }
}
