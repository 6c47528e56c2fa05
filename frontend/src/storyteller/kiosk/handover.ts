// Between two people the tablet's page reloads, so that nothing of the last one is left in its memory. Meanwhile the
// service worker holds the key in memory, and gives it back once.
import type { JoinedCollection } from '../../api/types';
import type { OpenVault } from '../offline/vault';

export interface Handover {
  readonly joined: JoinedCollection;
  readonly vault: OpenVault;
  /** Whether it was cleared because nobody used it. */
  readonly cleared: boolean;
  /** How many stories were cleared although they could not be stored. */
  readonly lost?: number;
}

/** Milliseconds to wait for the service worker. */
const TIMEOUT = 2_000;

/** Whether the worker holds it; without a worker nothing can be held. */
export async function hold(held: Handover): Promise<boolean> {
  return (await ask({ kind: 'hold', held })) === true;
}

export async function handedBack(): Promise<Handover | undefined> {
  return (await ask({ kind: 'hand-back' })) as Handover | undefined;
}

function ask(message: unknown): Promise<unknown> {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return Promise.resolve(undefined);
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    setTimeout(() => done(undefined), TIMEOUT);
    worker.postMessage(message, [port2]);
  });
}
