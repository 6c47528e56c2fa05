// How maps are shown, as a part of the page's address.

export type Layer = 'hexagons' | 'density' | 'zones';
export type Shown = 'maps' | 'tables';

export interface MapSettings {
  layer: Layer;
  shown: Shown;
}

export const DEFAULT_SETTINGS: MapSettings = { layer: 'hexagons', shown: 'maps' };

const LAYERS: readonly Layer[] = ['hexagons', 'density', 'zones'];

/** The parameters of the address; none for the defaults. */
export function parametersOf({ layer, shown }: MapSettings): Record<string, string> {
  return {
    ...(layer !== DEFAULT_SETTINGS.layer && { layer }),
    ...(shown !== DEFAULT_SETTINGS.shown && { show: shown }),
  };
}

/** The settings at an address. */
export function settingsAt(query: string): MapSettings {
  const given = new URLSearchParams(query);
  return {
    layer: LAYERS.find((known) => known === given.get('layer')) ?? DEFAULT_SETTINGS.layer,
    shown: given.get('show') === 'tables' ? 'tables' : 'maps',
  };
}

const VIEWS: readonly Shown[] = ['maps', 'tables'];

/** Settings at an address that there are not, by name and value. */
export function settingFaults(query: string): [name: string, value: string][] {
  const given = new URLSearchParams(query);
  const known: Readonly<Record<string, readonly string[]>> = { layer: LAYERS, show: VIEWS };
  return Object.entries(known).flatMap(([name, values]): [string, string][] => {
    const value = given.get(name);
    return value === null || values.includes(value) ? [] : [[name, value]];
  });
}
