import { beforeEach, expect, test } from 'vitest';
import document from '../../../../src/frameworks/sheffield-send.json';
import type { Framework } from '../../lib/framework';
import { checkNumber } from '../paper/code';
import { itemsOf, NO_LIMITS, onlyAudience } from '../paper/form';
import { PaperTranscription, type PaperBatch } from './transcription.svelte';

const framework = document as unknown as Framework;
const items = itemsOf(framework, { audiences: [], signifiers: ['difference', 'services'] }, undefined);
const CODE = '0A1B2C3D4E5F6G7H8J9K0M1N2P';
const BATCH: PaperBatch = {
  framework,
  language: 'en-x-easy',
  collection: 'PARK-7K2M',
  audience: undefined,
  told: '2026-05-09',
};

let typing: PaperTranscription;
beforeEach(() => {
  typing = new PaperTranscription();
});

test('a code counts once its check number is right, or the form has none', () => {
  typing.code = CODE;
  expect(typing.receipt).toBeUndefined();
  typing.unchecked = true;
  expect(typing.receipt).toBe(CODE);
  typing.unchecked = false;
  typing.code = `${CODE} ${checkNumber(CODE)}`;
  expect(typing.receipt).toBe(CODE);
  typing.sendAs('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
  expect(typing.receipt).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
  typing.useCodeOnForm();
  expect(typing.receipt).toBe(CODE);
});

test('what is sent is what stands on the form', () => {
  typing.text = ' The nursery rang. ';
  typing.answer('difference', { triad: [0.5, 0.3, 0.2], input: 'pointer' });
  typing.answer('services', { choice: ['other'], write_in: ' the choir ' });
  typing.answer('timing', { dyad: 0.2 });
  typing.answer('audience', { choice: ['family'] });
  expect(typing.transcription(BATCH, items, CODE, 'moment')).toEqual({
    framework: 'sheffield-send',
    version: framework.version,
    language: 'en-x-easy',
    receipt: CODE,
    prompt: 'moment',
    text: 'The nursery rang.',
    answers: {
      audience: { choice: ['family'] },
      difference: { triad: [0.5, 0.3, 0.2], input: 'pointer' },
      services: { choice: ['other'], write_in: 'the choir' },
    },
    consent: { analysis: false, quotation: false },
    asked: ['audience', 'difference', 'services'],
    collection: 'PARK-7K2M',
    told: '2026-05-09',
  });
});

test('a storyteller is asked what their form has, without the questions that it says are for others', () => {
  const signifiers = framework.signifiers.map((signifier) => {
    if (signifier.id === 'timing') return { ...signifier, ask: { child: 'core' as const } };
    if (signifier.id === 'voice') return { ...signifier, ask: 'more' as const };
    return signifier.id === 'information' ? { ...signifier, prompts: ['growing_up'] } : signifier;
  });
  const limits = { audiences: [], signifiers: ['timing', 'voice', 'information'] };
  const form = itemsOf({ ...framework, signifiers }, limits, undefined);
  const asked = () => typing.transcription(BATCH, form, CODE, 'moment').asked;
  expect(asked()).toEqual(['audience', 'timing', 'voice']);
  typing.answer('audience', { choice: ['family'] });
  expect(asked()).toEqual(['audience', 'voice']);
  typing.answer('timing', { dyad: 0.5 });
  expect(asked()).toEqual(['audience', 'voice', 'timing']);
  typing.answer('audience', { choice: ['child'] });
  expect(asked()).toEqual(['audience', 'timing', 'voice']);
});

test('a collection for one audience does not ask for it, and its stories say so all the same', () => {
  const children = { audiences: ['child'], signifiers: ['difference'] };
  const unasked = itemsOf(framework, children, 'child');
  expect(unasked.map(({ kind }) => kind)).not.toContain('audience');
  const batch = { ...BATCH, audience: onlyAudience(framework, children) };
  expect(typing.transcription(batch, unasked, CODE, 'moment').answers).toEqual({
    audience: { choice: ['child'] },
  });
  for (const audiences of [[], ['child', 'family'], ['somebody']]) {
    expect(onlyAudience(framework, { audiences, signifiers: [] })).toBeUndefined();
  }
});

test('a form with one prompt needs no choice of it', () => {
  const single = { ...framework, prompts: framework.prompts.slice(0, 1) };
  expect(typing.promptOf(single, itemsOf(single, NO_LIMITS, 'family'))).toBe('moment');
  expect(typing.promptOf(framework, items)).toBeUndefined();
});
