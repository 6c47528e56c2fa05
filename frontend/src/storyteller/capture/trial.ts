// What differs in a preview. The preview page passes it to Capture.
import type { Component } from 'svelte';
import type { Result } from '../../api/client';
import type { Submission } from '../../api/types';
import type { Framework } from '../../lib/framework';

export interface Trial {
  /** The version that is tried, which may still be a draft. */
  readonly framework: Framework;
  /** Checks a story as the service would, and stores nothing. */
  readonly send: (story: Submission) => Promise<Result<unknown>>;
  /** On the start page. */
  readonly Notice: Component<{ trial: Trial }>;
  /** The last page, in place of the receipt. */
  readonly Done: Component<{ trial: Trial; again: () => void }>;
}
