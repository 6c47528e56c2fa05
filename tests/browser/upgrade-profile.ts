// What a browser keeps of an origin, as a file: databases, storage, and the caches of the service worker.
import type { Page } from 'playwright-core';

/** A value of a database, with bytes as base64: JSON knows neither bytes nor files. */
export type Frozen = unknown;

export interface FrozenStore {
  name: string;
  keyPath: string | string[] | null;
  autoIncrement: boolean;
  indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[];
  rows: { key: Frozen; value: Frozen }[];
}

export interface FrozenDatabase {
  name: string;
  version: number;
  stores: FrozenStore[];
}

export interface FrozenCache {
  name: string;
  /** `body` is there for the service's JSON; pages and their files are only named. */
  entries: { address: string; status: number; type: string; sha256: string; body?: string }[];
}

export interface Profile {
  origin: string;
  localStorage: Record<string, string>;
  databases: FrozenDatabase[];
  caches: FrozenCache[];
}

/** Everything that is stored for the origin of the page. */
export function freeze(page: Page): Promise<Profile> {
  return page.evaluate(async () => {
    const done = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((good, bad) => {
        asked.onsuccess = () => good(asked.result);
        asked.onerror = () => bad(asked.error);
      });
    const base64 = (bytes: Uint8Array) => {
      let letters = '';
      for (const byte of bytes) letters += String.fromCharCode(byte);
      return btoa(letters);
    };
    const frozen = async (value: unknown): Promise<unknown> => {
      if (value === undefined) return { $: 'undefined' };
      if (value instanceof Uint8Array) return { $: 'Uint8Array', base64: base64(value) };
      if (value instanceof Blob) {
        return { $: 'Blob', type: value.type, base64: base64(new Uint8Array(await value.arrayBuffer())) };
      }
      if (Array.isArray(value)) return Promise.all(value.map(frozen));
      if (typeof value !== 'object' || value === null) return value;
      if (Object.getPrototypeOf(value) !== Object.prototype)
        throw new Error(`what is this: ${String(value)}`);
      const entries = Object.entries(value).map(
        async ([name, inner]) => [name, await frozen(inner)] as const,
      );
      return Object.fromEntries(await Promise.all(entries));
    };
    const databases = [];
    for (const { name = '', version = 0 } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name));
      const stores = [];
      for (const storeName of db.objectStoreNames) {
        const store = db.transaction(storeName).objectStore(storeName);
        const { keyPath, autoIncrement } = store;
        const indexes = [...store.indexNames].map((indexName) => {
          const { keyPath, unique, multiEntry } = store.index(indexName);
          return { name: indexName, keyPath: keyPath as string | string[], unique, multiEntry };
        });
        const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
        const rows = [];
        for (const [i, key] of keys.entries())
          rows.push({ key: await frozen(key), value: await frozen(values[i]) });
        stores.push({
          name: storeName,
          keyPath: keyPath as string | string[] | null,
          autoIncrement,
          indexes,
          rows,
        });
      }
      db.close();
      databases.push({ name, version, stores });
    }
    const kept = [];
    for (const name of (await caches.keys()).sort()) {
      const cache = await caches.open(name);
      const entries = [];
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        if (!response) continue;
        const type = response.headers.get('content-type') ?? '';
        const bytes = await response.arrayBuffer();
        const sha256 = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join('');
        const { pathname, search } = new URL(request.url);
        const body = type.includes('json') ? { body: new TextDecoder().decode(bytes) } : {};
        entries.push({ address: pathname + search, status: response.status, type, sha256, ...body });
      }
      kept.push({ name, entries: entries.sort((a, b) => (a.address < b.address ? -1 : 1)) });
    }
    return { origin: location.origin, localStorage: { ...localStorage }, databases, caches: kept };
  });
}

/** Restores a frozen profile to the origin of the page, which must not run the service's scripts yet. */
export async function thaw(page: Page, profile: Profile): Promise<void> {
  await page.evaluate(async ({ localStorage: storage, databases, caches: kept }) => {
    const thawed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(thawed);
      if (typeof value !== 'object' || value === null) return value;
      const { $, type, base64 } = value as { $?: string; type?: string; base64?: string };
      if ($ === 'undefined') return undefined;
      const bytes = Uint8Array.from(atob(base64 ?? ''), (letter) => letter.charCodeAt(0));
      if ($ === 'Uint8Array') return bytes;
      if ($ === 'Blob') return new Blob([bytes], { type: type ?? '' });
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, thawed(inner)]));
    };
    for (const [name, value] of Object.entries(storage)) localStorage.setItem(name, value);
    for (const { name, version, stores } of databases) {
      const db = await new Promise<IDBDatabase>((good, bad) => {
        const asked = indexedDB.open(name, version);
        asked.onupgradeneeded = () => {
          for (const { name: storeName, keyPath, autoIncrement, indexes } of stores) {
            const store = asked.result.createObjectStore(storeName, { keyPath, autoIncrement });
            for (const index of indexes) store.createIndex(index.name, index.keyPath, index);
          }
        };
        asked.onsuccess = () => good(asked.result);
        asked.onerror = () => bad(asked.error);
      });
      for (const { name: storeName, keyPath, rows } of stores) {
        const change = db.transaction(storeName, 'readwrite');
        for (const { key, value } of rows) {
          const out = change.objectStore(storeName);
          if (keyPath === null) out.put(thawed(value), thawed(key) as IDBValidKey);
          else out.put(thawed(value));
        }
        await new Promise<void>((good, bad) => {
          change.oncomplete = () => good();
          change.onerror = () => bad(change.error);
        });
      }
      db.close();
    }
    for (const { name, entries } of kept) {
      for (const { address, status, type, body } of entries) {
        if (body === undefined) continue;
        const cache = await caches.open(name);
        await cache.put(address, new Response(body, { status, headers: { 'content-type': type } }));
      }
    }
  }, profile);
}

/** The rows of a store, as they were frozen. */
export function rowsOf(profile: Profile, store: string): FrozenStore['rows'] {
  const found = profile.databases.flatMap(({ stores }) => stores).find(({ name }) => name === store);
  return found?.rows ?? [];
}
