// A walk from story to story: those that were signified most like the one in front.
import { getNeighbours } from '../../../api/staff';
import type { Neighbours } from '../../../api/types';
import { Loader } from '../workbench/loader.svelte';
import type { Workbench } from '../workbench/workbench.svelte';

export class Walking {
  /** The id of the story in front. */
  story: string | undefined = $state();
  neighbours: Neighbours | undefined = $state.raw();

  readonly loader: Loader<Neighbours>;
  #signifiers: readonly string[] = [];

  constructor(bench: Workbench, onSignedOut: () => void) {
    this.loader = new Loader<Neighbours>({
      request: (signal) =>
        getNeighbours(
          {
            selection: bench.selection.value,
            story: this.story ?? '',
            signifiers: [...this.#signifiers],
          },
          signal,
        ),
      show: (neighbours) => (this.neighbours = neighbours),
      onSignedOut,
    });
    this.loader.busy = false;
  }

  open(story: string | undefined, signifiers: readonly string[] | undefined): void {
    if (story === this.story && story !== undefined && this.neighbours) return;
    this.story = story;
    this.#signifiers = signifiers ?? [];
    this.neighbours = undefined;
    this.loader.cancel();
    if (story !== undefined && signifiers) void this.loader.load();
  }

  stop(): void {
    this.loader.stop();
  }
}
