import { expect, test } from 'vitest';
import { readQuery, writeQuery } from './query';

test('what is printed stands in the address, and comes back from it', () => {
  const query =
    '?framework=sheffield-send&version=2&language=ur&collection=PARK-7K2M&audience=family&copies=12&sides=1';
  const asked = readQuery(query);
  expect(asked).toEqual({
    framework: 'sheffield-send',
    version: 2,
    language: 'ur',
    collection: 'PARK-7K2M',
    audience: 'family',
    copies: 12,
    bothSides: false,
  });
  expect(writeQuery(asked)).toBe(query);
});

test('nonsense in the address counts as nothing said', () => {
  expect(readQuery('?copies=-3&version=two&language=').copies).toBe(1);
  expect(readQuery('?copies=100000').copies).toBe(50);
  expect(writeQuery(readQuery('?version=two&copies=1'))).toBe('');
});
