// What every analysis page has: one selection with its counts, the selection that is pinned as B, and the stories behind it.
// A page adds what it shows of them.
import { getPatterns } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type { Framework, Patterns, PatternsRequest, SearchResults, Sort } from '../../../api/types';
import { SelectionState } from '../../selection/selection-state.svelte';
import { isFew } from '../../selection/small';
import { Loader } from './loader.svelte';
import { StoryList } from './story-list.svelte';

/** The patterns that a page wants of the selection. */
export interface Wanted {
  request: Omit<PatternsRequest, 'selection'>;
  /** Called when they are shown. */
  shown?: () => void;
}

export interface Options {
  /** The patterns that the page shows; those of the choices, which the filters need, when missing. */
  patterns?: () => Wanted;
  /** What the page keeps in its address beside the selection. */
  parameters?: () => Record<string, string>;
  /** Called after an edit of the selection or of B. */
  changed?: () => void;
}

interface Answers {
  wanted: Wanted;
  patterns: Patterns;
  stories: SearchResults;
  pinned: Patterns | undefined;
}

export class Workbench {
  /** The patterns of the selection, with its counts. */
  patterns: Patterns | undefined = $state.raw();
  /** The counts of B. */
  pinned: Patterns | undefined = $state.raw();

  readonly selection: SelectionState;
  readonly list: StoryList;
  readonly loader: Loader<Answers>;
  /** Whether so few stories are selected that no figures may be shown. */
  readonly few = $derived.by(() => this.patterns !== undefined && isFew(this.patterns.matching));

  readonly #wanted: () => Wanted;

  constructor(
    framework: Framework,
    /** Called when the session has ended. */
    readonly onSignedOut: () => void,
    { patterns, parameters, changed }: Options = {},
  ) {
    this.selection = new SelectionState(framework, {
      ...(parameters && { beside: parameters }),
      changed: () => {
        this.loader.loadSoon();
        changed?.();
      },
    });
    const choices = this.selection.lexicon.all('choice').map(({ id }) => id);
    this.#wanted = patterns ?? (() => ({ request: { signifiers: choices } }));
    this.list = new StoryList(this.selection);
    this.loader = new Loader<Answers>({
      request: (signal) => this.#request(signal),
      show: (answers) => this.#show(answers),
      onSignedOut,
    });
  }

  /** Takes both selections from the query string of an address. */
  open(query: string): void {
    this.selection.open(query);
    void this.loader.load();
  }

  /** Warnings of another answer about the selection, without those that are shown already. */
  furtherWarnings(warnings: readonly string[]): readonly string[] {
    return warnings.filter((warning) => !this.patterns?.warnings.includes(warning));
  }

  setSort(sort: Sort): void {
    this.list.sort = sort;
    this.loader.loadSoon();
  }

  /** Adds the next page of stories. */
  async more(): Promise<void> {
    const { list, loader } = this;
    const { next } = list;
    if (!next) return;
    await loader.add(
      (signal) => list.request(signal, next),
      (page) => list.append(page),
    );
  }

  stop(): void {
    this.loader.stop();
  }

  async #request(signal: AbortSignal): Promise<Result<Answers>> {
    const wanted = this.#wanted();
    const { value, pinnedValue } = this.selection;
    const [patterns, stories, pinned] = await Promise.all([
      getPatterns({ ...wanted.request, selection: value }, signal),
      this.list.request(signal),
      pinnedValue && getPatterns({ selection: pinnedValue, signifiers: [] }, signal),
    ]);
    if (!patterns.ok) return patterns;
    if (!stories.ok) return stories;
    if (pinned && !pinned.ok) return pinned;
    return {
      ok: true,
      value: { wanted, patterns: patterns.value, stories: stories.value, pinned: pinned?.value },
    };
  }

  #show({ wanted, patterns, stories, pinned }: Answers): void {
    this.patterns = patterns;
    this.pinned = pinned;
    wanted.shown?.();
    this.list.show(stories);
  }
}
