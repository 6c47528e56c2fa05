// What is different when a story is told on a shared tablet: it is given to Capture by the tablet's own page.
import type { Component } from 'svelte';
import type { Joined } from '../lib/api';
import type { Outbox } from '../offline/outbox';

export interface Tablet {
  readonly joined: Joined;
  /** Where its stories wait, sealed. */
  readonly outbox: Outbox;
  /** Stands in the header of every page: how many stories wait. */
  readonly Bar: Component<{ tablet: Tablet }>;
  /** Stands on the start page. */
  readonly Notices: Component<{ tablet: Tablet }>;
  /** The page with the receipt. */
  readonly Sent: Component<{ tablet: Tablet; receipt: string; onItsWay: boolean }>;
  /** Nobody touched the tablet, and so it was cleared just now. */
  readonly cleared: boolean;
  /** Forgets everything, and is ready for the next person. */
  readonly handOver: () => void;
  /** A person begins: the moment for what a browser only does while a button is pressed. */
  readonly begin: () => void;
  /** Whether somebody is in the middle of a story, or their receipt is shown. */
  readonly busy: (somebody: boolean) => void;
  /** For the person who runs the event. */
  readonly facilitate: () => void;
}
