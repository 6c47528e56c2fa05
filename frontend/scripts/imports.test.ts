// Keeps the layout of `src`: no file imports itself over others, and folders import only what this table allows.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cyclesIn, forbiddenIn, readImports, specifiersIn, type Table } from './imports';

/** What every page may use. */
const LIB = ['api', 'lib', 'lib/aloud', 'lib/i18n', 'lib/pictures', 'lib/styles', 'lib/ui'];
/** What every staff page may use besides. */
const STAFF = ['staff/frame', 'staff/styles', 'staff/texts'];

/** What every analysis page may use. */
const ANALYSIS = [
  ...LIB,
  ...STAFF,
  'staff/analysis/workbench',
  'staff/figures',
  'staff/maps',
  'staff/selection',
];

/** Folder → the folders that it may import from. Nothing imports upwards: every line names earlier lines only. */
const ALLOWED: Table = {
  api: [],
  'lib/styles': [],
  'lib/i18n': ['api'],
  lib: ['api', 'lib/i18n'],
  'lib/pictures': ['api', 'lib/i18n'],
  'lib/media': ['lib/styles'],
  'lib/aloud': ['lib', 'lib/i18n', 'lib/styles'],
  'lib/ui': ['api', 'lib', 'lib/aloud', 'lib/i18n', 'lib/pictures'],

  'storyteller/worker': ['api'],
  'storyteller/offline': ['api', 'lib', 'lib/i18n'],
  'storyteller/capture/inputs': ['lib', 'lib/aloud', 'lib/i18n', 'lib/pictures', 'lib/styles', 'lib/ui'],
  'storyteller/capture': [...LIB, 'lib/media', 'storyteller/capture/inputs', 'storyteller/offline'],
  'storyteller/kiosk': [...LIB, 'storyteller/capture', 'storyteller/offline'],
  'storyteller/not-found': [...LIB],
  'storyteller/notices': [...LIB],
  'storyteller/receipt': [...LIB, 'lib/media', 'storyteller/capture/inputs', 'storyteller/offline'],

  'staff/texts': ['api'],
  'staff/styles': ['lib/styles'],
  'staff/print': ['lib/i18n'],
  'staff/frame': ['api', 'lib', 'lib/i18n', 'lib/ui', 'staff/texts'],
  'staff/selection': ['api', 'lib', 'lib/i18n', 'staff/texts'],
  'staff/exports': [...LIB, ...STAFF, 'staff/selection'],
  'staff/figures': ['lib', 'staff/texts'],
  'staff/maps': ['api', 'lib', 'staff/figures', 'staff/selection', 'staff/texts'],
  'staff/analysis/workbench': [...LIB, ...STAFF, 'staff/figures', 'staff/selection'],
  'staff/analysis/explore': [...ANALYSIS],
  'staff/analysis/compare': [...ANALYSIS],
  'staff/analysis/change': [...ANALYSIS],
  'staff/analysis/clusters': [...ANALYSIS],
  'staff/analysis/words': [...ANALYSIS],
  'staff/moderation': [...LIB, ...STAFF, 'lib/media'],
  'staff/collections': [...LIB, ...STAFF, 'staff/print'],
  'staff/frameworks': [...LIB, ...STAFF],
  'staff/imports': [...LIB, ...STAFF, 'staff/figures', 'staff/selection'],
  'staff/notices': [...LIB, ...STAFF],
  'staff/paper': [...LIB, ...STAFF, 'staff/print'],
  'staff/transcribe': [...LIB, ...STAFF, 'staff/paper', 'storyteller/capture/inputs'],
  'staff/preview': [...LIB, ...STAFF, 'storyteller/capture'],
  'staff/sign-in': [...LIB, ...STAFF],
};

const imports = readImports(fileURLToPath(new URL('../src', import.meta.url)));

test('imports of every kind are read', () => {
  const script = `
    import a from './a';
    import type { B } from './b';
    import { type C } from './c.svelte';
    import './d.scss';
    import vite from 'vite';
    export { e } from './e';
    export type { F } from './f';
    let g: typeof import('./g');
    const h = () => import('./h');
  `;
  const found = ['./a', './b', './c.svelte', './d.scss', './e', './f', './g', './h'];
  expect(specifiersIn('x.ts', script)).toEqual(found);
  const component = `<script lang="ts" module>${script}</script><script>import i from './i';</script><p>Hello</p>`;
  expect(specifiersIn('x.svelte', component)).toEqual([...found, './i']);
  expect(specifiersIn('x.scss', "@use 'sass:list'; @use 'type'; @use '../a';")).toEqual(['type', '../a']);
});

test('a cycle is found and named, also one of type imports', () => {
  const round = new Map([
    ['a/1.ts', ['a/2.ts']],
    ['a/2.ts', ['b/3.ts']],
    ['b/3.ts', ['a/1.ts']],
    ['b/4.ts', ['b/3.ts']],
  ]);
  expect(cyclesIn(round)).toEqual([['a/1.ts', 'a/2.ts', 'b/3.ts', 'a/1.ts']]);
});

test('an import that the table does not allow is found and named', () => {
  const found = new Map([
    ['storyteller/a.ts', ['staff/b.ts']],
    ['staff/b.ts', ['lib/c.ts']],
    ['lib/c.ts', []],
    ['d.ts', []],
  ]);
  expect(forbiddenIn(found, { lib: [], storyteller: ['lib'], staff: ['lib'] })).toEqual([
    'storyteller may not import staff: storyteller/a.ts imports staff/b.ts',
    'd.ts is in no folder of the table',
  ]);
});

test('no files import each other in a circle', () => {
  expect(cyclesIn(imports).map((cycle) => cycle.join(' → '))).toEqual([]);
});

test('folders import only what the table allows', () => {
  expect(forbiddenIn(imports, ALLOWED)).toEqual([]);
});

test('no line of the table allows an import of a later line', () => {
  const folders = Object.keys(ALLOWED);
  const upwards = Object.entries(ALLOWED).flatMap(([from, allowed]) =>
    allowed.filter((to) => folders.indexOf(to) >= folders.indexOf(from)).map((to) => `${from} → ${to}`),
  );
  expect(upwards).toEqual([]);
});
