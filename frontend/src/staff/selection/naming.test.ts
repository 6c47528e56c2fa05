import { expect, test } from 'vitest';
import document from '../../../../src/frameworks/sheffield-send.json';
import type { Framework } from '../../lib/framework';
import { Lexicon } from './lexicon';
import { namingAt, namingBeyond, namingFaults, namingOf, namingParameters } from './naming';
import { partsOf, turned } from './parts';

const lexicon = new Lexicon(document as unknown as Framework);
const all = { answers: { audience: ['family'] } };
const near = { ...all, triads: [{ signifier: 'difference', zones: ['person'] }] };
const named = namingBeyond('Waiting alone', near, all);
const query = `?${new URLSearchParams(namingParameters(named)).toString()}`;

test('a name is of what a selection has beyond the one that was clustered', () => {
  expect(named?.parts).toEqual(partsOf({ triads: near.triads }));
  expect(namingBeyond('Waiting alone', all, all)).toBeUndefined();
});

test('a name goes through an address, and holds for the parts that are selected', () => {
  const parts = partsOf(near);
  const found = namingAt(query, 's', parts);
  expect(found?.name).toBe('Waiting alone');
  expect(found?.parts[0]).toBe(parts.find(({ kind }) => kind === 'triad'));
  expect(namingFaults(query, 's', parts)).toEqual([]);
  expect(namingAt(query, 'b', parts)).toBeUndefined();
});

test.each([
  ['is cut off', '{"name":"Wait'],
  ['has no name', '{"name":" ","of":{"triads":[{"signifier":"difference","zones":["person"]}]}}'],
  ['names nothing', '{"name":"Waiting","of":{}}'],
  ['names what is not selected', '{"name":"Waiting","of":{"text":"bus"}}'],
  ['is not of parts', '{"name":"Waiting","of":{"triads":3}}'],
])('a name that %s is a fault of the link', (_, value) => {
  const parts = partsOf(near);
  expect(namingFaults(`?named=${encodeURIComponent(value)}`, 's', parts)).toEqual([['named', value]]);
});

test('a name ends when one of its parts is changed, and stays when others are', () => {
  const parts = partsOf(near);
  const naming = namingAt(query, 's', parts);
  const [audience, triad] = parts;
  if (!audience || !triad) throw new Error('two parts are selected');
  expect(namingOf(naming, [triad])?.name).toBe('Waiting alone');
  expect(namingOf(naming, turned(parts, triad))).toBeUndefined();
  expect(namingOf(naming, [audience])).toBeUndefined();
});

test('the sentence of a selection says the name first, and then what it means', () => {
  const parts = partsOf(near);
  const said = lexicon.clauses(parts, namingAt(query, 's', parts));
  expect(said).toMatch(/^close to cluster “Waiting alone” \(“In this story.*\), by “/);
});
