import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { Framework } from '../../lib/framework';
import { parseReceipt } from '../../lib/receipt';
import { Draft } from './draft.svelte';

const option = (id: string) => ({ id, label: { en: id } });
const framework: Framework = {
  slug: 'small',
  version: 3,
  title: { en: 'Small' },
  languages: ['en'],
  prompts: [{ id: 'only', text: { en: 'Only' } }],
  signifiers: [
    {
      id: 'audience',
      kind: 'choice',
      question: { en: 'Who?' },
      options: [option('family'), option('child')],
    },
    {
      id: 'for_family',
      kind: 'choice',
      question: { en: '?' },
      audiences: ['family'],
      options: [option('a')],
    },
    {
      id: 'difference',
      kind: 'triad',
      question: { en: '?' },
      corners: [option('x'), option('y'), option('z')],
    },
  ],
};

function aDraft(): Draft {
  const draft = new Draft();
  draft.text = '  They rang.  ';
  return draft;
}

test('an untouched question is not sent, and nothing is agreed to unasked', () => {
  const sent = aDraft().submission(framework, 'en', undefined);
  expect(sent.answers).toEqual({});
  expect(sent.consent).toEqual({ analysis: false, quotation: false });
  expect(sent).not.toHaveProperty('title');
  expect(sent).not.toHaveProperty('collection');
  expect(sent.text).toBe('They rang.');
  expect(sent.prompt).toBe('only');
  expect(parseReceipt(sent.receipt)).toBe(sent.receipt);
});

test('a new draft has no answer about consent, and a stored one those that were given', () => {
  const draft = aDraft();
  expect(draft.consent).toEqual({ analysis: undefined, quotation: undefined });
  expect(Draft.from(draft.saved()).consent).toEqual(draft.consent);
  for (const consent of [
    { analysis: false, quotation: undefined },
    { analysis: true, quotation: undefined },
    { analysis: true, quotation: false },
    { analysis: true, quotation: true },
  ]) {
    draft.consent = consent;
    expect(Draft.from(draft.saved(), false).consent).toEqual(consent);
    expect(draft.asSecond().consent).toEqual(consent);
  }
});

test('a draft of an earlier build is asked about consent unless it was past that page', () => {
  const { decided, reminded, ...earlier } = aDraft().saved();
  expect([decided, reminded]).toEqual([[], false]);
  const ticked = { ...earlier, consent: { analysis: true, quotation: false } };
  expect(Draft.from(earlier, false).consent).toEqual({ analysis: undefined, quotation: undefined });
  expect(Draft.from(earlier, true).consent).toEqual({ analysis: false, quotation: false });
  expect(Draft.from(ticked, false).consent).toEqual({ analysis: true, quotation: undefined });
  expect(Draft.from(ticked, true).consent).toEqual({ analysis: true, quotation: false });
});

test('a story that may not be counted is not quoted, and a draft that reminded of that does not do so again', () => {
  const draft = aDraft();
  draft.consent = { analysis: false, quotation: true };
  expect(draft.submission(framework, 'en', undefined).consent).toEqual({ analysis: false, quotation: false });
  expect(draft.reminded).toBe(false);
  draft.reminded = true;
  expect([Draft.from(draft.saved()).reminded, draft.asSecond().reminded]).toEqual([true, true]);
});

test('the same draft is sent with the same receipt and the same body every time', () => {
  const draft = aDraft();
  draft.answer('difference', { triad: [0.5, 0.3, 0.2], input: 'pointer' });
  const first = JSON.stringify(draft.submission(framework, 'en', 'CODE'));
  expect(JSON.stringify(draft.submission(framework, 'en', 'CODE'))).toBe(first);
});

test('answers to questions that are no longer asked stay behind', () => {
  const draft = aDraft();
  draft.answer('audience', { choice: ['family'] });
  draft.answer('for_family', { choice: ['a'] });
  flushSync();
  expect(Object.keys(draft.submission(framework, 'en', undefined).answers)).toEqual([
    'audience',
    'for_family',
  ]);
  draft.answer('audience', { choice: ['child'] });
  flushSync();
  expect(Object.keys(draft.submission(framework, 'en', undefined).answers)).toEqual(['audience']);
});

test('a cleared answer is gone', () => {
  const draft = new Draft();
  expect(draft.begun).toBe(false);
  draft.answer('difference', { triad: [1, 0, 0] });
  expect(draft.begun).toBe(true);
  draft.answer('difference', undefined);
  expect(draft.begun).toBe(false);
});

test('a recording or a picture tells a story too, and leaving would lose it', () => {
  const draft = new Draft();
  draft.voice = new Blob(['voice']);
  flushSync();
  expect([draft.shown, draft.begun]).toEqual([true, true]);
  expect(draft.submission(framework, 'en', undefined).text).toBe('');
});

test('a worry is said only when the box was ticked', () => {
  const draft = aDraft();
  expect(draft.submission(framework, 'en', undefined)).not.toHaveProperty('worried');
  draft.worried = true;
  expect(draft.submission(framework, 'en', undefined).worried).toBe(true);
});

test('stories share a key only where their teller wants them linked', () => {
  const first = aDraft();
  const linked = new Draft(first.teller);
  const apart = new Draft();
  const keys = [first, linked, apart].map((draft) => draft.submission(framework, 'en', undefined).teller);
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
  expect(linked.receipt).not.toBe(first.receipt);
  expect(parseReceipt(first.teller)).toBe(first.teller);
});

test('a story that goes as a second one says the same under a receipt of its own', () => {
  const first = aDraft();
  first.told = '2026-03-02';
  first.markSent();
  const second = first.asSecond();
  expect(second.receipt).not.toBe(first.receipt);
  const said = first.submission(framework, 'en', undefined);
  expect(second.submission(framework, 'en', undefined)).toEqual({ ...said, receipt: second.receipt });
  expect([second.told, second.wasSent, second.otherFiles]).toEqual([undefined, false, false]);
});

test('a draft knows whether another recording or picture went out with it first', () => {
  const draft = aDraft();
  const drawing = new Blob(['a house'], { type: 'image/png' });
  draft.picture = drawing;
  expect(draft.otherFiles).toBe(false);
  draft.markSent();
  expect(draft.otherFiles).toBe(false);
  draft.picture = undefined;
  draft.markSent();
  expect(draft.otherFiles).toBe(true);
  draft.picture = drawing;
  expect(draft.otherFiles).toBe(false);
});

test('a story that waits and is opened again has gone out with the files that it has', () => {
  const picture = new Blob(['a house'], { type: 'image/png' });
  const opened = Draft.from({ ...aDraft().saved(), told: '2026-03-02', picture });
  expect(opened.otherFiles).toBe(false);
  opened.picture = new Blob(['a garden'], { type: 'image/png' });
  expect(opened.otherFiles).toBe(true);
});
