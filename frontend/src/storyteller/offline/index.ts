// The parts that make the form work without a network. They are loaded after the first page is shown.
import { canKeep, ownQueue } from './database';
import { DraftStore, type DraftEvent } from './draft-store';
import KeepDraft from './KeepDraft.svelte';
import Notices from './Notices.svelte';
import type { Outbox } from './outbox';
import DraftNotice from './DraftNotice.svelte';
import SaveAsFile from './SaveAsFile.svelte';
import { browserOutbox } from './browser-outbox';
import SendState from './SendState.svelte';
import WaitingBanner from './WaitingBanner.svelte';
import WaitingList from './WaitingList.svelte';
import { install } from './install';

export { DraftNotice, KeepDraft, SaveAsFile, Notices, SendState, WaitingBanner, WaitingList };
export { isTemporary } from './queued-story';
export { wordsOf } from './texts.svelte';

export interface Offline {
  outbox: Outbox;
  drafts: DraftStore;
  /** Whether the device has room for a story. */
  mayKeep: boolean;
}

let started: Promise<Offline> | undefined;

/**
 * Starts sending the queue, and installs the service worker. Runs once for each page.
 *
 * @param untouched Whether a reload of this page would lose nothing.
 */
export function start(
  untouched: () => boolean = () => false,
  onDraftEvent: (event: DraftEvent) => void = () => undefined,
): Promise<Offline> {
  started ??= begin(untouched, onDraftEvent);
  return started;
}

async function begin(untouched: () => boolean, onDraftEvent: (event: DraftEvent) => void): Promise<Offline> {
  void install(untouched);
  const { outbox } = browserOutbox(ownQueue, 'own');
  return { outbox, drafts: new DraftStore(onDraftEvent), mayKeep: await canKeep() };
}
