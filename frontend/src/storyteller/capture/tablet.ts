// What differs on a shared tablet. The tablet's page passes it to Capture.
import type { Component } from 'svelte';
import type { JoinedCollection } from '../../api/types';
import type { Outbox } from '../offline/outbox';

export interface Tablet {
  readonly joined: JoinedCollection;
  /** Its encrypted queue. */
  readonly outbox: Outbox;
  /** In the header of every page: how many stories are queued. */
  readonly Bar: Component<{ tablet: Tablet }>;
  /** On the start page. */
  readonly Notices: Component<{ tablet: Tablet }>;
  /** The page with the receipt. */
  readonly Sent: Component<{ tablet: Tablet; receipt: string; onItsWay: boolean }>;
  /** Shown when a story can neither be sent nor stored. It cannot be saved as a file on a shared tablet. */
  readonly NotSaved: Component;
  /** Told whether the open story is nowhere but on its page. */
  readonly unkept: (now: boolean) => void;
  /** Whether a story could not be stored: the open one, or one that was cleared. */
  readonly missing: boolean;
  /** Whether a test showed that the tablet has no room for another story. */
  readonly noRoom: boolean;
  /** Whether the tablet was cleared just now because nobody used it. */
  readonly cleared: boolean;
  /** Clears everything for the next person. */
  readonly handOver: () => void;
  /** Called when a person presses Start, for what a browser only allows after a click. */
  readonly begin: () => void;
  /** Told whether a story is open, or its receipt is shown. */
  readonly busy: (somebody: boolean) => void;
  /** Shows the page for the facilitator. */
  readonly facilitate: () => void;
}
