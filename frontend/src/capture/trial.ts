// What is different when a form is only tried out: it is given to Capture by the preview page.
import type { Component } from 'svelte';
import type { Result, Submission } from '../lib/api';
import type { Framework } from '../lib/framework';

export interface Trial {
  /** The version that is tried, which may still be a draft. */
  readonly framework: Framework;
  /** Checks a story as it would be checked, and keeps nothing. */
  readonly send: (story: Submission) => Promise<Result<unknown>>;
  /** Stands on the start page. */
  readonly Notice: Component<{ trial: Trial }>;
  /** The last page, in the place of a receipt. */
  readonly Done: Component<{ trial: Trial; again: () => void }>;
}
