// An unfinished story, kept on its teller's own device because they said so. It is sealed, and its key lies where it can
// be thrown away at once: without the key the rest is noise, even when the page is left before the rest is deleted.
import type { SavedDraft } from '../capture/draft.svelte';
import { device } from './device';
import { pack, seal, unpack, unseal } from './sealing';

/** Named in capture/keeping.svelte.ts as well, so that leaving needs nothing that is loaded later. */
const DRAFT_KEY = 'sensing-draft';

export interface KeptDraft {
  readonly framework: string;
  readonly version: number;
  /** The language and wording. */
  readonly tag: string;
  readonly step: string;
  readonly code?: string | undefined;
  readonly draft: SavedDraft;
}

const REST = 400;

export class DraftKeeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private latest: KeptDraft | undefined;
  private work: Promise<unknown> = Promise.resolve();

  constructor() {
    // A phone that is put away may never come back to this page.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.write();
    });
  }

  /** Keeps it once the typing rests. */
  keep(draft: KeptDraft) {
    this.latest = draft;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.write(), REST);
  }

  private write(): Promise<unknown> {
    clearTimeout(this.timer);
    const kept = this.latest;
    this.latest = undefined;
    if (kept) this.work = this.work.then(() => save(kept)).catch(() => undefined);
    return this.work;
  }

  /** Deletes it; what is being written is deleted too. */
  async forget(): Promise<void> {
    this.latest = undefined;
    clearTimeout(this.timer);
    localStorage.removeItem(DRAFT_KEY);
    await this.work;
    localStorage.removeItem(DRAFT_KEY);
    await erase();
  }

  /** What was kept before, if its key is still there. */
  async kept(): Promise<KeptDraft | undefined> {
    try {
      const key = await currentKey();
      if (!key) return void (await erase());
      const sealed = await (await device()).get('draft', 'draft');
      const bytes = sealed && (await unseal(key, sealed));
      if (!bytes) return undefined;
      const { value, files } = unpack<KeptDraft>(bytes);
      return { ...value, draft: { ...value.draft, ...files } };
    } catch {
      return undefined;
    }
  }
}

async function save(kept: KeptDraft): Promise<void> {
  const { voice, picture, ...words } = kept.draft;
  const key = (await currentKey()) ?? (await newKey());
  const sealed = await seal(key, await pack({ ...kept, draft: words }, { voice, picture }));
  await (await device()).put('draft', sealed, 'draft');
}

async function erase(): Promise<void> {
  await (await device()).delete('draft', 'draft').catch(() => undefined);
}

async function currentKey(): Promise<CryptoKey | undefined> {
  const letters = localStorage.getItem(DRAFT_KEY);
  return letters
    ? keyOf(Uint8Array.from(letters.match(/../g) ?? [], (pair) => parseInt(pair, 16)))
    : undefined;
}

async function newKey(): Promise<CryptoKey> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  localStorage.setItem(DRAFT_KEY, Array.from(raw, (byte) => byte.toString(16).padStart(2, '0')).join(''));
  return keyOf(raw);
}

function keyOf(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
