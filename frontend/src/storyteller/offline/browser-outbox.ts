// Connects the outbox to this browser: its clock, its network, and its other pages.
import { correctStory, openReceipt, sendStory } from '../../api/storyteller';
import { serially, Outbox, type Clock, type Store, type Turn } from './outbox';

export const clock: Clock = {
  now: () => performance.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

const CHANNEL = 'sensing-queue';

/** Lets one page of this device run at a time; where the browser has no locks, one call of this page. */
function turnNamed(name: string): Turn {
  // Without locks two pages may send the same story at once. Its receipt makes that one story.
  if (!('locks' in navigator)) return serially();
  return (work) => navigator.locks.request(name, work) as ReturnType<typeof work>;
}

/** An outbox over that store, which sends at start, when the network is back, when the page becomes visible, and by a timer. */
export function browserOutbox(store: Store, name: string): { outbox: Outbox; stop: () => void } {
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : undefined;
  const outbox = new Outbox(
    store,
    {
      send: ({ story, voice, picture }) => sendStory(story, { voice, picture }),
      replace: ({ story }) => correctStory(story),
      open: openReceipt,
    },
    clock,
    turnNamed(`${CHANNEL}-${name}`),
    Math.random,
    () => channel?.postMessage(name),
    turnNamed(`${CHANNEL}-${name}-change`),
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
