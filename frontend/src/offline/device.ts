// What this device keeps: the one place that knows IndexedDB.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Sealed } from './sealing';
import type { Placed, Waiting } from './waiting';

interface Schema extends DBSchema {
  /** Stories told on somebody's own device. */
  waiting: {
    key: number;
    value: Waiting & { place?: number; receipt: string };
    indexes: { receipt: string };
  };
  /** Stories told on a shared tablet; the vault says which join code opens them. */
  sealed: { key: number; value: Sealed & { place?: number; vault: string }; indexes: { vault: string } };
  vaults: { key: string; value: Vault };
  /** At most one unfinished story, under the key `draft`. */
  draft: { key: string; value: Sealed };
}

/** The stories of one join code on this tablet. */
export interface Vault {
  readonly id: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  /** Opens under the right code only. */
  readonly proof: Sealed;
}

const NAME = 'sensing';
const PATIENCE = 5_000;

let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** The database of this device. Refused by some private windows, and by browsers without room. */
export function device(): Promise<IDBPDatabase<Schema>> {
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
  // The next call tries again: room may have been made.
  opened.catch(forget);
  return opened;
}

function forget() {
  opened = undefined;
}

/** Some browsers never answer when they refuse. */
function inTime<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, fail) => {
    setTimeout(() => fail(new Error('the device did not answer')), PATIENCE);
  });
  return Promise.race([work, late]);
}

/** The queue of somebody's own device, in the order of telling. */
export const ownQueue = {
  async put(waiting: Waiting): Promise<void> {
    const db = await device();
    const { receipt } = waiting.story;
    const change = db.transaction('waiting', 'readwrite', { durability: 'strict' });
    const before = await change.store.index('receipt').getKey(receipt);
    await change.store.put({ ...waiting, receipt, ...(before === undefined ? {} : { place: before }) });
    await change.done;
  },
  async all(): Promise<Placed[]> {
    return (await (await device()).getAll('waiting')) as Placed[];
  },
  async at(place: number): Promise<Placed | undefined> {
    return (await (await device()).get('waiting', place)) as Placed | undefined;
  },
  async update(placed: Placed): Promise<void> {
    const change = (await device()).transaction('waiting', 'readwrite');
    // What its teller has taken back in the meantime stays away.
    if (await change.store.getKey(placed.place)) {
      await change.store.put({ ...placed, receipt: placed.story.receipt });
    }
    await change.done;
  },
  async remove({ place }: Placed): Promise<void> {
    await (await device()).delete('waiting', place);
  },
};

/** Whether this device keeps anything at all, and can seal it. */
export async function canKeep(): Promise<boolean> {
  if (!('subtle' in crypto)) return false;
  try {
    localStorage.getItem('sensing');
    await device();
    return true;
  } catch {
    return false;
  }
}
