import { beforeEach, expect, test, vi } from 'vitest';
import document from '../../../../src/frameworks/sheffield-send.json';
import { AUDIENCE, type Choice, type Framework, type Signifier } from '../../lib/framework';
import type { Item } from '../paper/form';
import { answerByKey } from './key-answers';
import { PaperTranscription } from './transcription.svelte';

const framework = document as unknown as Framework;
const NO_STONE = () => false;

let typing: PaperTranscription;
beforeEach(() => {
  typing = new PaperTranscription();
});

const choice = (id: string, options: number, max = 1): Choice => ({
  kind: 'choice',
  id,
  max,
  question: { en: id },
  options: Array.from({ length: options }, (_, i) => ({ id: `${id}-${i}`, label: { en: `${i}` } })),
});
const asItem = (signifier: Signifier): Item => ({ kind: 'signifier', number: 1, ask: 'core', signifier });
const find = (kind: Signifier['kind']) => {
  const found = framework.signifiers.find((signifier) => signifier.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};
const press = (key: string, item: Item, pickStone: (place: number) => boolean = NO_STONE) =>
  answerByKey(key, item, typing, pickStone);

test('of a choice of one, a key takes the place of the answer before', () => {
  const item = asItem(choice('phase', 4));
  expect([press('1', item), press('3', item)]).toEqual([true, true]);
  expect(typing.answers.phase).toEqual({ choice: ['phase-2'] });
  expect(press('9', item)).toBe(false);
});

test('of a choice of several, a key ticks and unticks, and what was written in stays', () => {
  const item = asItem(choice('services', 4, 3));
  typing.answer('services', { choice: [], write_in: 'a club' });
  press('1', item);
  press('2', item);
  press('1', item);
  expect(typing.answers.services).toEqual({ choice: ['services-1'], write_in: 'a club' });
  press('2', item);
  expect(typing.answers.services).toEqual({ choice: [], write_in: 'a club' });
});

test('a choice without any tick left is unanswered', () => {
  const item = asItem(choice('services', 4, 3));
  press('1', item);
  press('1', item);
  expect(typing.answers).toEqual({});
});

test('the options of a long choice have no keys', () => {
  expect(press('1', asItem(choice('school', 200)))).toBe(false);
});

test('N says that a question does not fit, and takes that back', () => {
  const item = asItem({ ...find('triad'), not_applicable: true } as Signifier);
  press('N', item);
  expect(Object.values(typing.answers)).toEqual(['not_applicable']);
  press('n', item);
  expect(typing.answers).toEqual({});
  expect(press('n', asItem({ ...find('triad'), not_applicable: false } as Signifier))).toBe(false);
});

test('a letter picks up a stone, and no stone when there are fewer', () => {
  const stones = find('stones');
  const pickStone = vi.fn(() => true);
  expect(press('b', asItem(stones), pickStone)).toBe(true);
  expect(pickStone).toHaveBeenCalledExactlyOnceWith(1);
});

test('prompts have letters, who is telling has numbers, and the boxes at the end have numbers', () => {
  press('b', { kind: 'prompt', number: 2, prompts: framework.prompts });
  expect(typing.prompt).toBe(framework.prompts[1]?.id);
  press('2', { kind: 'audience', number: 1, question: choice(AUDIENCE, 3) });
  expect(typing.answers[AUDIENCE]).toEqual({ choice: [`${AUDIENCE}-1`] });
  const boxes: Item = { kind: 'consent', number: 9 };
  expect(['1', '2', '3', '4'].map((key) => press(key, boxes))).toEqual([true, true, true, false]);
  expect([typing.consent, typing.worried]).toEqual([{ analysis: true, quotation: true }, true]);
  press('1', boxes);
  expect(typing.consent.analysis).toBe(false);
});

test('in the story keys are letters', () => {
  expect(press('a', { kind: 'story', number: 3 })).toBe(false);
});
