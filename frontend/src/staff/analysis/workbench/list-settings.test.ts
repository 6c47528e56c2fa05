import { expect, test } from 'vitest';
import { FIRST_SEED, listFaults, listParametersOf, listSettingsAt } from './list-settings';

const STORY = '01990a3e-7c00-7000-8000-1f2e3d4c5b6a';

test('order, sample and open story come back from an address as they were; the defaults leave no trace', () => {
  const settings = { sort: 'random', seed: 7, story: STORY } as const;
  expect(listSettingsAt(`?${new URLSearchParams(listParametersOf(settings)).toString()}`)).toEqual(settings);
  const plain = { sort: undefined, seed: FIRST_SEED, story: undefined };
  expect([listParametersOf(plain), listSettingsAt('')]).toEqual([{}, plain]);
});

test('what cannot be is a fault of the link', () => {
  expect(listFaults(`?sort=newest&seed=12&story=${STORY}`)).toEqual([]);
  expect(listFaults('?sort=loudest&seed=0&story=x')).toEqual([
    ['sort', 'loudest'],
    ['seed', '0'],
    ['story', 'x'],
  ]);
});
