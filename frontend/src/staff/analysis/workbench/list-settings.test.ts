import { expect, test } from 'vitest';
import { FIRST_SEED, listFaults, listParametersOf, listSettingsAt } from './list-settings';

const STORY = '01990a3e-7c00-7000-8000-1f2e3d4c5b6a';

test('order, sample and open story come back from an address as they were; the defaults leave no trace', () => {
  const settings = { sort: 'random', seed: 7, story: STORY, near: undefined } as const;
  expect(listSettingsAt(`?${new URLSearchParams(listParametersOf(settings)).toString()}`)).toEqual(settings);
  const plain = { sort: undefined, seed: FIRST_SEED, story: undefined, near: undefined };
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

test('a place on a map comes back from an address, and is a fault where it is none or not the order', () => {
  for (const near of [
    { signifier: 'difference', triad: [0.7, 0.2, 0.1] },
    { signifier: 'timing', dyad: 0.31 },
    { signifier: 'around_the_child', stone: 'school', at: [0.2, 0.9] },
  ]) {
    const settings = { sort: 'nearest', seed: FIRST_SEED, story: undefined, near } as const;
    const query = `?${new URLSearchParams(listParametersOf(settings)).toString()}`;
    expect(listSettingsAt(query)).toEqual(settings);
    expect(listFaults(query)).toEqual([]);
  }
  expect(listFaults('?near=timing:0.3')).toEqual([['near', 'timing:0.3']]);
  expect(listFaults('?sort=nearest')).toEqual([['sort', 'nearest']]);
  for (const wrong of ['timing:1.3', 'difference:0.5,0.4,0.4', 'timing', 'stones/school:0.2'])
    expect(listFaults(`?sort=nearest&near=${wrong}`)).toEqual([['near', wrong]]);
});
