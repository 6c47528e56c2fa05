// The state of an analysis page.
import type { Workbench } from './workbench.svelte';

export interface AnalysisView {
  readonly bench: Workbench;
  /** Takes everything from the query string of an address, and loads it. */
  open: (query: string) => void;
  stop: () => void;
}
