import { expect, test } from 'vitest';
import {
  blankDoc,
  blankSignifier,
  freeId,
  listedOptions,
  move,
  partOf,
  placeOf,
  textPath,
  textsOf,
  tidied,
} from './parts';

test('a remark belongs to the part whose field it names', () => {
  expect(partOf('signifiers[3].corners[0].label')).toBe('signifiers[3]');
  expect(partOf('prompts[0].text')).toBe('prompts[0]');
  expect(partOf('languages')).toBe('about');
  expect(partOf('')).toBe('about');
  expect(placeOf('signifiers[12]')).toEqual({ list: 'signifiers', index: 12 });
  expect(placeOf('about')).toBeUndefined();
});

test('an id is never taken twice', () => {
  expect(freeId('triad', [])).toBe('triad');
  expect(freeId('triad', ['triad', 'triad_2'])).toBe('triad_3');
});

test('a list becomes options with ids of their own, in every language, without those that are there', () => {
  const present = [{ id: 'st_marys', label: { en: 'St Mary’s' } }];
  const list = 'St Mary’s\r\nST MARYS\n\nurn7\tÉcole\n 谢菲尔德 \n谢菲尔德\nA\t\n';
  expect(listedOptions(list, present, ['en', 'ur'])).toEqual([
    { id: 'st_marys_2', label: { en: 'ST MARYS', ur: 'ST MARYS' } },
    { id: 'urn7', label: { en: 'École', ur: 'École' } },
    { id: 'option', label: { en: '谢菲尔德', ur: '谢菲尔德' } },
    { id: 'a', label: { en: 'A', ur: 'A' } },
  ]);
});

test('a new signifier of each kind has an empty text in every language for everything it shows', () => {
  const doc = blankDoc('our-question');
  doc.languages.push('ur');
  for (const kind of ['triad', 'dyad', 'stones', 'choice'] as const) {
    doc.signifiers.push(blankSignifier(doc, kind));
  }
  const asked = textsOf(doc).slice(2);
  expect(asked).toHaveLength(4 + 3 + 2 + 4 + 2 + 2);
  for (const text of asked) expect(text).toEqual({ en: '', ur: '' });
});

test('a text has the path by which translators know it', () => {
  const doc = blankDoc('our-question');
  doc.signifiers.push(blankSignifier(doc, 'triad'));
  expect(textPath(doc, 'signifiers[0]', 'corners/first')).toBe('signifiers/triad/corners/first');
  expect(textPath(doc, 'about', 'title')).toBe('title');
});

test('a thing at the end of a list stays there', () => {
  const list = ['a', 'b', 'c'];
  expect(move(list, 2, 1)).toBe(2);
  expect(move(list, 0, 1)).toBe(1);
  expect(list).toEqual(['b', 'a', 'c']);
});

test('an introduction and hints that say nothing are left out, and what is said stays', () => {
  const doc = blankDoc('our-question');
  doc.introduction = { en: ' ' };
  doc.signifiers.push({ ...blankSignifier(doc, 'dyad'), hint: { en: 'It can be anything.' } });
  doc.signifiers.push({ ...blankSignifier(doc, 'dyad'), hint: { en: '' } });
  const sent = tidied(doc);
  expect(sent).not.toHaveProperty('introduction');
  expect(sent.signifiers[0]?.hint).toEqual({ en: 'It can be anything.' });
  expect(sent.signifiers[1]).not.toHaveProperty('hint');
});
