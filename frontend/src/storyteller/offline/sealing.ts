// Encryption of stories with a join code: AES-GCM with a key derived from the code (PBKDF2).
import type { OutgoingStory } from './queued-story';

/** Rounds of PBKDF2-HMAC-SHA-256 (OWASP Password Storage Cheat Sheet, 2023). */
export const ROUNDS = 600_000;

const PURPOSE = new TextEncoder().encode('sensing queue 1');

type Bytes = Uint8Array<ArrayBuffer>;

/** Encrypted bytes and their initialisation vector. */
export interface Sealed {
  readonly iv: Bytes;
  readonly bytes: Bytes;
}

export function newSalt(): Bytes {
  return crypto.getRandomValues(new Uint8Array(16));
}

/** Codes are read aloud and typed: case and spaces do not matter. */
function tidyCode(code: string): string {
  return code.trim().replace(/\s+/g, '-').toUpperCase();
}

/** The key that belongs to a join code. It takes a second on a slow tablet, and cannot be read out again. */
export async function keyFrom(code: string, salt: Bytes, rounds = ROUNDS): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(tidyCode(code));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

export async function seal(key: CryptoKey, plain: Bytes): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: PURPOSE }, key, plain);
  return { iv, bytes: new Uint8Array(sealed) };
}

/** The bytes as they were, or nothing when the key is another one or a bit was changed. */
export async function unseal(key: CryptoKey, { iv, bytes }: Sealed): Promise<Bytes | undefined> {
  try {
    const how = { name: 'AES-GCM', iv, additionalData: PURPOSE };
    return new Uint8Array(await crypto.subtle.decrypt(how, key, bytes));
  } catch {
    return undefined;
  }
}

interface Head {
  readonly value: unknown;
  readonly files: readonly { name: string; type: string; size: number }[];
}

/** A value and its files as one piece: the length of the head, the head as JSON, the files behind it. */
export async function pack(value: unknown, files: Record<string, Blob | undefined>): Promise<Bytes> {
  const given = Object.entries(files).flatMap(([name, file]) => (file ? [{ name, file }] : []));
  const listed = given.map(({ name, file }) => ({ name, type: file.type, size: file.size }));
  const head = new TextEncoder().encode(JSON.stringify({ value, files: listed } satisfies Head));
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, head.byteLength);
  const parts = new Blob([length.buffer, head, ...given.map(({ file }) => file)]);
  return new Uint8Array(await parts.arrayBuffer());
}

/** What {@link pack} made, apart again. */
export function unpack<T>(bytes: Bytes): { value: T; files: Record<string, Blob> } {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Head;
  const files: Record<string, Blob> = {};
  let from = 4 + length;
  for (const { name, type, size } of head.files) {
    files[name] = new Blob([bytes.subarray(from, from + size)], { type });
    from += size;
  }
  return { value: head.value as T, files };
}

export async function sealStory(key: CryptoKey, waiting: OutgoingStory): Promise<Sealed> {
  const { story, voice, picture, tried, replaces, otherFiles, refusal, hindrance, edition } = waiting;
  const words = { story, tried, replaces, otherFiles, refusal, hindrance, edition };
  return seal(key, await pack(words, { voice, picture }));
}

export async function unsealStory(key: CryptoKey, sealed: Sealed): Promise<OutgoingStory | undefined> {
  const bytes = await unseal(key, sealed);
  if (!bytes) return undefined;
  const { value, files } = unpack<OutgoingStory>(bytes);
  return { ...value, ...files };
}
