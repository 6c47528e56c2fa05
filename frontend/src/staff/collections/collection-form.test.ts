import { describe, expect, test } from 'vitest';
import document from '../../../../src/frameworks/sheffield-send.json';
import type { Framework } from '../../lib/framework';
import type { Collection } from '../../api/types';
import {
  editOf,
  fieldsOf,
  meanwhile,
  requestOf,
  countWords,
  emptyFields,
  faultsFrom,
  faultsOf,
  kioskStart,
  type CollectionFields,
} from './collection-form';

const framework = document as unknown as Framework;
const TODAY = '2026-05-10';
const making = (part: Partial<CollectionFields>): CollectionFields => ({
  ...emptyFields('sheffield-send'),
  name: 'In the park',
  ...part,
});
const targets = (part: Partial<CollectionFields>) =>
  faultsOf(making(part), TODAY).map(({ target }) => target);

describe('making a collection', () => {
  test('needs a name, and days in order that are not over', () => {
    expect(targets({})).toEqual([]);
    expect(targets({ name: '  ' })).toEqual(['name']);
    expect(targets({ opens: '2026-06-02', closes: '2026-06-01' })).toEqual(['closes']);
    expect(targets({ closes: '2026-05-09' })).toEqual(['closes']);
    expect(targets({ opens: TODAY, closes: TODAY })).toEqual([]);
  });

  test('takes 3 to 5 questions for a kiosk, and at least one of one’s own choice', () => {
    const some = (count: number) => ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, count);
    for (const count of [3, 4, 5]) expect(targets({ preset: 'kiosk', signifiers: some(count) })).toEqual([]);
    for (const count of [0, 2, 6])
      expect(targets({ preset: 'kiosk', signifiers: some(count) })).toEqual(['signifiers']);
    expect(targets({ preset: 'own' })).toEqual(['signifiers']);
    expect(targets({ preset: 'own', signifiers: some(1) })).toEqual([]);
  });

  test('begins a kiosk with questions that suit one', () => {
    expect(kioskStart(framework)).toEqual(['difference', 'needed', 'timing', 'feelings']);
    const small = { ...framework, signifiers: framework.signifiers.slice(0, 3) };
    expect(kioskStart(small)).toEqual(['difference', 'needed']);
  });

  test('says how many are chosen, and what a kiosk still wants', () => {
    expect(countWords(making({ preset: 'kiosk', signifiers: ['a'] }))).toContain('choose 2 more');
    expect(countWords(making({ preset: 'kiosk', signifiers: ['a', 'b', 'c'] }))).toContain(
      'right for a kiosk',
    );
    expect(countWords(making({ preset: 'kiosk', signifiers: [...'abcdefg'] }))).toContain('leave out 2');
  });

  test('sends only what was said, with the questions in the framework’s order', () => {
    expect(requestOf(making({ signifiers: ['timing'] }), framework)).toEqual({
      name: 'In the park',
      framework: 'sheffield-send',
    });
    const kiosk = making({
      preset: 'kiosk',
      signifiers: ['timing', 'difference', 'needed'],
      place: ' Park ',
    });
    expect(requestOf(kiosk, framework)).toEqual({
      name: 'In the park',
      framework: 'sheffield-send',
      place: 'Park',
      signifiers: ['difference', 'needed', 'timing'],
      kiosk: true,
    });
  });
});

test('what the service finds is told at its field', () => {
  expect(faultsFrom([{ field: 'signifiers[2]', message: 'stands there twice' }])).toEqual([
    { target: 'signifiers', message: 'Stands there twice' },
  ]);
});

const kept = (part: Partial<Collection>): Collection => ({
  join_code: 'PARK-7K2M',
  name: 'In the park',
  framework: 'sheffield-send',
  audiences: ['child'],
  signifiers: ['timing', 'difference', 'feelings'],
  kiosk: true,
  open: true,
  stories: 0,
  revision: '0'.repeat(32),
  ...part,
});

describe('editing a collection', () => {
  test('begins with what it is, and sends that again', () => {
    const read = kept({ wording: 'easy', language: 'en', closes: '2026-05-01', round: 'first' });
    const { join_code, open, stories, revision, signifiers, ...rest } = read;
    expect(requestOf(fieldsOf(read), framework)).toEqual({
      ...rest,
      signifiers: ['difference', 'timing', 'feelings'],
    });
    expect([join_code, open, stories, revision, signifiers.length]).toHaveLength(5);
  });

  test('leaves what storytellers were asked as it is once there are stories', () => {
    const read = kept({ stories: 3 });
    const typed = {
      ...fieldsOf(read),
      name: 'In the hall',
      audiences: [],
      signifiers: [],
      preset: 'full' as const,
    };
    expect(editOf(typed, framework, read)).toMatchObject({
      name: 'In the hall',
      audiences: ['child'],
      signifiers: ['timing', 'difference', 'feelings'],
      kiosk: true,
    });
  });

  test('may keep a last day that is over', () => {
    const before = fieldsOf(kept({ closes: '2026-05-01' }));
    expect(faultsOf(before, TODAY, [], before)).toEqual([]);
    const other = { ...before, closes: '2026-05-02' };
    expect(faultsOf(other, TODAY, [], before).map(({ target }) => target)).toEqual(['closes']);
  });

  test('takes over what another person changed, except where both did', () => {
    const read = fieldsOf(kept({ place: 'The park' }));
    const now = { ...read, name: 'Theirs', place: 'The hall', round: 'second' };
    const mine = { ...read, name: 'Mine', partner: 'Youth council', round: 'second' };
    const { merged, changes } = meanwhile(read, now, mine);
    expect(merged).toEqual({ ...now, name: 'Mine', partner: 'Youth council' });
    expect(changes).toEqual([
      { field: 'name', now: 'Theirs', mine: 'Mine' },
      { field: 'place', now: 'The hall' },
      { field: 'round', now: 'second' },
    ]);
  });
});
