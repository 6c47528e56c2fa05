// The page of clusters: how they are looked for, what was found, what people call them, and the story whose neighbours are shown.
import type { Cluster, Clusters, Framework, Selection } from '../../../api/types';
import { beginClusters } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type { About } from '../../figures/about';
import type { Lexicon } from '../../selection/lexicon';
import { aboutOf, askedFor } from '../workbench/about-figure';
import type { AnalysisView } from '../workbench/analysis-view';
import { lexiconWith } from '../workbench/earlier';
import { runJob } from '../workbench/job';
import { Loader } from '../workbench/loader.svelte';
import { Workbench } from '../workbench/workbench.svelte';
import * as naming from './names';
import {
  firstSettings,
  nextNumber,
  parametersOf,
  requestOf,
  SEED,
  settingsAt,
  walkAt,
  type Settings,
} from './settings';
import { Walking } from './walking.svelte';

/** Of the progress that is shown, the part of finding a number of clusters that fits. */
const SUGGESTING = 0.2;

type Suggestion = NonNullable<Clusters['suggestion']>;

interface Answered {
  settings: Settings;
  clusters: Clusters;
  suggestion: Suggestion | undefined;
  lexicon: Lexicon;
  about: About;
  selected: string;
}

export class Clustering implements AnalysisView {
  /** What is chosen for the next search; chosen by the page until somebody does. */
  chosen: Settings | undefined = $state.raw();
  /** What was asked for last; nothing before the first search. */
  asked: Settings | undefined = $state.raw();
  clusters: Clusters | undefined = $state.raw();
  /** How `clusters` were looked for. */
  found: Settings | undefined = $state.raw();
  /** What the files of `clusters` say about them. */
  about: About | undefined = $state.raw();
  /** The words for everything in `clusters`, also for questions of earlier versions. */
  lexicon: Lexicon;
  /** How well each number of clusters fits, where that was asked. */
  suggestion: Suggestion | undefined = $state.raw();
  names: naming.Names = $state.raw({});
  progress = $state(0);
  cancelled = $state(false);
  /** The selection of `clusters`, as JSON. */
  #selected: string | undefined = $state();
  /** The selection of `clusters`. */
  readonly selected: Selection = $derived.by(() => JSON.parse(this.#selected ?? '{}') as Selection);
  /** The selection that was asked for last, as JSON. */
  #asking: string | undefined;

  readonly bench: Workbench;
  readonly loader: Loader<Answered>;
  readonly walking: Walking;
  readonly settings: Settings = $derived.by(
    () => this.chosen ?? firstSettings(this.bench.selection.lexicon, this.bench.patterns),
  );
  /** Whether `clusters` are those of another selection than the one in front. */
  readonly stale = $derived.by(
    () => this.clusters !== undefined && this.#selected !== JSON.stringify(this.bench.selection.value),
  );

  constructor(framework: Framework, onSignedOut: () => void) {
    this.bench = new Workbench(framework, onSignedOut, {
      patterns: () => ({ request: { signifiers: framework.signifiers.map(({ id }) => id) } }),
      parameters: () => this.#parameters(),
      changed: () => this.#changed(),
    });
    this.lexicon = $state.raw(this.bench.selection.lexicon);
    this.walking = new Walking(this.bench, onSignedOut);
    this.loader = new Loader<Answered>({
      request: (signal) => this.#request(signal),
      show: (answered) => this.#show(answered),
      onSignedOut,
    });
    this.loader.busy = false;
  }

  open(query: string): void {
    this.bench.open(query);
    this.chosen = this.asked = settingsAt(query, this.bench.selection.lexicon).settings;
    this.names = naming.namesAt(query) ?? {};
    this.walking.open(walkAt(query), this.asked?.signifiers);
    if (!this.asked) {
      this.loader.cancel();
      this.clusters = undefined;
    } else if (!this.#isShown()) void this.loader.load();
  }

  choose(settings: Settings): void {
    this.chosen = settings;
  }

  /** Looks for clusters as is chosen. */
  find(): void {
    this.chosen = this.asked = this.settings;
    this.walking.open(undefined, undefined);
    this.bench.selection.pushAddress();
    void this.loader.load();
  }

  /** Stops the search; what was found before stays. */
  cancel(): void {
    this.loader.cancel();
    this.cancelled = true;
  }

  name(cluster: Cluster, name: string): void {
    this.names = naming.named(cluster, name, this.names);
    this.bench.selection.pushAddress();
  }

  /** Shows the stories that were signified most like a story; nothing when it is left out. */
  walk(story: string | undefined): void {
    this.walking.open(story, this.found?.signifiers);
    this.bench.selection.pushAddress();
  }

  stop(): void {
    this.bench.stop();
    this.loader.stop();
    this.walking.stop();
  }

  /** A search for clusters of another selection than the one in front is of no use. */
  #changed(): void {
    if (JSON.stringify(this.bench.selection.value) !== this.#asking) this.loader.cancel();
  }

  /** Whether what is shown is what the address asks for. */
  #isShown(): boolean {
    const same = (one: Settings, other: Settings) =>
      JSON.stringify(parametersOf(one)) === JSON.stringify(parametersOf(other));
    return (
      this.clusters !== undefined &&
      !this.stale &&
      this.found !== undefined &&
      this.asked !== undefined &&
      same(this.found, this.asked)
    );
  }

  #parameters(): Record<string, string> {
    const { story } = this.walking;
    return {
      ...(this.asked && parametersOf(this.asked)),
      ...(this.asked && naming.parametersOf(this.names)),
      ...(story !== undefined && { walk: story }),
    };
  }

  async #request(signal: AbortSignal): Promise<Result<Answered>> {
    const settings = this.asked ?? this.settings;
    const { selection } = this.bench;
    const { value, framework } = selection;
    const selected = (this.#asking = JSON.stringify(value));
    const asked = askedFor(selection);
    const language = framework.languages.includes('en') ? 'en' : undefined;
    const run = (of: Settings, from: number) =>
      runJob<Clusters>(
        () => beginClusters(requestOf(of, value, language)),
        'clusters',
        signal,
        (done) => (this.progress = from + done * (1 - from)),
      );
    this.progress = 0;
    this.cancelled = false;
    let answer = await run(settings, 0);
    if (!answer.ok) return answer;
    const suggestion = answer.value.suggestion ?? undefined;
    const k = nextNumber(settings, answer.value);
    if (k !== undefined) {
      answer = await run({ ...settings, k }, SUGGESTING);
      if (!answer.ok) return answer;
    }
    const clusters = answer.value;
    const questions = Object.keys(clusters.clusters[0]?.description?.profile ?? {});
    const lexicon = await lexiconWith(selection.lexicon, questions);
    const about = aboutOf(asked, clusters.matching, clusters.change, SEED);
    return { ok: true, value: { settings, clusters, suggestion, lexicon, about, selected } };
  }

  #show({ settings, clusters, suggestion, lexicon, about, selected }: Answered): void {
    this.about = about;
    this.lexicon = lexicon;
    this.found = settings;
    this.suggestion = suggestion;
    this.#selected = selected;
    this.clusters = clusters;
  }
}
