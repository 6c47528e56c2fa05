import { expect, test } from 'vitest';
import document from '../../../../../src/frameworks/sheffield-send.json';
import type { FrameworkEntry } from '../../../api/types';
import type { Framework } from '../../../lib/framework';
import { Lexicon } from '../../selection/lexicon';
import { queryOf } from '../../selection/query';
import { frameworkFaults, placeFaults, unknownIn, unknownNames, unreadIn } from './link';

const lexicon = new Lexicon(document as unknown as Framework);
const entries = [{ slug: 'sheffield-send' }, { slug: 'our-schools' }] as FrameworkEntry[];

test('a link that was cut off cannot be read', () => {
  expect(unreadIn('?s={"text":"bu&b={"text":7}')).toEqual([
    'The selection in it cannot be read. It may have been cut off.',
    'In the selection B, “text” cannot be read.',
  ]);
});

test('frameworks of a link must be there, and the same', () => {
  const faults = (own: string, other: string) =>
    frameworkFaults(queryOf({ framework: own }, {}, { framework: other }), entries);
  expect(faults('sheffield-send', 'sheffield-send')).toEqual([]);
  expect(faults('elsewhere', 'elsewhere')).toEqual(['There is no framework “elsewhere”.']);
  expect(faults('sheffield-send', 'our-schools')).toHaveLength(1);
  expect(frameworkFaults('', entries)).toEqual([]);
});

test('what either selection names must be there, and is reported once', () => {
  const selection = { answers: { weather: ['rain'] } };
  expect(unknownIn(queryOf(selection, {}, selection), lexicon)).toEqual([
    'The framework has no question “weather”.',
  ]);
});

test('a parameter that is misspelt, or of another page, is reported', () => {
  expect(unknownNames('?s={}&b={}&sort=newest&layer=zones&pair=a,b', 'maps')).toEqual([]);
  expect(unknownNames('?frmework=sheffield-send&layer=zones', 'maps')).toEqual([
    ['frmework', 'sheffield-send'],
  ]);
  expect(unknownNames('?layer=zones', 'compare')).toEqual([['layer', 'zones']]);
  expect(unknownNames('?measure=count&by=month&target=3&steps=[]', 'change')).toEqual([]);
  expect(unknownNames('?method=hdbscan&by=timing&k=3&names={}&walk=x', 'clusters')).toEqual([]);
  expect(unknownNames('?against=pinned', 'words')).toEqual([]);
});

test('a place on a map that the framework does not have is reported', () => {
  expect(placeFaults('?sort=nearest&near=timing:0.4', lexicon)).toEqual([]);
  expect(placeFaults('?sort=nearest&near=difference:0.4', lexicon)).toEqual([['near', 'difference:0.4']]);
  expect(placeFaults('?sort=nearest&near=around_the_child/nobody:0.4,0.4', lexicon)).toHaveLength(1);
});
