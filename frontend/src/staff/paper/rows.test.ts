import { expect, test } from 'vitest';
import document from '../../../../src/frameworks/sheffield-send.json';
import type { Framework } from '../../lib/framework';
import { itemsOf } from './form';
import type { Printing } from './printing';
import { pagesWithMore, partsOf, rowsOf } from './rows';

const bottoms = (count: number, height: number) => Array.from({ length: count }, (_, i) => (i + 1) * height);

test('options go on in parts that fit, and none is left out or printed twice', () => {
  const parts = partsOf({ head: 20, bottoms: bottoms(29, 10) }, 120);
  expect(parts.map(({ from, to }) => [from, to])).toEqual([
    [0, 10],
    [10, 20],
    [20, 29],
  ]);
  expect(parts.map(({ number, of }) => `${number}/${of}`)).toEqual(['1/3', '2/3', '3/3']);
});

test('what fits stays in one part', () => {
  expect(partsOf({ head: 20, bottoms: bottoms(10, 10) }, 120)).toEqual([
    { from: 0, to: 10, number: 1, of: 1 },
  ]);
});

test('an option that is higher than a page has a part to itself', () => {
  expect(partsOf({ head: 20, bottoms: [10, 400, 410] }, 120).map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
});

test('in two columns the options of a line stay together', () => {
  const lines = [10, 10, 20, 20, 30, 30, 40];
  expect(partsOf({ head: 5, bottoms: lines }, 25).map(({ from, to }) => [from, to])).toEqual([
    [0, 4],
    [4, 7],
  ]);
});

test('a line says where a storyteller may stop, before the questions that may be left out', () => {
  const framework = document as unknown as Framework;
  const signifiers = framework.signifiers.map((signifier) =>
    signifier.id === 'difference' ? signifier : { ...signifier, ask: 'more' as const },
  );
  const limits = { audiences: [], signifiers: ['difference', 'needed', 'timing'] };
  const said = () => ({ text: '', tag: 'en' });
  const rowsFor = (of: Framework) =>
    rowsOf({ items: itemsOf(of, limits, 'family'), size: 'plain', said } as unknown as Printing);
  const rows = rowsFor({ ...framework, signifiers });
  const [core, stop, ...more] = rows.slice(rows.findIndex(({ kind }) => kind === 'stop') - 1);
  expect([core?.kind, stop?.kind, ...more.map(({ kind }) => kind)]).toEqual([
    'items',
    'stop',
    'items',
    'items',
    'items',
    'slip',
  ]);
  expect(pagesWithMore([rows.slice(0, 6), rows.slice(6, 7), rows.slice(7)])).toEqual([2, 3]);
  expect(rowsFor(framework).map(({ kind }) => kind)).not.toContain('stop');
});
