import { beforeEach, expect, test, vi } from 'vitest';
import type { Result } from '../../api/client';
import { OFFLINE, type Failure } from '../../api/problem';
import type { JoinedCollection } from '../../api/types';
import type { Framework } from '../../lib/framework';
import { Locale } from '../../lib/i18n/locale.svelte';
import type { Dictionary } from '../../lib/i18n';
import { en } from '../../lib/i18n/en';
import { FormLoader } from './form-loader.svelte';
import { Joining } from './joining.svelte';

const NOT_FOUND: Failure = { kind: 'not-found', errors: [] };

let frameworks: Record<string, Framework>;
let collections: Record<string, Result<JoinedCollection>>;
const requested: string[] = [];
vi.mock('../../api/storyteller', () => ({
  getFramework: async (slug: string, version?: number) => {
    const name = version === undefined ? slug : `${slug}/${version}`;
    requested.push(name);
    const value = frameworks[name];
    return value ? { ok: true, value } : { ok: false, failure: OFFLINE };
  },
  getCollection: async (code: string) => collections[code] ?? { ok: false, failure: NOT_FOUND },
}));

function framework(slug: string, version = 1): Framework {
  return {
    slug,
    version,
    title: { en: slug },
    languages: ['en', 'en-x-easy', 'ur'],
    machine_drafts: ['ur'],
    prompts: [{ id: 'moment', text: { en: 'A moment' } }],
    signifiers: ['one', 'two'].map((id) => ({
      kind: 'choice' as const,
      id,
      question: { en: id },
      options: [{ id: 'a', label: { en: 'A' } }],
    })),
  } as unknown as Framework;
}

const collection = (join_code: string, limits: Partial<JoinedCollection> = {}): JoinedCollection =>
  ({
    join_code,
    framework: 'ours',
    signifiers: [],
    audiences: [],
    open: true,
    ...limits,
  }) as JoinedCollection;

let locale: Locale;
let importSteps: () => Promise<string>;

beforeEach(() => {
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
  requested.length = 0;
  frameworks = { ours: framework('ours'), default: framework('default'), 'ours/1': framework('ours') };
  collections = {};
  locale = new Locale(en, async () => en as unknown as Dictionary);
  importSteps = async () => 'steps';
});

function loader({ code, language, trial }: { code?: string; language?: string; trial?: Framework } = {}) {
  return new FormLoader<string>({
    locale,
    query: { slug: 'default', language },
    joining: new Joining(code, undefined, false),
    trial,
    importSteps: () => importSteps(),
    mayShow: async () => undefined,
  });
}

const signifiersOf = (form: FormLoader<string>) => form.framework?.signifiers.map(({ id }) => id);

test('without a join code the framework of the address is offered', async () => {
  const form = loader();
  await form.load();
  expect([form.framework?.slug, form.steps, form.code, form.failure]).toEqual([
    'default',
    'steps',
    undefined,
    undefined,
  ]);
});

test('a collection brings its framework, and limits what is asked', async () => {
  collections['PARK-7K2M'] = { ok: true, value: collection('PARK-7K2M', { signifiers: ['two'] }) };
  const form = loader({ code: 'PARK-7K2M' });
  await form.load();
  expect([form.framework?.slug, signifiersOf(form), form.code]).toEqual(['ours', ['two'], 'PARK-7K2M']);
});

test('the form speaks the language of the address, else the one of the browser', async () => {
  await loader({ language: 'ur' }).load();
  expect([locale.tag, locale.declared, locale.drafts]).toEqual(['ur', ['en', 'en-x-easy', 'ur'], ['ur']]);
  vi.stubGlobal('navigator', { languages: ['ur-PK'] });
  locale = new Locale(en, async () => en as unknown as Dictionary);
  await loader().load();
  expect(locale.tag).toBe('ur');
});

test('loading again keeps a language that the storyteller chose meanwhile', async () => {
  const form = loader({ language: 'ur' });
  await form.load();
  await locale.speak('en-x-easy');
  await form.load();
  expect(locale.tag).toBe('en-x-easy');
});

test('a framework or steps that cannot be loaded are a failure until the next attempt', async () => {
  delete frameworks.default;
  importSteps = () => Promise.reject(new Error('offline'));
  const form = loader();
  await form.load();
  expect([form.failure, form.framework]).toEqual([OFFLINE, undefined]);
  frameworks.default = framework('default');
  await form.load();
  expect([form.failure, form.framework]).toEqual([OFFLINE, undefined]);
  importSteps = async () => 'steps';
  await form.load();
  expect([form.failure, form.framework?.slug]).toEqual([undefined, 'default']);
});

test('a preview tries its own version, and asks for no other', async () => {
  const form = loader({ trial: framework('draft', 7) });
  await form.load();
  expect([form.framework?.version, requested]).toEqual([7, []]);
});

test('the steps are loaded once', async () => {
  const imports = vi.fn(async () => 'steps');
  importSteps = imports;
  const form = loader();
  expect([await form.loadSteps(), await form.loadSteps(), imports.mock.calls.length]).toEqual([
    true,
    true,
    1,
  ]);
});

test('a story that was begun before keeps its version, its collection and its language', async () => {
  collections['PARK-7K2M'] = { ok: true, value: collection('PARK-7K2M', { signifiers: ['two'] }) };
  const form = loader();
  await form.load();
  const begun = await form.find({ framework: 'ours', version: 1, tag: 'ur', code: 'PARK-7K2M' });
  if (!begun) throw new Error('not found');
  await form.carryOn(begun, 'ur');
  expect([form.framework?.slug, signifiersOf(form), form.code, locale.tag]).toEqual([
    'ours',
    ['two'],
    'PARK-7K2M',
    'ur',
  ]);
  await form.load();
  expect([form.framework?.slug, locale.tag]).toEqual(['ours', 'ur']);
  form.startNew();
  expect([form.framework?.slug, form.code]).toEqual(['default', undefined]);
});

test('a story is opened without its collection only when the service does not know the code', async () => {
  const form = loader();
  const origin = { framework: 'ours', version: 1, tag: 'en', code: 'GONE-0000' };
  expect(await form.find(origin)).toMatchObject({ code: 'GONE-0000', joined: undefined });
  collections['GONE-0000'] = { ok: false, failure: OFFLINE };
  expect(await form.find(origin)).toBeUndefined();
  expect(await form.find({ ...origin, code: undefined, version: 2 })).toBeUndefined();
});

test('a story that goes without its join code keeps its questions', async () => {
  collections['PARK-7K2M'] = { ok: true, value: collection('PARK-7K2M', { signifiers: ['two'] }) };
  const form = loader({ code: 'PARK-7K2M' });
  await form.load();
  form.withoutCode();
  expect([form.code, signifiersOf(form), form.collection?.join_code]).toEqual([
    undefined,
    ['two'],
    'PARK-7K2M',
  ]);
});
