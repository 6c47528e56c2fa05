// Ties the outbox to this browser: its clock, its network, and its other pages.
import { correctStory, sendStory } from '../lib/api';
import { Outbox, type Clock, type Store, type Turn } from './outbox';

export const clock: Clock = {
  now: () => performance.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

const CHANNEL = 'sensing-queue';

/** One page of this device at a time; where the browser has no locks, one call of this page at a time. */
function turnNamed(name: string): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    if ('locks' in navigator) return navigator.locks.request(name, work) as ReturnType<typeof work>;
    // Two pages may then send the same story at once. Its receipt makes that one story.
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** An outbox over that store, which sends at start, when the network is back, when the page is looked at, and by timer. */
export function outboxOver(store: Store, name: string): { outbox: Outbox; stop: () => void } {
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : undefined;
  const outbox = new Outbox(
    store,
    {
      send: ({ story, voice, picture }) => sendStory(story, { voice, picture }),
      replace: ({ story }) => correctStory(story),
    },
    clock,
    turnNamed(`${CHANNEL}-${name}`),
    Math.random,
    () => channel?.postMessage(name),
  );
  const go = () => void outbox.flush();
  const looked = () => document.visibilityState === 'visible' && go();
  const heard = ({ data }: MessageEvent) => data === name && void outbox.refresh();
  window.addEventListener('online', go);
  window.addEventListener('pageshow', go);
  document.addEventListener('visibilitychange', looked);
  channel?.addEventListener('message', heard);
  go();
  return {
    outbox,
    stop() {
      window.removeEventListener('online', go);
      window.removeEventListener('pageshow', go);
      document.removeEventListener('visibilitychange', looked);
      channel?.close();
    },
  };
}

/** Asks the browser not to clear what waits when it needs room. `false`: it may. */
export async function askToKeep(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}
