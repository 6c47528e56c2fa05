// Export and import of a tablet's queue as a file, for emergencies. The file is encrypted like the tablet's queue: it can
// be opened with the join code only.
import type { Store } from './outbox';
import { keyFrom, ROUNDS, sealStory, unsealStory, type Sealed } from './sealing';
import { saltOf, type OpenVault } from './vault';

/** Limits how long a forged file can keep a tablet busy. */
const MOST_ROUNDS = 10 * ROUNDS;
const FORMAT = 'sensing-waiting-stories';

interface CarriedFile {
  readonly format: typeof FORMAT;
  readonly version: 1;
  /** What the file is for, in plain text. */
  readonly hint: string;
  readonly rounds: number;
  readonly salt: string;
  readonly stories: readonly { iv: string; bytes: string }[];
}

/** The queue as a file. */
export async function exportQueue(vault: OpenVault, queue: Store, hint: string): Promise<string> {
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

/** Adds the stories of such a file to this tablet's queue, except those that are there already. */
export async function importQueue(text: string, code: string, queue: Store): Promise<Imported> {
  const file = parsed(text);
  if (!file) return { kind: 'no-such-file' };
  const key = await keyFrom(code, file.salt, file.rounds);
  const stories = await Promise.all(file.stories.map((sealed) => unsealStory(key, sealed)));
  if (stories.some((story) => story === undefined)) return { kind: 'other-code' };
  const here = new Set((await queue.all()).map(({ story }) => story.receipt));
  for (const story of stories) if (story && !here.has(story.story.receipt)) await queue.put(story);
  return { kind: 'taken', count: stories.length };
}

interface Read {
  readonly rounds: number;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly stories: readonly Sealed[];
}

/** Reads the file; `undefined` when any part of it is not in the format. */
function parsed(text: string): Read | undefined {
  try {
    const { format, version, rounds, salt, stories } = JSON.parse(text) as CarriedFile;
    const fits = Number.isInteger(rounds) && rounds >= 1 && rounds <= MOST_ROUNDS;
    if (format !== FORMAT || version !== 1 || !fits) return undefined;
    const sealed = stories.map(({ iv, bytes }) => ({ iv: toBytes(iv), bytes: toBytes(bytes) }));
    return { rounds, salt: toBytes(salt), stories: sealed };
  } catch {
    return undefined;
  }
}

function toText(bytes: Uint8Array): string {
  let letters = '';
  // In chunks: a recording is too long to be spread over the arguments of one call.
  for (let from = 0; from < bytes.length; from += 0x8000) {
    letters += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  }
  return btoa(letters);
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
