import { expect, test } from 'vitest';
import { keyFrom, newSalt, pack, seal, sealStory, unpack, unseal, unsealStory } from './sealing';

/** Few rounds: what is tested here is who can read, not how long guessing takes. */
const ROUNDS = 2;
const bytes = (text: string) => new TextEncoder().encode(text);

test('only the same code and salt open what was sealed', async () => {
  const salt = newSalt();
  const sealed = await seal(await keyFrom('PARK-7K2M', salt, ROUNDS), bytes('They rang.'));
  expect(new TextDecoder().decode(sealed.bytes)).not.toContain('rang');
  const again = await unseal(await keyFrom(' park-7k2m ', salt, ROUNDS), sealed);
  expect(new TextDecoder().decode(again)).toBe('They rang.');
  expect(await unseal(await keyFrom('PARK-7K2N', salt, ROUNDS), sealed)).toBeUndefined();
  expect(await unseal(await keyFrom('PARK-7K2M', newSalt(), ROUNDS), sealed)).toBeUndefined();
});

test('a changed bit is noticesShown', async () => {
  const key = await keyFrom('A', newSalt(), ROUNDS);
  const sealed = await seal(key, bytes('They rang.'));
  sealed.bytes[3] = (sealed.bytes[3] ?? 0) ^ 1;
  expect(await unseal(key, sealed)).toBeUndefined();
});

test('the same story is never sealed to the same bytes', async () => {
  const key = await keyFrom('A', newSalt(), ROUNDS);
  const [one, two] = await Promise.all([seal(key, bytes('x')), seal(key, bytes('x'))]);
  expect(one.bytes).not.toEqual(two.bytes);
});

test('files stay whole and keep their type', async () => {
  const voice = new Blob([new Uint8Array([1, 2, 3])], { type: 'audio/webm' });
  const picture = new Blob([new Uint8Array([4])], { type: 'image/jpeg' });
  const { value, files } = unpack<{ a: string }>(await pack({ a: 'ü' }, { voice, picture, none: undefined }));
  expect(value).toEqual({ a: 'ü' });
  expect(Object.keys(files)).toEqual(['voice', 'picture']);
  expect(files['voice']?.type).toBe('audio/webm');
  expect(new Uint8Array((await files['voice']?.arrayBuffer()) ?? [])).toEqual(new Uint8Array([1, 2, 3]));
});

test('a sealed story comes back with its voice', async () => {
  const key = await keyFrom('A', newSalt(), ROUNDS);
  const story = {
    framework: 'small',
    version: 1,
    language: 'en',
    receipt: 'R',
    prompt: 'only',
    text: '',
    answers: {},
    consent: { analysis: false, quotation: false },
  };
  const voice = new Blob(['sound'], { type: 'audio/ogg' });
  const back = await unsealStory(key, await sealStory(key, { story, voice, tried: true, replaces: false }));
  expect(back?.story).toEqual(story);
  expect(await back?.voice?.text()).toBe('sound');
  expect(back?.tried).toBe(true);
});
