// Carrying a tablet's waiting stories to another device as a file, for the worst case. The file is as sealed as the
// tablet was: it opens with the join code and nothing else.
import type { Store } from './outbox';
import { keyFrom, ROUNDS, sealStory, unsealStory, type Sealed } from './sealing';
import { saltOf, type OpenVault } from './vault';

/** A made-up file must not keep a tablet busy for ever. */
const MOST_ROUNDS = 10 * ROUNDS;
const FORMAT = 'sensing-waiting-stories';

interface CarriedFile {
  readonly format: typeof FORMAT;
  readonly version: 1;
  /** What to do with the file, for whoever finds it. */
  readonly hint: string;
  readonly rounds: number;
  readonly salt: string;
  readonly stories: readonly { iv: string; bytes: string }[];
}

/** The file with everything that waits. */
export async function exported(vault: OpenVault, queue: Store, hint: string): Promise<string> {
  const waiting = await queue.all();
  const sealed = await Promise.all(waiting.map((story) => sealStory(vault.key, story)));
  const file: CarriedFile = {
    format: FORMAT,
    version: 1,
    hint,
    rounds: ROUNDS,
    salt: toText(await saltOf(vault)),
    stories: sealed.map(({ iv, bytes }) => ({ iv: toText(iv), bytes: toText(bytes) })),
  };
  return JSON.stringify(file, null, 1);
}

export type Imported = { kind: 'taken'; count: number } | { kind: 'other-code' } | { kind: 'no-such-file' };

/** Takes the stories of such a file into this tablet's queue. One that is here already stays one. */
export async function imported(text: string, code: string, queue: Store): Promise<Imported> {
  const file = parsed(text);
  if (!file) return { kind: 'no-such-file' };
  const key = await keyFrom(code, toBytes(file.salt), file.rounds);
  const stories = await Promise.all(file.stories.map((sealed) => unsealStory(key, opened(sealed))));
  if (stories.some((story) => story === undefined)) return { kind: 'other-code' };
  const here = new Set((await queue.all()).map(({ story }) => story.receipt));
  for (const story of stories) if (story && !here.has(story.story.receipt)) await queue.put(story);
  return { kind: 'taken', count: stories.length };
}

function parsed(text: string): CarriedFile | undefined {
  try {
    const file = JSON.parse(text) as Partial<CarriedFile> | null;
    const fits =
      file?.format === FORMAT &&
      file.version === 1 &&
      typeof file.salt === 'string' &&
      Number.isInteger(file.rounds) &&
      Number(file.rounds) <= MOST_ROUNDS &&
      Array.isArray(file.stories);
    return fits ? (file as CarriedFile) : undefined;
  } catch {
    return undefined;
  }
}

function opened({ iv, bytes }: { iv: string; bytes: string }): Sealed {
  return { iv: toBytes(iv), bytes: toBytes(bytes) };
}

function toText(bytes: Uint8Array): string {
  let letters = '';
  // Piece by piece: a recording is too long to be spread over arguments at once.
  for (let from = 0; from < bytes.length; from += 0x8000) {
    letters += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  }
  return btoa(letters);
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
