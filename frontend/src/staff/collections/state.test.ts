import { expect, test } from 'vitest';
import type { Collection } from '../../api/types';
import { inOrder, joinAddress, stateOf } from './state';
import { addressOf, viewAt, type View } from './query';

const TODAY = '2026-05-10';

function aCollection(part: Partial<Collection>): Collection {
  return {
    join_code: 'PARK-7K2M',
    name: 'In the park',
    framework: 'sheffield-send',
    audiences: [],
    signifiers: [],
    kiosk: false,
    open: false,
    stories: 0,
    revision: '0'.repeat(32),
    ...part,
  };
}

test('a collection is not yet open, open, or closed', () => {
  expect(stateOf(aCollection({ open: true }), TODAY)).toBe('open');
  expect(stateOf(aCollection({ opens: '2026-05-11' }), TODAY)).toBe('soon');
  expect(stateOf(aCollection({ closes: '2026-05-09' }), TODAY)).toBe('closed');
  expect(stateOf(aCollection({ closes: TODAY }), TODAY)).toBe('closed');
  expect(stateOf(aCollection({ opens: '2026-05-11', closes: '2026-05-09' }), TODAY)).toBe('closed');
});

test('open collections come first, closed ones last', () => {
  const closed = aCollection({ join_code: 'C', closes: '2026-01-01' });
  const soon = aCollection({ join_code: 'S', opens: '2026-06-01' });
  const open = aCollection({ join_code: 'O', open: true });
  expect(inOrder([closed, soon, open], TODAY).map(({ join_code }) => join_code)).toEqual(['O', 'S', 'C']);
});

test('the address of the form can name a language', () => {
  expect(joinAddress('https://stories.example', 'PARK-7K2M')).toBe('https://stories.example/join/PARK-7K2M');
  expect(joinAddress('https://stories.example', 'PARK-7K2M', 'ur')).toBe(
    'https://stories.example/join/PARK-7K2M?language=ur',
  );
});

test('every part of the page has an address that leads back to it', () => {
  const views: View[] = [
    { name: 'list' },
    { name: 'make' },
    { name: 'one', code: 'PARK-7K2M' },
    { name: 'edit', code: 'PARK-7K2M' },
    { name: 'poster', code: 'PARK-7K2M', language: 'ur' },
    { name: 'poster', code: 'PARK-7K2M', language: undefined },
  ];
  for (const view of views) {
    expect(viewAt(new URL(addressOf(view), 'https://stories.example').search)).toEqual(view);
  }
});
