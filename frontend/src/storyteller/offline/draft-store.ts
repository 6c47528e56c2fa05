// Drafts that are stored on the storyteller's own device, with their consent. Each is encrypted. The key is in
// localStorage, where it can be deleted at once: without it a draft cannot be read, even if the page is left before the
// draft itself is deleted. Two tabs may have the same draft open. Each save names the edition that it replaces; the tab
// that comes second saves a copy, or nothing when the draft was sent or deleted, and the storyteller is told.
import type { Answers, Consent } from '../../api/types';
import type { Mode } from '../../lib/answers';
import type { ConsentQuestion } from '../../lib/consent';
import { drafts, type DraftRow } from './database';
import { pack, seal, unpack, unseal } from './sealing';

/** The same as in capture/offline-support.svelte.ts, so that leaving the page needs no file that is loaded later. */
const DRAFT_KEY = 'sensing-draft';

/** A draft as it is stored. */
export interface SavedDraft {
  readonly receipt: string;
  readonly teller?: string;
  readonly told?: string | undefined;
  readonly title?: string;
  readonly text: string;
  readonly prompt?: string | undefined;
  readonly answers: Answers;
  readonly consent: Consent;
  /** The questions of consent that have an answer; not stored by builds that asked with boxes. */
  readonly decided?: readonly ConsentQuestion[];
  /** Whether the storyteller was reminded that the story will not be counted. */
  readonly reminded?: boolean;
  readonly mode?: Mode | undefined;
  readonly worried?: boolean;
  readonly voice?: Blob | undefined;
  readonly picture?: Blob | undefined;
  /** The signifiers that were shown; drafts of earlier builds do not say. */
  readonly asked?: readonly string[] | undefined;
  /** The pages of questions that were opened after the core. */
  readonly opened?: readonly string[] | undefined;
  /** Its edition in the queue, once it was finished. */
  readonly edition?: string | undefined;
}

export interface KeptDraft {
  readonly framework: string;
  readonly version: number;
  /** The language tag, with the variant. */
  readonly tag: string;
  readonly step: string;
  readonly code?: string | undefined;
  readonly draft: SavedDraft;
}

/** A stored draft with its key and edition. */
export interface StoredDraft {
  readonly kept: KeptDraft;
  readonly slot: string;
  readonly edition: string;
  /** When it was last saved, in milliseconds; unknown for drafts of an earlier build. */
  readonly changed: number | undefined;
}

/**
 * What the storyteller is told about the draft. `elsewhere`: it was changed in another tab too, and both are stored.
 * `gone`: it was sent or deleted in another tab, and is no longer stored. `no-room`: it could not be stored.
 */
export type DraftEvent = 'elsewhere' | 'gone' | 'no-room';

/** The draft that is open, and how this page last read or saved it; no `place` before the first save. */
interface OpenDraft {
  place?: { slot: string; edition: string; content: string } | undefined;
}

/** Milliseconds without typing before the draft is saved. */
const DEBOUNCE = 400;
/** The same for a person who types without a pause. */
const LONGEST_DELAY = 2_000;

export class DraftStore {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = 0;
  private latest: KeptDraft | undefined;
  private work: Promise<unknown> = Promise.resolve();
  private open: OpenDraft = {};

