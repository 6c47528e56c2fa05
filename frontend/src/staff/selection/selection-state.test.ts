import { beforeEach, expect, test, vi } from 'vitest';
import document from '../../../../src/frameworks/sheffield-send.json';
import type { Framework } from '../../lib/framework';
import { withText, withZone } from './edits';
import { namingBeyond, namingParameters } from './naming';
import { queryOf, selectionAt } from './query';
import { SelectionState } from './selection-state.svelte';

const framework = document as unknown as Framework;
const pushed: string[] = [];
const replaced: string[] = [];

beforeEach(() => {
  pushed.length = replaced.length = 0;
  vi.stubGlobal('location', { pathname: '/explore' });
  vi.stubGlobal('history', {
    pushState: (_state: unknown, _unused: string, address: string) => pushed.push(address),
    replaceState: (_state: unknown, _unused: string, address: string) => replaced.push(address),
  });
});

test('both selections are taken from an address, without what the framework does not know', () => {
  const state = new SelectionState(framework);
  const known = { text: 'bus', triads: [{ signifier: 'difference', zones: ['person'] }] };
  state.open(queryOf({ ...known, answers: { weather: ['rain'] } }, {}, { text: 'taxi' }));
  expect(state.value).toEqual({ framework: framework.slug, ...known });
  expect(state.pinnedValue).toEqual({ framework: framework.slug, text: 'taxi' });
  state.open(queryOf(known));
  expect(state.pinnedValue).toBeUndefined();
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

test('what is typed without a pause is one entry of the history', () => {
  const state = new SelectionState(framework);
  state.select(withText(state.parts, 'b'));
  state.select(withText(state.parts, 'bus'), { sameAct: true });
  expect(pushed).toHaveLength(1);
  expect(replaced.map((address) => selectionAt(address.replace('/explore', '')).text)).toEqual(['bus']);
});

test('a selection is pinned as B, changes places with it, and B is removed', () => {
  const changed = vi.fn();
  const state = new SelectionState(framework, { changed });
  const texts = () => [state.value.text, state.pinnedValue?.text];
  state.select(withText(state.parts, 'bus'));
  state.pin();
  state.select(withText(state.parts, 'taxi'));
  expect(texts()).toEqual(['taxi', 'bus']);
  state.swap();
  expect(texts()).toEqual(['bus', 'taxi']);
  expect(selectionAt(pushed.at(-1)?.replace('/explore', '') ?? '', 'b').text).toBe('taxi');
  expect(selectionAt(state.query, 'b').text).toBe('taxi');
  state.unpin();
  expect(texts()).toEqual(['bus', undefined]);
  expect(pushed.at(-1)).not.toContain('b=');
  expect([pushed.length, changed.mock.calls.length]).toEqual([5, 5]);
});

test('a name goes with the selection to B and back, and into every address', () => {
  const state = new SelectionState(framework);
  const triads = [{ signifier: 'difference', zones: ['person'] }];
  const named = namingParameters(namingBeyond('Waiting', { triads }, {}));
  state.open(queryOf({ triads }, named));
  const names = () => [state.naming?.name, state.pinnedNaming?.name];
  expect([names(), new URLSearchParams(state.query).get('named')]).toEqual([
    ['Waiting', undefined],
    named.named,
  ]);
  state.pin();
  state.select(withText([], 'bus'));
  expect(names()).toEqual([undefined, 'Waiting']);
  state.swap();
  expect(names()).toEqual(['Waiting', undefined]);
  const left = new SelectionState(framework);
  left.open(pushed.at(-1)?.replace('/explore', '') ?? '');
  expect([left.naming?.name, left.pinnedNaming]).toEqual(['Waiting', undefined]);
  state.select(withZone(state.parts, 'difference', 'together'));
  expect([state.naming, pushed.at(-1)]).toEqual([undefined, expect.not.stringContaining('named')]);
});
