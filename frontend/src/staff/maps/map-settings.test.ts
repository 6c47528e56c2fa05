import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, parametersOf, settingsAt, type MapSettings } from './map-settings';

const address = (settings: MapSettings) => `?${new URLSearchParams(parametersOf(settings)).toString()}`;

test('the settings of the maps come back from an address as they were', () => {
  for (const layer of ['hexagons', 'density', 'zones'] as const) {
    for (const shown of ['maps', 'tables'] as const) {
      expect(settingsAt(address({ layer, shown }))).toEqual({ layer, shown });
    }
  }
});

test('the defaults leave no trace in the address', () => {
  expect(parametersOf(DEFAULT_SETTINGS)).toEqual({});
  expect(settingsAt('')).toEqual(DEFAULT_SETTINGS);
});

test('settings that nobody offers are the defaults', () => {
  expect(settingsAt('?layer=contours&show=films')).toEqual(DEFAULT_SETTINGS);
});
