import { expect, test } from 'vitest';
import { changesAt, editAt, viewAt } from './query';

const query = (address: string) => new URL(address, 'https://example.test').search;

test('each address is read back as it was written', () => {
  expect(viewAt(query(editAt('our-question', 2)))).toEqual({
    kind: 'edit',
    slug: 'our-question',
    version: 2,
  });
  expect(viewAt(query(editAt('our-question', 2, 1)))).toEqual({
    kind: 'edit',
    slug: 'our-question',
    version: 2,
    from: 1,
  });
  expect(viewAt(query(changesAt('our-question', 1, 2)))).toEqual({
    kind: 'changes',
    slug: 'our-question',
    from: 1,
    to: 2,
  });
});

test('an address that makes no sense leads to the list', () => {
  for (const odd of [
    '',
    '?slug=a',
    '?slug=A B&version=1',
    '?slug=a&version=-1',
    '?changes=a&from=1',
    '?new=',
  ]) {
    expect(viewAt(odd)).toEqual({ kind: 'list' });
  }
});
