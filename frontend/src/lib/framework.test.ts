import { expect, test } from 'vitest';
import { optionsFor, promptsFor, signifiersFor, type Framework, type Signifier } from './framework';
import { directionOf, sayIn, closestTag } from './i18n/tags';

const choice = (id: string, more: object = {}): Signifier => ({
  id,
  kind: 'choice',
  question: { en: id },
  options: [{ id: 'a', label: { en: 'A' } }],
  ...more,
});

const framework: Framework = {
  slug: 'small',
  version: 1,
  title: { en: 'Small' },
  languages: ['en', 'en-x-easy', 'ur'],
  prompts: [
    { id: 'any', text: { en: 'Any' } },
    { id: 'work', text: { en: 'Work' }, audiences: ['professional'] },
  ],
  signifiers: [
    choice('audience'),
    choice('everyone'),
    choice('staff', { audiences: ['professional'] }),
    choice('moving', { prompts: ['work'] }),
  ],
};

test('a missing variant is said in its base language, a missing language in the first declared', () => {
  const text = { en: 'Hello', ur: 'سلام' };
  expect(sayIn(text, 'en-x-easy', framework.languages)).toEqual({ text: 'Hello', tag: 'en' });
  expect(sayIn(text, 'ur', framework.languages)).toEqual({ text: 'سلام', tag: 'ur' });
  expect(sayIn(text, 'so', framework.languages)).toEqual({ text: 'Hello', tag: 'en' });
  expect(sayIn({ so: 'Salaan' }, 'ur', framework.languages)).toEqual({ text: 'Salaan', tag: 'so' });
});

test('Urdu runs from right to left, easy English does not', () => {
  expect(directionOf('ur')).toBe('rtl');
  expect(directionOf('ur-x-easy')).toBe('rtl');
  expect(directionOf('en-x-easy')).toBe('ltr');
});

test('prompts and questions follow who is asked', () => {
  const ids = (audience?: string, prompt?: string) =>
    signifiersFor(framework, audience, prompt).map(({ id }) => id);
  expect(promptsFor(framework, 'family').map(({ id }) => id)).toEqual(['any']);
  expect(promptsFor(framework, undefined).map(({ id }) => id)).toEqual(['any']);
  expect(promptsFor(framework, 'professional').map(({ id }) => id)).toEqual(['any', 'work']);
  expect(ids('family', 'any')).toEqual(['everyone']);
  expect(ids('professional', 'work')).toEqual(['everyone', 'staff', 'moving']);
});

test('an option that is kept for earlier stories is not offered', () => {
  const options = [
    { id: 'now', label: { en: 'Now' } },
    { id: 'once', label: { en: 'Once' }, retired: true },
  ];
  const length = choice('length', { options });
  expect(length.kind === 'choice' && optionsFor(length, undefined).map(({ id }) => id)).toEqual(['now']);
  const gone = choice('gone', { options: options.slice(1) });
  const ids = signifiersFor({ ...framework, signifiers: [length, gone] }, undefined, undefined);
  expect(ids.map(({ id }) => id)).toEqual(['length']);
});

test('nobody is left without a prompt', () => {
  const staffOnly = { ...framework, prompts: framework.prompts.slice(1) };
  expect(promptsFor(staffOnly, undefined)).toHaveLength(1);
});

test('the language nearest to a wish is spoken: the tag itself, else its language and script, else the first', () => {
  const declared = ['en', 'en-x-easy', 'ur', 'zh-Hans'];
  expect(closestTag(declared, ['ur-PK', 'en'])).toBe('ur');
  expect(closestTag(declared, ['zh-CN'])).toBe('zh-Hans');
  expect(closestTag(declared, ['zh-TW', 'en-GB'])).toBe('en');
  expect(closestTag(declared, ['en-x-easy', 'en'])).toBe('en-x-easy');
  expect(closestTag(declared, ['fr', '*'])).toBe('en');
});
