// Every label of the shipped framework that needs a picture has one, and every picture keeps to its field.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Framework } from '../../api/types';
import { pictureOf } from './all';
import { drawings } from './drawings';
import { registry } from './registry';

function read(file: string): Framework {
  const folder = new URL('../../../../src/frameworks/', import.meta.url);
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Framework;
}

const shipped = read('sheffield-send.json');
/** What the third version has besides. */
const added = read('sheffield-send/version-3.json').signifiers.filter(({ kind }) => kind);

/** The ids that pages ask pictures for; an option may also have its question's picture. */
function asked(): string[][] {
  return [
    ...shipped.prompts.map(({ id }) => [`prompt/${id}`]),
    ...[...shipped.signifiers, ...added].flatMap((signifier) => {
      const { id } = signifier;
      const under = (parts: readonly { id: string }[]) => parts.map((part) => [`${id}/${part.id}`]);
      switch (signifier.kind) {
        case 'triad':
          return [[id], ...under(signifier.corners)];
        case 'dyad':
          return [[id], ...under([signifier.left, signifier.right])];
        case 'stones':
          return [
            [id],
            ...under(signifier.stones),
            ...['x/left', 'x/right', 'y/bottom', 'y/top'].map((end) => [`${id}/${end}`]),
          ];
        case 'choice':
          return [[id], ...signifier.options.map((option) => [`${id}/${option.id}`, id])];
      }
    }),
  ];
}

test('every question, option, corner, end and stone of the shipped framework has a picture', () => {
  const without = asked().filter((ids) => !ids.some((id) => registry[id]));
  expect(without).toEqual([]);
});

test('a picture is found by its id or by its name, and by nothing else', () => {
  expect(pictureOf('timing/late')).toBe(drawings.late);
  expect(pictureOf('late')).toBe(drawings.late);
  expect(pictureOf('no-such-thing')).toBeUndefined();
  expect(pictureOf('toString')).toBeUndefined();
});

test.each(Object.entries(drawings))('%s stays on its field', (_, picture) => {
  expect(picture.length).toBeGreaterThan(0);
  for (const [, path] of picture) {
    expect(path).toMatch(/^M[\d.\s-]+/);
    expect(path).not.toMatch(/NaN|undefined|--/);
  }
});
