import { describe, expect, test } from 'vitest';
import type { Selection } from '../../api/types';
import { hasPinned, queryOf, selectionAt, unreadAt } from './query';
import { partsOf, selectionOf, turned, withPart, without } from './parts';

const FULL: Selection = {
  framework: 'sheffield-send',
  text: 'waiting “list” & more',
  answers: { audience: ['family', 'child'] },
  triads: [
    { signifier: 'difference', zones: ['person', 'person+together'] },
    {
      signifier: 'shaped',
      polygon: [
        [0.8, 0.1, 0.1],
        [0.1, 0.8, 0.1],
        [0.1, 0.1, 0.8],
      ],
    },
  ],
  dyads: [{ signifier: 'timing', from: 0.6, to: 1 }],
  stones: [{ signifier: 'around_the_child', stone: 'school', x: [0.5, 1], y: [0, 0.5] }],
  received: { from: '2026-01-01', to: '2026-04-01' },
  collections: ['ABC'],
  rounds: ['baseline'],
  prompts: ['moment'],
  not: { text: 'bus', answers: { locality: ['A'] }, dyads: [{ signifier: 'voice', from: 0, to: 0.2 }] },
};

describe('a selection as an address', () => {
  test('comes back as it was', () => {
    expect(selectionAt(queryOf(FULL))).toEqual(FULL);
  });

  test('comes back beside what else a page keeps', () => {
    const query = queryOf(FULL, { layer: 'density' });
    expect(selectionAt(query)).toEqual(FULL);
    expect(new URLSearchParams(query).get('layer')).toBe('density');
  });

  test('is bare when nothing is selected', () => {
    expect(queryOf({})).toBe('');
    expect(selectionAt('')).toEqual({});
  });

  test('leaves out what it cannot read, and keeps the rest', () => {
    const selection = {
      text: ' ',
      wher: 1,
      answers: { audience: ['child'], services: 'camhs', phase: [] },
      triads: [
        { signifier: 'difference' },
        { signifier: 'needed', polygon: [[1, 0, 0]] },
        { zones: ['a'] },
        7,
      ],
      dyads: [
        { signifier: 'timing', from: 0.9, to: 0.1 },
        { signifier: 'voice', from: -1, to: 2 },
      ],
      stones: [{ signifier: 'around_the_child', stone: 'school', x: [1, 0], y: [0, 1] }],
      received: { from: 'yesterday' },
      not: { not: {}, prompts: 'x' },
    };
    const query = `?s=${encodeURIComponent(JSON.stringify(selection))}`;
    expect(selectionAt(query)).toEqual({ answers: { audience: ['child'] } });
    expect(unreadAt(query)).toEqual([
      'text',
      'wher',
      'answers.services',
      'triads[0]',
      'triads[1]',
      'triads[2]',
      'triads[3]',
      'dyads[0]',
      'dyads[1]',
      'stones[0]',
      'received.from',
      'not.prompts',
    ]);
  });

  test('has nothing unread when it is whole, whatever is empty in it', () => {
    expect(unreadAt(queryOf(FULL))).toEqual([]);
    expect(unreadAt('')).toEqual([]);
    expect(unreadAt('?s={"text":null,"answers":{},"prompts":[],"not":{}}')).toEqual([]);
  });

  test('has a second selection beside it', () => {
    const query = queryOf({ text: 'bus' }, { layer: 'zones' }, FULL);
    expect([hasPinned(query), hasPinned(queryOf(FULL))]).toEqual([true, false]);
    expect(selectionAt(query, 'b')).toEqual(FULL);
    expect(unreadAt('?b={"texts":"bus"}', 'b')).toEqual(['texts']);
  });

  test.each(['?s=%7B"text', '?s=[]', '?s=null', '?s=7'])('cannot be read at all: %s', (query) => {
    expect(selectionAt(query)).toEqual({});
    expect(unreadAt(query)).toEqual(['']);
  });
});

describe('the parts of a selection', () => {
  test('make the same selection again', () => {
    expect(selectionOf('sheffield-send', partsOf(FULL))).toEqual(FULL);
  });

  test('are turned one at a time, and back', () => {
    const parts = partsOf({ text: 'bus', prompts: ['moment'] });
    const [text] = parts;
    if (!text) throw new Error('no part');
    const opposite = turned(parts, text);
    expect(selectionOf(undefined, opposite)).toEqual({ prompts: ['moment'], not: { text: 'bus' } });
    const [negated] = opposite;
    if (!negated) throw new Error('no part');
    expect(selectionOf(undefined, turned(opposite, negated))).toEqual({ text: 'bus', prompts: ['moment'] });
  });

  test('turned onto an opposite of the same thing, take its place', () => {
    const parts = partsOf({ text: 'bus', not: { text: 'taxi' } });
    const [text] = parts;
    if (!text) throw new Error('no part');
    expect(selectionOf(undefined, turned(parts, text))).toEqual({ not: { text: 'bus' } });
  });

  test('are replaced by a part about the same thing, and taken out', () => {
    const parts = withPart(partsOf({ text: 'bus' }), { kind: 'text', not: false, text: 'taxi' });
    expect(selectionOf(undefined, parts)).toEqual({ text: 'taxi' });
    const [text] = parts;
    expect(text && without(parts, text)).toEqual([]);
  });
});
