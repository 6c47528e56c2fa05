// The database of this device. No other file uses IndexedDB.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Sealed } from './sealing';
import type { StoredStory, OutgoingStory } from './queued-story';

interface Schema extends DBSchema {
  /** Stories that were told on a storyteller's own device. */
  waiting: {
    key: number;
    value: OutgoingStory & { place?: number; receipt: string };
    indexes: { receipt: string };
  };
  /** Stories told on a shared tablet; the vault says which join code opens them. */
  sealed: { key: number; value: Sealed & { place?: number; vault: string }; indexes: { vault: string } };
  vaults: { key: string; value: Vault };
  /** Drafts, each under its own key. Earlier builds stored one draft, under the key `draft`, without an edition. */
  draft: { key: string; value: DraftRow };
}

export interface DraftRow extends Sealed {
  /** Changes each time the draft is saved, because two tabs may save the same draft. */
  readonly edition?: string;
  readonly changed?: number;
}

/** The stories of one join code on this tablet. */
export interface Vault {
  readonly id: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  /** Can be decrypted with the right join code only. */
  readonly proof: Sealed;
}

const NAME = 'sensing';
/** Milliseconds to wait for the database to open. */
const TIMEOUT = 5_000;

let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** Opens the database. Some private windows and browsers without free storage refuse. */
export function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= inTime(
    openDB<Schema>(NAME, 1, {
      upgrade(db) {
        const waiting = db.createObjectStore('waiting', { keyPath: 'place', autoIncrement: true });
        waiting.createIndex('receipt', 'receipt', { unique: true });
        const sealed = db.createObjectStore('sealed', { keyPath: 'place', autoIncrement: true });
        sealed.createIndex('vault', 'vault');
        db.createObjectStore('vaults', { keyPath: 'id' });
        db.createObjectStore('draft');
      },
      terminated: forget,
    }),
  );
  // The next call tries again: there may be free storage by then.
  opened.catch(forget);
  return opened;
}

function forget() {
  opened = undefined;
}

/** Fails after a while: some browsers never answer when they refuse. */
function inTime<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, fail) => {
    setTimeout(() => fail(new Error('the device did not answer')), TIMEOUT);
  });
  return Promise.race([work, late]);
}

/** The queue of a storyteller's own device, the oldest story first. */
export const ownQueue = {
  async put(waiting: OutgoingStory): Promise<void> {
    const db = await database();
    const { receipt } = waiting.story;
    const change = db.transaction('waiting', 'readwrite', { durability: 'strict' });
    const before = await change.store.index('receipt').getKey(receipt);
    await change.store.put({ ...waiting, receipt, ...(before === undefined ? {} : { place: before }) });
    await change.done;
  },
  async all(): Promise<StoredStory[]> {
    return (await (await database()).getAll('waiting')) as StoredStory[];
  },
  async at(place: number): Promise<StoredStory | undefined> {
    return (await (await database()).get('waiting', place)) as StoredStory | undefined;
  },
  async update(placed: StoredStory): Promise<void> {
    const change = (await database()).transaction('waiting', 'readwrite');
    // A story that was deleted in the meantime stays deleted.
    if (await change.store.getKey(placed.place)) {
      await change.store.put({ ...placed, receipt: placed.story.receipt });
    }
    await change.done;
  },
  async remove({ place }: StoredStory): Promise<void> {
    await (await database()).delete('waiting', place);
  },
};

/** The key under which free storage is tested. */
const TRIAL = 'room';

/** Drafts. A change names the edition that it replaces, and says when that edition has changed or gone. */
export const drafts = {
  async all(): Promise<{ slot: string; row: DraftRow }[]> {
    const change = (await database()).transaction('draft');
    const [slots, rows] = await Promise.all([change.store.getAllKeys(), change.store.getAll()]);
    return rows.flatMap((row, i) => {
      const slot = slots[i];
      return slot === undefined || slot === TRIAL ? [] : [{ slot, row }];
    });
  },
  async add(slot: string, row: DraftRow): Promise<void> {
    await (await database()).put('draft', row, slot);
  },
  async replace(slot: string, edition: string, row: DraftRow): Promise<'replaced' | 'changed' | 'gone'> {
    const change = (await database()).transaction('draft', 'readwrite');
    const before = await change.store.get(slot);
    const goesOn = before !== undefined && (before.edition ?? '') === edition;
    if (goesOn) await change.store.put(row, slot);
    await change.done;
    return goesOn ? 'replaced' : before ? 'changed' : 'gone';
  },
  /** Returns how many drafts are left. */
  async remove(slot: string): Promise<number> {
    const change = (await database()).transaction('draft', 'readwrite');
    await change.store.delete(slot);
    const left = (await change.store.getAllKeys()).filter((other) => other !== TRIAL).length;
    await change.done;
    return left;
  },
  async clear(): Promise<void> {
    await (await database()).clear('draft').catch(() => undefined);
  },
};

/** Writes this many bytes and deletes them again. Fails when there is no room. */
async function tryRoom(bytes: number): Promise<void> {
  const db = await database();
  // Random bytes, because a browser may compress what it stores, and a recording compresses badly.
  const noise = new Uint8Array(bytes);
  for (let from = 0; from < bytes; from += 65_536) {
    crypto.getRandomValues(noise.subarray(from, Math.min(bytes, from + 65_536)));
  }
  const change = db.transaction('draft', 'readwrite', { durability: 'strict' });
  await change.store.put({ iv: new Uint8Array(0), bytes: noise }, TRIAL);
  await change.done;
  await db.delete('draft', TRIAL);
}

/** Bytes for a story of text. */
const WORDS = 262_144;
/** Bytes for a story with a recording and a picture. */
export const WITH_FILES = 10_485_760;

/** Whether this device can store this many bytes, and can encrypt them. */
export async function canKeep(bytes = WORDS): Promise<boolean> {
  if (!('subtle' in crypto)) return false;
  try {
    localStorage.getItem('sensing');
    await tryRoom(bytes);
    return true;
  } catch {
    return false;
  }
}
