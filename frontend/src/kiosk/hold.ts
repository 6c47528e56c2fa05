// Between two people the tablet's page loads anew, so that nothing of the last one is left in its memory. The key goes
// to the service worker for that moment, which holds it in memory and gives it back once.
import type { Joined } from '../lib/api';
import type { OpenVault } from '../offline/vault';

export interface Held {
  readonly joined: Joined;
  readonly vault: OpenVault;
  /** It cleared itself, because nobody touched it. */
  readonly cleared: boolean;
}

const PATIENCE = 2_000;

/** Whether the worker has it; without a worker nothing can be held. */
export async function hold(held: Held): Promise<boolean> {
  return (await ask({ kind: 'hold', held })) === true;
}

export async function handedBack(): Promise<Held | undefined> {
  return (await ask({ kind: 'hand-back' })) as Held | undefined;
}

function ask(message: unknown): Promise<unknown> {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return Promise.resolve(undefined);
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    setTimeout(() => done(undefined), PATIENCE);
    worker.postMessage(message, [port2]);
  });
}
