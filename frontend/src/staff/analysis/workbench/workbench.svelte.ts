// What every analysis page has: one selection with its counts, the selection that is pinned as B, and the stories behind it.
// A page adds what it shows of them.
import { getPatterns } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type {
  Framework,
  NearPlace,
  Patterns,
  PatternsRequest,
  SearchResults,
  Sort,
} from '../../../api/types';
import { selectionOf, type Part } from '../../selection/parts';
import { SelectionState } from '../../selection/selection-state.svelte';
import { isFew } from '../../selection/small';
import { Loader } from './loader.svelte';
import { StoryList, type ReadStory } from './story-list.svelte';

/** The patterns that a page wants of the selection. */
export interface Wanted {
  request: Omit<PatternsRequest, 'selection'>;
  /** Loads what the page shows beside them; what it returns shows that, together with them. */
  beside?: (patterns: Promise<Result<Patterns>>, signal: AbortSignal) => Promise<Result<() => void>>;
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
  patterns: Patterns;
  showBeside: (() => void) | undefined;
  stories: SearchResults;
  pinned: Patterns | undefined;
}

const isAbout = (part: Part, signifier: string) => 'signifier' in part && part.signifier === signifier;

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
      beside: () => ({ ...parameters?.(), ...this.list.parameters }),
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
    this.list.open(query);
    void this.loader.load();
  }

  /** Warnings of another answer about the selection, without those that are shown already. */
  furtherWarnings(warnings: readonly string[]): readonly string[] {
    return warnings.filter((warning) => !this.patterns?.warnings.includes(warning));
  }

  setSort(sort: Sort): void {
    this.list.chosen = sort;
    this.selection.pushAddress();
    this.loader.loadSoon();
  }

  /** Lists the stories nearest to a place on a map first. */
  listNear(place: NearPlace): void {
    this.list.near = place;
    this.setSort('nearest');
  }

  /** Shows another random sample of the stories. */
  drawAgain(): void {
    this.list.seed += 1;
    this.setSort('random');
  }

  openStory(story: ReadStory): void {
    this.list.opened = story;
    this.selection.pushAddress();
  }

  closeStory(): void {
    this.list.opened = undefined;
    this.selection.pushAddress();
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

  /**
   * The patterns of a selection. Those of a signifier that it has a part about are computed without that part, so that what was
   * selected is seen beside the rest.
   */
  async freed(
    request: Wanted['request'],
    parts: readonly Part[],
    signal: AbortSignal,
  ): Promise<Result<Patterns>> {
    const { slug, signifiers } = this.selection.framework;
    const wanted = request.signifiers ?? signifiers.map(({ id }) => id);
    const freed = wanted.filter((id) => parts.some((part) => isAbout(part, id)));
    const [whole, ...others] = await Promise.all([
      getPatterns({ ...request, selection: selectionOf(slug, parts) }, signal),
      ...freed.map((id) => {
        const rest = parts.filter((part) => !isAbout(part, id));
        return getPatterns({ ...request, signifiers: [id], selection: selectionOf(slug, rest) }, signal);
      }),
    ]);
    if (!whole.ok) return whole;
    const merged = { ...whole.value.signifiers };
    const few = [...(whole.value.too_few ?? [])];
    for (const answer of others) {
      if (!answer.ok) return answer;
      Object.assign(merged, answer.value.signifiers);
      few.push(...(answer.value.too_few ?? []));
    }
    const tooFew = few.filter((id, i) => !(id in merged) && few.indexOf(id) === i);
    return { ok: true, value: { ...whole.value, signifiers: merged, too_few: tooFew } };
  }

  async #request(signal: AbortSignal): Promise<Result<Answers>> {
    const wanted = this.#wanted();
    const { parts, pinnedValue } = this.selection;
    const own = this.freed(wanted.request, parts, signal);
    const [patterns, stories, pinned, beside] = await Promise.all([
      own,
      this.list.request(signal),
      pinnedValue && getPatterns({ selection: pinnedValue, signifiers: [] }, signal),
      wanted.beside?.(own, signal),
    ]);
    if (!patterns.ok) return patterns;
    if (!stories.ok) return stories;
    if (pinned && !pinned.ok) return pinned;
    if (beside && !beside.ok) return beside;
    const [first, next] = [stories.value, pinned?.value];
    return {
      ok: true,
      value: { patterns: patterns.value, stories: first, pinned: next, showBeside: beside?.value },
    };
  }

  #show({ patterns, stories, pinned, showBeside }: Answers): void {
    this.patterns = patterns;
    this.pinned = pinned;
    showBeside?.();
    this.list.show(stories);
  }
}
