import { expect, test } from 'vitest';
import type { JoinedCollection } from '../../api/types';
import type { Framework } from '../../lib/framework';
import { Draft } from './draft.svelte';
import { stepsFor } from './flow';
import { onlyAudience, restricted } from '../../lib/collection-limits';

const option = (id: string) => ({ id, label: { en: id } });
const framework: Framework = {
  slug: 'small',
  version: 1,
  title: { en: 'Small' },
  languages: ['en'],
  prompts: [{ id: 'only', text: { en: 'Only' } }],
  signifiers: [
    {
      id: 'audience',
      kind: 'choice',
      question: { en: 'Who?' },
      options: [option('family'), option('child'), option('professional')],
    },
    {
      id: 'difference',
      kind: 'triad',
      question: { en: '?' },
      corners: [option('x'), option('y'), option('z')],
    },
    { id: 'timing', kind: 'dyad', question: { en: '?' }, left: option('l'), right: option('r') },
  ],
};
const joined = (more: Partial<JoinedCollection>): JoinedCollection => ({
  join_code: 'PARK',
  name: 'Park',
  framework: 'small',
  audiences: [],
  signifiers: [],
  kiosk: false,
  open: true,
  ...more,
});
const asked = (more: Partial<JoinedCollection>) =>
  restricted(framework, joined(more)).signifiers.map(({ id }) => id);

test('a collection that names nothing asks everything', () => {
  expect(restricted(framework, joined({ signifiers: [], audiences: [] }))).toBe(framework);
  expect(restricted(framework, undefined)).toBe(framework);
});

test('a collection asks its own questions, and still who is telling', () => {
  expect(asked({ signifiers: ['timing'] })).toEqual(['audience', 'timing']);
});

test('only the audiences of the collection are offered', () => {
  const [audience] = restricted(framework, joined({ audiences: ['family', 'child'] })).signifiers;
  expect(audience?.kind === 'choice' && audience.options.map(({ id }) => id)).toEqual(['family', 'child']);
});

test('where there is only one audience, nobody is asked, and it goes with the story', () => {
  const only = restricted(framework, joined({ audiences: ['family'] }));
  const soFar = { audience: 'family', prompt: 'only' };
  expect(stepsFor(framework, soFar, [])).toContain('audience');
  expect(stepsFor(only, soFar, [])).not.toContain('audience');
  const draft = new Draft();
  draft.assumed = 'family';
  expect(draft.begun).toBe(false);
  expect(draft.submission(only, 'en', 'PARK').answers).toEqual({ audience: { choice: ['family'] } });
  expect(onlyAudience(joined({ audiences: ['family'] }))).toBe('family');
  expect(onlyAudience(joined({ audiences: ['family', 'child'] }))).toBeUndefined();
});

test('a framework that does not ask who is telling is not told', () => {
  const silent = { ...framework, signifiers: framework.signifiers.slice(1) };
  const draft = new Draft();
  draft.assumed = 'family';
  expect(
    draft.submission(restricted(silent, joined({ audiences: ['family'] })), 'en', 'PARK').answers,
  ).toEqual({});
});
