import { describe, expect, test } from 'vitest';
import type { Framework } from '../../lib/framework';
import document from '../../../../src/frameworks/sheffield-send.json';
import { audiencesOf, itemsOf, keyOf, NO_LIMITS, onlyFor, onlyPrompt } from './form';

const framework = document as unknown as Framework;
const ids = (items: ReturnType<typeof itemsOf>) =>
  items.map((item) => (item.kind === 'signifier' ? item.signifier.id : item.kind));

describe('a paper form', () => {
  test('asks in the order of the pages, numbered from 1', () => {
    const items = itemsOf(framework, NO_LIMITS, undefined);
    expect(ids(items).slice(0, 4)).toEqual(['audience', 'prompt', 'story', 'difference']);
    expect(ids(items).at(-1)).toBe('consent');
    expect(items.map(({ number }) => number)).toEqual(items.map((_, i) => i + 1));
    expect(items).toHaveLength(3 + framework.signifiers.length - 1 + 1);
  });

  test('asks only what its collection asks', () => {
    const limits = { audiences: [], signifiers: ['timing', 'difference'] };
    expect(ids(itemsOf(framework, limits, undefined))).toEqual([
      'audience',
      'prompt',
      'story',
      'difference',
      'timing',
      'consent',
    ]);
  });

  test('asks the core first, and what may be left out after it', () => {
    const signifiers = framework.signifiers.map((signifier) =>
      signifier.id === 'difference'
        ? { ...signifier, ask: { family: 'core' as const, child: 'more' as const } }
        : signifier,
    );
    const limits = { audiences: [], signifiers: ['timing', 'difference'] };
    const order = (audience?: string) =>
      ids(itemsOf({ ...framework, signifiers }, limits, audience)).filter((id) =>
        framework.signifiers.some((one) => one.id === id && id !== 'audience'),
      );
    expect(order('family')).toEqual(['difference', 'timing']);
    expect(order('child')).toEqual(['timing', 'difference']);
    expect(order('professional')).toEqual(['timing']);
    expect(order()).toEqual(['timing', 'difference']);
  });

  test('offers only the audiences of its collection, and does not ask where there is one', () => {
    const two = { audiences: ['child', 'family'], signifiers: [] };
    const [first] = itemsOf(framework, two, undefined);
    expect(first?.kind === 'audience' && first.question.options.map(({ id }) => id)).toEqual([
      'child',
      'family',
    ]);
    expect(audiencesOf(framework, two)).toEqual(['child', 'family']);
    const one = { audiences: ['child'], signifiers: [] };
    expect(ids(itemsOf(framework, one, undefined))[0]).toBe('prompt');
    expect(ids(itemsOf(framework, one, 'child'))[0]).toBe('prompt');
  });

  test('prints no option that is only kept for earlier stories', () => {
    const signifiers = framework.signifiers.map((signifier) =>
      signifier.kind === 'choice' && signifier.id !== 'audience'
        ? { ...signifier, options: signifier.options.map((option, i) => ({ ...option, retired: i > 0 })) }
        : signifier,
    );
    const lengths = itemsOf({ ...framework, signifiers }, NO_LIMITS, undefined).flatMap((item) =>
      item.kind === 'signifier' && item.signifier.kind === 'choice' ? [item.signifier.options.length] : [],
    );
    expect(new Set(lengths)).toEqual(new Set([1]));
  });

  test('offers the prompts of those it is printed for', () => {
    const prompts = (audience?: string) =>
      itemsOf(framework, NO_LIMITS, audience).flatMap((item) =>
        item.kind === 'prompt' ? item.prompts.map(({ id }) => id) : [],
      );
    expect(prompts('family')).toEqual(['moment', 'growing_up']);
    expect(prompts('professional')).toEqual(['moment', 'growing_up', 'system_work']);
    expect(prompts()).toEqual(['moment', 'growing_up', 'system_work']);
  });

  test('asks for no prompt where there is only one', () => {
    const single = { ...framework, prompts: framework.prompts.slice(0, 1) };
    const items = itemsOf(single, NO_LIMITS, 'family');
    expect(ids(items)).not.toContain('prompt');
    expect(onlyPrompt(single, items)?.id).toBe('moment');
  });
});

test('what is meant for some of the readers says for whom', () => {
  const all = ['child', 'family', 'professional'];
  expect(onlyFor(['professional'], all)).toEqual(['professional']);
  expect(onlyFor(undefined, all)).toEqual([]);
  expect(onlyFor(['professional'], ['professional'])).toEqual([]);
});

test('options are marked with one key each', () => {
  expect([0, 8, 9, 11].map(keyOf)).toEqual(['1', '9', 'a', 'c']);
});
