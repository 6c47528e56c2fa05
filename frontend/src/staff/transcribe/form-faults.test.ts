import { beforeEach, expect, test, vi } from 'vitest';
import document from '../../../../src/frameworks/sheffield-send.json';
import type { Framework } from '../../lib/framework';
import { en } from '../../lib/i18n/en';
import { itemsOf, NO_LIMITS, type Item } from '../paper/form';
import { transcribe as words } from '../texts';
import { codeFaults, formFaults, itemFaults } from './form-faults';
import { PaperTranscription } from './transcription.svelte';

const framework = document as unknown as Framework;
const items = itemsOf(framework, NO_LIMITS, undefined);
const CODE = '0A1B2C3D4E5F6G7H8J9K0M1N2P';

let typing: PaperTranscription;
beforeEach(() => {
  typing = new PaperTranscription();
});

const itemOf = (kind: Item['kind']): Item => {
  const found = items.find((item) => item.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};
const unfinished = { message: 'Put the other stones down too', target: 'stones' };
const here = (kind: Item['kind']) =>
  itemFaults(itemOf(kind), typing, [unfinished], en).map(({ message }) => message);

test('a code that is missing and one that is not finished are told apart', () => {
  expect(codeFaults(typing).map(({ message }) => message)).toEqual([words.code.missing]);
  typing.code = CODE.slice(0, 5);
  expect(codeFaults(typing).map(({ message }) => message)).toEqual([words.code.unfinished]);
  typing.sendAs(CODE);
  expect(codeFaults(typing)).toEqual([]);
});

test('each item has its own faults', () => {
  expect(here('prompt')).toEqual([words.prompt.missing]);
  typing.prompt = 'moment';
  expect(here('prompt')).toEqual([]);
  expect(here('story')).toEqual([en.story.missing]);
  typing.text = 'They rang.';
  expect(here('story')).toEqual([]);
  expect(here('signifier')).toEqual([unfinished.message]);
  expect(here('consent')).toEqual([]);
});

test('before a form is sent, each fault leads back to its step', () => {
  const back = vi.fn();
  const faults = formFaults(typing, framework, items, en, back);
  expect(faults.map(({ message }) => message)).toEqual([
    words.code.missing,
    words.prompt.missing,
    en.story.missing,
  ]);
  for (const { act } of faults) act?.();
  expect(back.mock.calls).toEqual([[0], [itemOf('prompt').number], [itemOf('story').number]]);
});

test('a form with code, prompt and text can be sent', () => {
  typing.sendAs(CODE);
  typing.prompt = framework.prompts[0]?.id;
  typing.text = 'They rang.';
  expect(formFaults(typing, framework, items, en, vi.fn())).toEqual([]);
});
