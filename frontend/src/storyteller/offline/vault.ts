// The queue of a shared tablet: every story sealed under its join code as soon as it is finished.
import { database, type Vault } from './database';
import type { Store } from './outbox';
import { keyFrom, newSalt, seal, sealStory, unseal, unsealStory } from './sealing';
import type { StoredStory } from './queued-story';

const PROOF = new TextEncoder().encode('the join code is right');

/** A vault that its join code has opened. */
export interface OpenVault {
  readonly id: string;
  readonly key: CryptoKey;
}

/** Opens the vault of that join code, and makes it when this tablet has none. */
export async function openVault(code: string): Promise<OpenVault> {
  const db = await database();
  const vaults = await db.getAll('vaults');
  // One salt a tablet, so that finding the right vault takes one stretching of the code.
  const salt = vaults[0]?.salt ?? newSalt();
  const key = await keyFrom(code, salt);
  for (const vault of vaults) if (await opens(vault, key)) return { id: vault.id, key };
  const made = { id: crypto.randomUUID(), salt, proof: await seal(key, PROOF) };
  await db.put('vaults', made);
  return { id: made.id, key };
}

async function opens({ proof }: Vault, key: CryptoKey): Promise<boolean> {
  return (await unseal(key, proof)) !== undefined;
}

/** How many stories are queued on this tablet, under all codes. */
export async function countSealed(): Promise<number> {
  return (await database()).count('sealed');
}

/** The salt with which the key of that vault was made. */
export async function saltOf({ id }: OpenVault): Promise<Uint8Array<ArrayBuffer>> {
  const vault = await (await database()).get('vaults', id);
  if (!vault) throw new Error('this vault is gone');
  return vault.salt;
}

/** The queue in an open vault. */
export function sealedQueue({ id, key }: OpenVault): Store {
  const all = async (): Promise<StoredStory[]> => {
    const rows = await (await database()).getAllFromIndex('sealed', 'vault', id);
    const opened = await Promise.all(
      rows.map(async (row) => {
        const story = await unsealStory(key, row);
        return story && row.place !== undefined ? [{ ...story, place: row.place }] : [];
      }),
    );
    return opened.flat();
  };
  return {
    all,
    async at(place) {
      const row = await (await database()).get('sealed', place);
      const story = row && (await unsealStory(key, row));
      return story && { ...story, place };
    },
    async put(waiting) {
      const { receipt } = waiting.story;
      const before = (await all()).find(({ story }) => story.receipt === receipt);
      const sealed = await sealStory(key, waiting);
      const change = (await database()).transaction('sealed', 'readwrite', { durability: 'strict' });
      await change.store.put({ ...sealed, vault: id, ...(before && { place: before.place }) });
      await change.done;
    },
    async update({ place, ...waiting }) {
      const sealed = await sealStory(key, waiting);
      const change = (await database()).transaction('sealed', 'readwrite');
      if (await change.store.getKey(place)) await change.store.put({ ...sealed, vault: id, place });
      await change.done;
    },
    async remove({ place }) {
      await (await database()).delete('sealed', place);
    },
  };
}
