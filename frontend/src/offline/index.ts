// What makes the form work without a network. Loaded after the first page is there.
import { canKeep, ownQueue } from './device';
import { DraftKeeper } from './draft-kept';
import KeepDraft from './KeepDraft.svelte';
import Notices from './Notices.svelte';
import type { Outbox } from './outbox';
import LastResort from './LastResort.svelte';
import { outboxOver } from './sending';
import SendState from './SendState.svelte';
import WaitingBanner from './WaitingBanner.svelte';
import WaitingList from './WaitingList.svelte';
import { install } from './install';

export { KeepDraft, LastResort, Notices, SendState, WaitingBanner, WaitingList };
export { wordsOf } from './words/index.svelte';

export interface Offline {
  outbox: Outbox;
  drafts: DraftKeeper;
  /** Whether an unfinished story could be kept here at all. */
  mayKeep: boolean;
}

let started: Promise<Offline> | undefined;

/**
 * Starts sending what waits, and puts the pages on this device. Once for each page.
 *
 * @param untouched Whether loading this page anew would take nothing from anybody.
 */
export function start(untouched: () => boolean = () => false): Promise<Offline> {
  started ??= begin(untouched);
  return started;
}

async function begin(untouched: () => boolean): Promise<Offline> {
  void install(untouched);
  const { outbox } = outboxOver(ownQueue, 'own');
  return { outbox, drafts: new DraftKeeper(), mayKeep: await canKeep() };
}
