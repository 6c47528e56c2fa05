import { expect, test } from 'vitest';
import { packageOf, packagesUsedBy } from './bundled-packages';

test('a module belongs to the innermost package around it', () => {
  expect(packageOf('/home/me/frontend/node_modules/svelte/src/internal/client/index.js')).toBe('svelte');
  expect(packageOf('/home/me/frontend/node_modules/@scope/name/index.js')).toBe('@scope/name');
  expect(packageOf('/home/me/frontend/node_modules/a/node_modules/b/index.js')).toBe('b');
  expect(packageOf('\0/home/me/frontend/node_modules/idb/build/index.js?commonjs')).toBe('idb');
});

test('the project’s own files belong to none', () => {
  expect(packageOf('/home/me/frontend/src/lib/answers.ts')).toBeUndefined();
  expect(packageOf('\0vite/preload-helper.js')).toBeUndefined();
});

test('style sheets name packages, and not their own neighbours or Sass', () => {
  const style = `
    @use 'sass:list';
    @use 'type';
    @use '../../lib/styles/colours';
    @use 'govuk-frontend/dist/govuk/base' as govuk;
    @import "@scope/name/styles";
  `;
  expect(packagesUsedBy(style)).toEqual(['govuk-frontend', '@scope/name']);
});