  constructor(private readonly notify: (event: DraftEvent) => void = () => undefined) {
    // A phone may close a page in the background without a further event.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.write();
    });
    window.addEventListener('pagehide', () => void this.write());
  }

  /** Sets the draft that is open: a stored one, or a new one. */
  setCurrent(found?: StoredDraft) {
    this.drop();
    this.open = found
      ? { place: { slot: found.slot, edition: found.edition, content: contentOf(found.kept) } }
      : {};
  }

  keep(draft: KeptDraft) {
    if (!this.latest) this.due = performance.now() + LONGEST_DELAY;
    this.latest = draft;
    clearTimeout(this.timer);
    const delay = Math.max(0, Math.min(DEBOUNCE, this.due - performance.now()));
    this.timer = setTimeout(() => void this.write(), delay);
  }

  private drop() {
    this.latest = undefined;
    clearTimeout(this.timer);
  }

  private write(): Promise<unknown> {
    clearTimeout(this.timer);
    const { latest: kept, open } = this;
    this.latest = undefined;
    if (kept) {
      const notify = (event: DraftEvent | undefined) => event && open === this.open && this.notify(event);
      this.work = this.work
        .then(() => exclusively(() => this.save(kept, open)))
        .then(notify, () => notify('no-room'));
    }
    return this.work;
  }

  private async save(kept: KeptDraft, open: OpenDraft): Promise<DraftEvent | undefined> {
    const { place } = open;
    const known = await currentKey();
    // “Exit this page” in another tab deletes the key.
    if (place && !known) {
      open.place = undefined;
      return 'gone';
    }
    const { voice, picture, ...words } = kept.draft;
    const key = known ?? (await newKey());
    const sealed = await seal(key, await pack({ ...kept, draft: words }, { voice, picture }));
    const content = contentOf(kept);
    // Going on to another page makes no new edition, so that another tab can still change what was only read here.
    const edition = (content === place?.content && place.edition) || crypto.randomUUID();
    const row = { ...sealed, edition, changed: Date.now() };
    if (!place) {
      const slot = crypto.randomUUID();
      await drafts.add(slot, row);
      open.place = { slot, edition, content };
      return undefined;
    }
    const before = await drafts.replace(place.slot, place.edition, row);
    if (before === 'gone') {
      open.place = undefined;
      return 'gone';
    }
    if (before === 'replaced') {
      open.place = { slot: place.slot, edition, content };
      return undefined;
    }
    // No copy is saved of a draft that was only read here.
    if (content === place.content) return undefined;
    const slot = crypto.randomUUID();
    await drafts.add(slot, row);
    open.place = { slot, edition, content };
    return 'elsewhere';
  }

  /** Deletes the draft that is open, also while it is being saved. Other drafts stay. */
  async forget(): Promise<void> {
    this.drop();
    const { open } = this;
    await this.work;
    const { place } = open;
    open.place = undefined;
    if (place) await this.remove(place);
  }

  async remove({ slot }: { slot: string }): Promise<void> {
    await exclusively(async () => {
      const left = await drafts.remove(slot);
      if (left === 0) localStorage.removeItem(DRAFT_KEY);
    });
  }

  /** Deletes all drafts. */
  async wipe(): Promise<void> {
    this.drop();
    localStorage.removeItem(DRAFT_KEY);
    this.open = {};
    await this.work;
    localStorage.removeItem(DRAFT_KEY);
    await drafts.clear();
  }

  /** The stored drafts that can be decrypted, the newest first. */
  async all(): Promise<StoredDraft[]> {
    try {
      const found = await exclusively(readAll);
      return found.sort((one, other) => (other.changed ?? 0) - (one.changed ?? 0));
    } catch {
      return [];
    }
  }
}

/** Runs in one tab at a time, so that no tab deletes the key while another encrypts with it. */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? (navigator.locks.request(DRAFT_KEY, work) as Promise<T>) : work();
}

async function readAll(): Promise<StoredDraft[]> {
  const key = await currentKey();
  if (!key) return (await drafts.clear(), []);
  const found: StoredDraft[] = [];
  for (const { slot, row } of await drafts.all()) {
    const bytes = await unseal(key, row);
    // Encrypted with a key that was deleted.
    if (!bytes) await drafts.remove(slot);
    else found.push(foundIn(slot, row, bytes));
  }
  return found;
}

function foundIn(slot: string, row: DraftRow, bytes: Uint8Array<ArrayBuffer>): StoredDraft {
  const { value, files } = unpack<KeptDraft>(bytes);
  const kept = { ...value, draft: { ...value.draft, ...files } };
  return { kept, slot, edition: row.edition ?? '', changed: row.changed };
}

/** The content of a draft, without where the storyteller is and has been. */
function contentOf({ draft }: KeptDraft): string {
  const { voice, picture, ...rest } = draft;
  const words = { ...rest, asked: undefined, opened: undefined };
  return JSON.stringify([words, voice?.size, voice?.type, picture?.size, picture?.type]);
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
