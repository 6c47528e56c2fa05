// The page of changes over time: what is followed, the service's answer, and what it was asked for.
import { getTrends } from '../../../api/staff';
import type { Framework, Step, Trends } from '../../../api/types';
import type { About } from '../../figures/about';
import type { Lexicon } from '../../selection/lexicon';
import type { Part } from '../../selection/parts';
import { queryOf } from '../../selection/query';
import { analysis, change } from '../../texts';
import { aboutOf, askedFor, type Asked } from '../workbench/about-figure';
import type { AnalysisView } from '../workbench/analysis-view';
import { Loader } from '../workbench/loader.svelte';
import { Workbench } from '../workbench/workbench.svelte';
import { shared, sidesInWords, wantedBy, type Measure } from './measure';
import { Questions } from '../workbench/questions';
import { Overview } from './overview.svelte';
import {
  namesMeasure,
  parametersOf,
  settingsAt,
  START,
  withStep,
  type Settings,
  type StepChange,
} from './settings';

/** An answer with what it was asked for. */
export interface Answered {
  settings: Settings;
  /** The parts of A, and of B where there is one. */
  parts: readonly Part[];
  pinned: readonly Part[] | undefined;
  /** The parts that select the stories which are counted. */
  counted: readonly Part[];
  trends: Trends;
  about: About;
}

export class Changing implements AnalysisView {
  settings: Settings = $state.raw(START);
  answered: Answered | undefined = $state.raw();

  readonly bench: Workbench;
  readonly loader: Loader<Answered>;
  /** What is asked for: without B, there is no difference between A and B. */
  readonly current: Settings = $derived.by(() => {
    const { settings } = this;
    if (settings.measure.kind !== 'more' || this.bench.selection.pinned) return settings;
    return { ...settings, measure: START.measure, target: undefined };
  });

  /** The words for every question that can be followed. */
  lexicon: Lexicon;

  /** What changed most, of all measures. */
  readonly overview: Overview;
  /** Whether the address says nothing of what is followed. */
  followsNothing = true;

  readonly #questions: Questions;

  constructor(framework: Framework, onSignedOut: () => void, questions = new Questions()) {
    this.#questions = questions;
    this.bench = new Workbench(framework, onSignedOut, {
      parameters: () => parametersOf(this.current),
      changed: () => {
        this.loader.loadSoon();
        this.overview.changed();
      },
    });
    this.overview = new Overview({
      selection: () => this.bench.selection.value,
      framework: framework.slug,
      lexicon: () => this.lexicon,
      by: () => (this.current.by === 'round' ? START.by : this.current.by),
      rebase: () => this.current.steps.map(({ day }) => day),
      onSignedOut,
    });
    this.lexicon = $state.raw(this.bench.selection.lexicon);
    this.loader = new Loader<Answered>({
      request: async (signal) => {
        const settings = this.current;
        const { selection } = this.bench;
        const asked = askedFor(selection);
        const { parts, pinned } = asked;
        const wanted = wantedBy(settings.measure, framework.slug, parts, pinned ?? []);
        const answer = await getTrends(
          {
            selection: wanted.selection,
            by: settings.by,
            figures: [wanted.figure],
            targets: [settings.target ?? null],
            ...(wanted.drift !== undefined && { drift: [wanted.drift] }),
            // Rounds have no step changes; those of the address come back with another length of periods.
            ...(settings.by !== 'round' && { rebase: settings.steps.map(({ day }) => day) }),
          },
          signal,
        );
        if (!answer.ok) return answer;
        const counted = settings.measure.kind === 'more' ? shared(parts, pinned ?? []).both : parts;
        const about = aboutTrends(asked, settings.measure, counted, answer.value);
        return { ok: true, value: { settings, parts, pinned, counted, trends: answer.value, about } };
      },
      show: (answered) => (this.answered = answered),
      onSignedOut,
    });
  }

  open(query: string): void {
    this.bench.open(query);
    this.lexicon = this.#questions.knownOf(this.bench.selection.lexicon);
    this.settings = settingsAt(query, this.lexicon).settings;
    this.followsNothing = !namesMeasure(query);
    void this.loader.load();
    this.overview.changed();
  }

  /** Follows another measure. A target belongs to its measure. */
  follow(measure: Measure, by: Step = this.current.by): void {
    this.#set({ ...this.current, measure, by, target: undefined });
  }

  /** The address of a measure in place of the one that is followed, with the selection. */
  addressOf(measure: Measure, by: Step = this.current.by): string {
    const { value, pinnedValue } = this.bench.selection;
    const parameters = parametersOf({ ...this.current, measure, by, target: undefined });
    return location.pathname + queryOf(value, parameters, pinnedValue);
  }

  divide(by: Step): void {
    this.#set({ ...this.current, by });
    this.overview.changed();
  }

  aim(target: number | undefined): void {
    this.#set({ ...this.current, target });
  }

  addStep(step: StepChange): void {
    this.#set({ ...this.current, steps: withStep(this.current.steps, step) });
    this.overview.changed();
  }

  removeStep(day: string): void {
    this.#set({ ...this.current, steps: this.current.steps.filter((step) => step.day !== day) });
    this.overview.changed();
  }

  stop(): void {
    this.bench.stop();
    this.overview.stop();
    this.loader.stop();
  }

  #set(settings: Settings): void {
    this.settings = settings;
    this.bench.selection.pushAddress();
    this.loader.loadSoon();
  }
}

/** Of “more and fewer”, the stories that are counted are those of what A and B have in common. */
function aboutTrends(asked: Asked, measure: Measure, counted: readonly Part[], answer: Trends): About {
  const { matching } = answer;
  if (measure.kind !== 'more') return aboutOf(asked, matching, answer.change);
  const { lexicon, parts, pinned } = asked;
  const { more, fewer } = sidesInWords(lexicon, parts, pinned ?? []);
  const about = aboutOf({ lexicon, parts: counted, pinned: undefined }, matching, answer.change);
  const selection = analysis.selection.sentence(matching, lexicon.clauses(counted));
  return { ...about, selection: change.sides.file(selection, more, fewer) };
}
