import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, parametersOf, settingFaults, settingsAt, type MapSettings } from './map-settings';

const address = (settings: MapSettings) => `?${new URLSearchParams(parametersOf(settings)).toString()}`;

test('the settings of the maps come back from an address as they were', () => {
  for (const layer of ['hexagons', 'density', 'zones'] as const)
    for (const shown of ['maps', 'tables', 'guess'] as const)
      for (const against of ['nothing', 'everybody', 'pinned'] as const)
        for (const fit of ['everybody', 'selection'] as const)
          for (const contours of [false, true]) {
            const settings = { layer, shown, against, fit, contours };
            expect(settingsAt(address(settings))).toEqual(settings);
          }
});

test('the defaults leave no trace in the address', () => {
  expect(parametersOf(DEFAULT_SETTINGS)).toEqual({});
  expect(settingsAt('')).toEqual(DEFAULT_SETTINGS);
});

test('settings that nobody offers are the defaults', () => {
  expect(settingsAt('?layer=contours&show=films&against=weather')).toEqual(DEFAULT_SETTINGS);
});

test('what there is not, and what cannot be together, is a fault of the link', () => {
  expect(settingFaults('?layer=contours&show=maps')).toEqual([['layer', 'contours']]);
  expect(settingFaults('?against=pinned')).toEqual([['against', 'pinned']]);
  expect(settingFaults('?against=pinned&b=%7B%7D')).toEqual([]);
  expect(settingFaults('?against=everybody&layer=density')).toEqual([['layer', 'density']]);
  expect(settingFaults('?against=everybody&layer=zones&colours=selection')).toEqual([]);
});
