import { beforeEach, expect, test, vi } from 'vitest';
import document from '../../../../src/frameworks/sheffield-send.json';
import type { Framework } from '../../lib/framework';
import { withText, withZone } from './edits';
import { queryOf, selectionAt } from './query';
import { SelectionState } from './selection-state.svelte';

const framework = document as unknown as Framework;
const pushed: string[] = [];

beforeEach(() => {
  pushed.length = 0;
  vi.stubGlobal('location', { pathname: '/explore' });
  vi.stubGlobal('history', {
    pushState: (_state: unknown, _unused: string, address: string) => pushed.push(address),
  });
});

test('a selection is taken from an address, without what the framework does not know', () => {
  const state = new SelectionState(framework);
  const known = { text: 'bus', triads: [{ signifier: 'difference', zones: ['person'] }] };
  state.open(queryOf({ ...known, answers: { weather: ['rain'] } }));
  expect(state.value).toEqual({ framework: framework.slug, ...known });
  expect(state.dropped).toBe(true);
  state.open(queryOf(known));
  expect(state.dropped).toBe(false);
});

test('opening an address neither writes it again nor counts as a change', () => {
  const changed = vi.fn();
  new SelectionState(framework, { changed }).open('?s={"text":"bus"}');
  expect(pushed).toEqual([]);
  expect(changed).not.toHaveBeenCalled();
});

test('every edit is a new entry of the history, and is reported once the address has it', () => {
  const state = new SelectionState(framework, { changed: () => reported.push(pushed.length) });
  const reported: number[] = [];
  state.select(withText(state.parts, 'bus'));
  state.select(withZone(state.parts, 'difference', 'person'));
  expect(pushed.map((address) => selectionAt(address.replace('/explore', '')))).toEqual([
    { framework: framework.slug, text: 'bus' },
    { framework: framework.slug, text: 'bus', triads: [{ signifier: 'difference', zones: ['person'] }] },
  ]);
  expect(reported).toEqual([1, 2]);
});

test('what the page keeps beside the selection stays in the address', () => {
  const beside: Record<string, string> = { layer: 'zones' };
  const state = new SelectionState(framework, { beside: () => beside });
  state.select(withText(state.parts, 'bus'));
  beside.layer = 'density';
  state.pushAddress();
  expect(pushed.map((address) => new URLSearchParams(address.split('?')[1]).get('layer'))).toEqual([
    'zones',
    'density',
  ]);
});

test('stories are searched for words only when words are selected, and not when they are excluded', () => {
  const state = new SelectionState(framework);
  state.open('?s={"not":{"text":"bus"}}');
  expect(state.hasText).toBe(false);
  state.open('?s={"text":"bus"}');
  expect(state.hasText).toBe(true);
});

test('the notice about dropped parts goes with the next edit', () => {
  const state = new SelectionState(framework);
  state.open('?s={"answers":{"weather":["rain"]}}');
  expect(state.dropped).toBe(true);
  state.select([]);
  expect(state.dropped).toBe(false);
});
