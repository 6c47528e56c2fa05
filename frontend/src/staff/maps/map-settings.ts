// How maps are shown, as a part of the page's address.

export type Layer = 'hexagons' | 'density' | 'zones';
/** Maps, their tables, empty maps on which the analyst guesses first, or which signifiers go together. */
export type Shown = 'maps' | 'tables' | 'guess' | 'associations';
/** What the selection is shown beside: nothing, everybody, or B. */
export type Against = 'nothing' | 'everybody' | 'pinned';
/** What the colours are fitted to: everybody, so that they mean the same in every selection, or the selection itself. */
export type Fit = 'everybody' | 'selection';

/** What a click on a map does: it selects, or lists the nearest stories. It is not in the address: it shows nothing by itself. */
export type Clicks = 'select' | 'nearest';

export interface MapSettings {
  layer: Layer;
  shown: Shown;
  against: Against;
  fit: Fit;
  /** Whether the maps of stones have contours. */
  contours: boolean;
}

export const DEFAULT_SETTINGS: MapSettings = {
  layer: 'hexagons',
  shown: 'maps',
  against: 'nothing',
  fit: 'everybody',
  contours: false,
};

/** The settings by their names in the address, with their values. */
const KNOWN = {
  layer: ['hexagons', 'density', 'zones'],
  show: ['maps', 'tables', 'guess', 'associations'],
  against: ['nothing', 'everybody', 'pinned'],
  colours: ['everybody', 'selection'],
  stones: ['cells', 'contours'],
} as const;

/** The layers that can show a difference: a density has no interval. */
export const LAYERS_OF_DIFFERENCES: readonly Layer[] = ['hexagons', 'zones'];
export const LAYERS: readonly Layer[] = KNOWN.layer;

/** The parameters of the address; none for the defaults. */
export function parametersOf({ layer, shown, against, fit, contours }: MapSettings): Record<string, string> {
  return {
    ...(layer !== DEFAULT_SETTINGS.layer && { layer }),
    ...(shown !== DEFAULT_SETTINGS.shown && { show: shown }),
    ...(against !== DEFAULT_SETTINGS.against && { against }),
    ...(fit !== DEFAULT_SETTINGS.fit && { colours: fit }),
    ...(contours && { stones: 'contours' }),
  };
}

/** The settings at an address. */
export function settingsAt(query: string): MapSettings {
  const given = new URLSearchParams(query);
  const named = <Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value =>
    values.find((value) => value === given.get(name)) ?? otherwise;
  return {
    layer: named('layer', KNOWN.layer, DEFAULT_SETTINGS.layer),
    shown: named('show', KNOWN.show, DEFAULT_SETTINGS.shown),
    against: named('against', KNOWN.against, DEFAULT_SETTINGS.against),
    fit: named('colours', KNOWN.colours, DEFAULT_SETTINGS.fit),
    contours: given.get('stones') === 'contours',
  };
}

/** Settings at an address that there are not, or that cannot be together, by name and value. */
export function settingFaults(query: string): [name: string, value: string][] {
  const given = new URLSearchParams(query);
  const unknown = Object.entries(KNOWN).flatMap(([name, values]): [string, string][] => {
    const value = given.get(name);
    return value === null || (values as readonly string[]).includes(value) ? [] : [[name, value]];
  });
  const { against, layer } = settingsAt(query);
  if (against === 'pinned' && !given.has('b')) unknown.push(['against', against]);
  if (against !== 'nothing' && !LAYERS_OF_DIFFERENCES.includes(layer)) unknown.push(['layer', layer]);
  return unknown;
}
