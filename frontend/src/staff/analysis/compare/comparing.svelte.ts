// The page that compares groups: which groups, the service's answer, and the question that is looked at more closely.
import type { Comparison, ComparisonRequest, Framework } from '../../../api/types';
import type { Lexicon } from '../../selection/lexicon';
import type { About } from '../../figures/about';
import { aboutOf, askedFor, type Asked } from '../workbench/about-figure';
import type { AnalysisView } from '../workbench/analysis-view';
import { Loader } from '../workbench/loader.svelte';
import { Questions } from '../workbench/questions';
import { Workbench } from '../workbench/workbench.svelte';
import {
  comparable,
  defaultGrouping,
  groupingAt,
  groupsOf,
  parametersOf,
  questionAt,
  questionsAt,
  type Grouping,
} from './grouping';
import { lexiconWith } from '../workbench/earlier';
import { runComparison } from './job';

/** Permutations for each question, so that a difference that stands alone can show after the adjustment. */
const PER_QUESTION = 40;
const LEAST_PERMUTATIONS = 999;
const MOST_PERMUTATIONS = 9_999;
export const SEED = 1;

/** What the answer was asked for. */
interface Answered {
  grouping: Grouping;
  chosenOf: number | undefined;
  comparison: Comparison;
  lexicon: Lexicon;
  about: About;
}

export class Comparing implements AnalysisView {
  /** The chosen groups; chosen by the page where the address does not say. */
  chosen: Grouping | undefined = $state.raw();
  /** The questions that are compared; none for all. */
  questions: readonly string[] = $state.raw([]);
  /** The question that is looked at, as `signifier` or `signifier/stone`. */
  question: string | undefined = $state();
  comparison: Comparison | undefined = $state.raw();
  /** What the files of `comparison` say about it. */
  about: About | undefined = $state.raw();
  /** The groups of `comparison`. */
  compared: Grouping | undefined = $state.raw();
  /** Of how many questions those of `comparison` were chosen; nothing when they are all. */
  chosenOf: number | undefined = $state();
  /** The words for everything in `comparison`, also for questions of earlier versions. */
  lexicon: Lexicon;
  progress = $state(0);
  cancelled = $state(false);

  readonly bench: Workbench;
  readonly loader: Loader<Answered>;
  readonly grouping = $derived.by(
    () =>
      this.chosen ?? defaultGrouping(this.bench.selection.lexicon, this.bench.selection.pinned !== undefined),
  );

  /** The questions that can be chosen, also those of earlier versions. */
  readonly choices = $derived.by(() => comparable(this.known, this.grouping));
  /** Those of them that are compared. */
  readonly asked = $derived.by(() => {
    const some = this.choices.filter(({ id }) => this.questions.includes(id));
    return some.length > 0 ? some : this.choices;
  });

  /** The words for every question that can be compared. */
  known: Lexicon;

  readonly #questions: Questions;

  constructor(framework: Framework, onSignedOut: () => void, questions = new Questions()) {
    this.#questions = questions;
    this.bench = new Workbench(framework, onSignedOut, {
      parameters: () => this.#parameters(),
      changed: () => this.#changed(),
    });
    this.lexicon = $state.raw(this.bench.selection.lexicon);
    this.known = $state.raw(this.bench.selection.lexicon);
    this.loader = new Loader<Answered>({
      request: async (signal) => {
        const { grouping } = this;
        const chosenOf = this.#isSome() ? this.choices.length : undefined;
        const asked = askedFor(this.bench.selection);
        this.progress = 0;
        this.cancelled = false;
        const answer = await runComparison(this.#request(), signal, (done) => (this.progress = done));
        if (!answer.ok) return answer;
        const questions = answer.value.results.map(({ signifier }) => signifier);
        const lexicon = await lexiconWith(this.bench.selection.lexicon, questions);
        const about = aboutComparison(asked, grouping, answer.value);
        return { ok: true, value: { grouping, chosenOf, comparison: answer.value, lexicon, about } };
      },
      show: ({ grouping, chosenOf, comparison, lexicon, about }) => {
        this.chosenOf = chosenOf;
        this.about = about;
        this.compared = grouping;
        this.lexicon = lexicon;
        this.comparison = comparison;
      },
      onSignedOut,
    });
  }

  open(query: string): void {
    this.bench.open(query);
    this.known = this.#questions.knownOf(this.bench.selection.lexicon);
    this.chosen = groupingAt(query, this.bench.selection.lexicon).grouping;
    this.questions = questionsAt(query);
    this.question = questionAt(query);
    void this.loader.load();
  }

  group(grouping: Grouping): void {
    this.chosen = grouping;
    this.bench.selection.pushAddress();
    this.loader.loadSoon();
  }

  /** Compares these questions; all without any. */
  ask(questions: readonly string[]): void {
    const all = this.choices.every(({ id }) => questions.includes(id));
    this.questions = all ? [] : questions;
    const looked = this.question?.split('/')[0];
    if (looked !== undefined && !this.asked.some(({ id }) => id === looked)) this.question = undefined;
    this.bench.selection.pushAddress();
    this.loader.loadSoon();
  }

  look(question: string): void {
    this.question = question;
    this.bench.selection.pushAddress();
  }

  /** Stops the comparison; what was compared before stays. */
  cancel(): void {
    this.loader.cancel();
    this.cancelled = true;
  }

  stop(): void {
    this.bench.stop();
    this.loader.stop();
  }

  #parameters(): Record<string, string> {
    return {
      ...(this.chosen && parametersOf(this.chosen)),
      ...(this.questions.length > 0 && { questions: this.questions.join(',') }),
      ...(this.question !== undefined && { question: this.question }),
    };
  }

  /** Without B, nothing can be compared with it. */
  #changed(): void {
    if (this.chosen?.kind === 'pinned' && !this.bench.selection.pinned) {
      this.chosen = undefined;
      this.bench.selection.replaceAddress();
    }
    this.loader.loadSoon();
  }

  #isSome(): boolean {
    return this.asked.length < this.choices.length;
  }

  #request(): ComparisonRequest {
    const { value, pinnedValue, framework } = this.bench.selection;
    const questions = this.asked.reduce(
      (sum, signifier) => sum + (signifier.kind === 'stones' ? signifier.stones.length : 1),
      0,
    );
    const permutations = Math.ceil((PER_QUESTION * questions) / 1000) * 1000 - 1;
    return {
      ...groupsOf(this.grouping, value, pinnedValue),
      permutations: Math.min(MOST_PERMUTATIONS, Math.max(LEAST_PERMUTATIONS, permutations)),
      seed: SEED,
      ...(this.#isSome() && { signifiers: this.asked.map(({ id }) => id) }),
      ...(framework.languages.includes('en') && { language: 'en' }),
    };
  }
}

/** Against B or all others, the selection is the first group; otherwise it is what the groups are made of. */
function aboutComparison(
  asked: Asked,
  { kind }: Grouping,
  { groups, matching, change, seed }: Comparison,
): About {
  const own = kind === 'pinned' || kind === 'rest' ? (groups[0]?.n ?? 0) : matching;
  return aboutOf(asked, own, change, seed);
}
