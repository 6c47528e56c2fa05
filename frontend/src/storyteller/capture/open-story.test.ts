import { beforeEach, expect, test } from 'vitest';
import type { Result } from '../../api/client';
import type { Framework } from '../../lib/framework';
import type { StoredDraft } from '../offline/draft-store';
import type { StoredStory } from '../offline/queued-story';
import { Draft } from './draft.svelte';
import type { FormLoader } from './form-loader.svelte';
import type { OfflineSupport } from './offline-support.svelte';
import { OpenStory } from './open-story.svelte';

const SENT: Result<unknown> = { ok: true, value: undefined };

/** What the device was told, in order. */
let device: unknown[];
let form: {
  framework: Pick<Framework, 'slug' | 'version'> | undefined;
  code: string | undefined;
  begunWith: unknown;
  steps: boolean;
  found: boolean;
  tag: string | undefined;
};
let story: OpenStory;

beforeEach(() => {
  device = [];
  const state = (form = {
    framework: { slug: 'ours', version: 3 },
    code: 'PARK-7K2M',
    begunWith: undefined,
    steps: true,
    found: true,
    tag: undefined,
  } as typeof form);
  const loader = {
    get framework() {
      return state.framework;
    },
    get code() {
      return state.code;
    },
    loadSteps: async () => state.steps,
    find: async (origin: unknown) => (state.found ? { origin } : undefined),
    carryOn: async (begunWith: unknown, tag: string) => Object.assign(state, { begunWith, tag }),
    startNew: () => (state.begunWith = undefined),
  };
  const offline = {
    draftEvent: 'elsewhere' as string | undefined,
    setCurrent: (found?: StoredDraft) => device.push(['open', found?.slot]),
    keep: (kept: unknown) => device.push(['keep', kept]),
    forgetDraft: async () => device.push(['forget']),
    wipe: () => device.push(['wipe']),
    finished: async (_: unknown, stories: { receipt: string }[]) => {
      device.push(['finished', stories.map(({ receipt }) => receipt)]);
      return SENT;
    },
  };
  story = new OpenStory(loader as unknown as FormLoader<unknown>, offline as unknown as OfflineSupport);
});

function found(step = 'story'): StoredDraft {
  const draft = new Draft();
  draft.text = 'They rang.';
  const kept = { framework: 'ours', version: 2, tag: 'ur', step, code: undefined, draft: draft.saved() };
  return { kept, slot: 'slot-1', edition: '1', changed: undefined };
}

test('a stored draft is opened with the version and in the language that it was begun with', async () => {
  expect(await story.resume(found())).toBe(true);
  expect([story.draft.text, story.draft.kept, form.tag]).toEqual(['They rang.', true, 'ur']);
  expect(form.begunWith).toMatchObject({ origin: { framework: 'ours', version: 2 } });
  expect(device).toEqual([['open', 'slot-1']]);
});

test('a draft whose version or steps cannot be loaded changes nothing', async () => {
  const before = story.draft;
  form.found = false;
  expect(await story.resume(found())).toBe(false);
  form.found = true;
  form.steps = false;
  expect(await story.resume(found())).toBe(false);
  expect([story.draft === before, form.begunWith, device]).toEqual([true, undefined, []]);
});

test('a story of the queue is opened with its receipt and its edition, and is no stored draft', async () => {
  const queued = {
    receipt: 'R1',
    framework: 'ours',
    version: 2,
    language: 'en',
    text: 'They rang.',
    answers: {},
  };
  const stored = {
    story: { ...queued, consent: { analysis: true, quotation: false }, teller: 'T1', told: '2026-05-09' },
    edition: 'E1',
  };
  expect(await story.reopen(stored as unknown as StoredStory)).toBe(true);
  const { draft } = story;
  expect([draft.receipt, draft.edition, draft.text, draft.kept]).toEqual(['R1', 'E1', 'They rang.', false]);
  expect(device).toEqual([['open', undefined]]);
});

test('a draft is stored only while the storyteller wants that', () => {
  story.store('story', 'en');
  expect(device).toEqual([]);
  story.setStored(true);
  story.draft.text = 'They rang.';
  story.store('consent', 'ur');
  expect(device).toMatchObject([
    [
      'keep',
      {
        framework: 'ours',
        version: 3,
        tag: 'ur',
        step: 'consent',
        code: 'PARK-7K2M',
        draft: { text: 'They rang.' },
      },
    ],
  ]);
  story.setStored(false);
  story.store('consent', 'ur');
  expect(device.slice(1)).toEqual([['forget']]);
});

test('a story with a new receipt is finished for its earlier receipts too', async () => {
  const first = story.draft.receipt;
  story.draft.text = 'They rang.';
  story.takeNewReceipt();
  const second = story.draft.receipt;
  expect([second === first, story.draft.text]).toEqual([false, 'They rang.']);
  await story.finish(Promise.resolve(SENT));
  expect(device).toEqual([['finished', [first, second]]]);
  story.begin();
  await story.finish(Promise.resolve(SENT));
  expect(device.at(-1)).toEqual(['finished', [story.draft.receipt]]);
});

test('the next story is linked to the one sent last only if the storyteller wants that', () => {
  const { teller, receipt } = story.draft;
  story.sent();
  expect(story.draft.receipt).not.toBe(receipt);
  expect(story.draft.teller).not.toBe(teller);
  story.begin(true);
  expect(story.draft.teller).toBe(teller);
  story.begin(false);
  expect(story.draft.teller).not.toBe(teller);
});

test('after everything was wiped, nothing links to the story before', () => {
  const { teller } = story.draft;
  story.sent();
  story.wipe();
  story.begin(true);
  expect(story.draft.teller).not.toBe(teller);
  expect(device).toContainEqual(['wipe']);
});
