// The join code that a story is told with, and its collection: from the address, or typed on the start page.
import type { Result } from '../../api/client';
import type { Failure } from '../../api/problem';
import { getCollection } from '../../api/storyteller';
import type { JoinedCollection } from '../../api/types';
import { findCollection } from './find-collection';
import type { Framework } from '../../lib/framework';

/** A story that was begun before keeps its own version, join code and collection. */
export interface BegunWith {
  framework: Framework;
  code: string | undefined;
  joined: JoinedCollection | undefined;
}

export class Joining {
  /** The collection, once the service has answered. */
  collection = $state.raw<JoinedCollection>();
  #typed: string | undefined = $state();
  #unknown = $state(false);
  #onTablet = false;

  /** A collection that takes no stories today. On a shared tablet the facilitator has seen that. */
  readonly closedCode = $derived(
    this.collection?.open === false && !this.#onTablet ? this.collection.join_code : undefined,
  );
  readonly unknownCode = $derived(this.#unknown ? this.#typed : undefined);
  /** What goes with the story. */
  readonly code = $derived(
    this.#unknown || this.closedCode ? undefined : (this.collection?.join_code ?? this.#typed),
  );

  constructor(code: string | undefined, collection: JoinedCollection | undefined, onTablet: boolean) {
    this.#typed = code;
    this.#onTablet = onTablet;
    this.collection = collection;
  }

  /** Checks the code of the address. Without an answer it is sent as it is. */
  async check(): Promise<void> {
    if (this.#typed === undefined || this.collection) return;
    const result = await findCollection(this.#typed);
    if (result.ok) this.collection = result.value;
    else this.#unknown = result.failure.kind === 'not-found';
  }

  /** Joins by a code that was typed. When that fails, nothing changes. */
  async enter(typed: string): Promise<Failure | undefined> {
    const result = await findCollection(typed);
    if (!result.ok) return result.failure;
    this.collection = result.value;
    this.#typed = result.value.join_code;
    this.#unknown = false;
    return undefined;
  }

  /** Another story's collection: the same when it has the same code. */
  async of(code: string): Promise<Result<JoinedCollection>> {
    const { collection } = this;
    return collection?.join_code === code ? { ok: true, value: collection } : getCollection(code);
  }
}
