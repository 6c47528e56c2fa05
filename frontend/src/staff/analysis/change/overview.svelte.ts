// What changed most: loads every measure of the selection, while that is shown.
import { getTrends } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type { FigureTrend, Step, TrendsRequest } from '../../../api/types';
import { isFew, type Told } from '../../selection/small';
import { Loader } from '../workbench/loader.svelte';
import { figureOf, measuresOf, rowOf, type Overviewed, type OverviewRow } from './overview';
import type { Lexicon } from '../../selection/lexicon';

/** Figures that the service takes in one request. */
const MOST_FIGURES = 50;

interface Source {
  /** What is selected. */
  selection: () => NonNullable<TrendsRequest['selection']>;
  framework: string;
  lexicon: () => Lexicon;
  /** The length of periods of the control charts. */
  by: () => Step;
  /** Days of step changes. */
  rebase: () => string[];
  onSignedOut: () => void;
}

interface Answered {
  rows: readonly OverviewRow[];
  matching: Told;
  by: Step;
}

export class Overview {
  answered: Answered | undefined = $state.raw();
  /** How much is done, 0 to 1. */
  progress = $state(0);
  cancelled = $state(false);
  readonly loader: Loader<Answered>;
  #on = false;

  constructor(private readonly source: Source) {
    this.loader = new Loader<Answered>({
      request: (signal) => this.#ask(signal),
      show: (answered) => (this.answered = answered),
      onSignedOut: source.onSignedOut,
    });
    this.loader.busy = false;
  }

  /** Begins to show it, or ends to. */
  turn(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    if (on) void this.loader.load();
    else this.loader.cancel();
  }

  /** Loads again after the selection or the periods have changed. */
  changed(): void {
    if (this.#on) this.loader.loadSoon();
  }

  /** Stops; what was there before stays. */
  cancel(): void {
    this.loader.cancel();
    this.cancelled = true;
  }

  stop(): void {
    this.loader.stop();
  }

  async #ask(signal: AbortSignal): Promise<Result<Answered>> {
    const { framework, lexicon } = this.source;
    const by = this.source.by();
    const [selection, rebase] = [this.source.selection(), this.source.rebase()];
    const measures = measuresOf(lexicon());
    this.progress = 0;
    this.cancelled = false;
    const rows: OverviewRow[] = [];
    let matching: Told = 0;
    for (let at = 0; at < measures.length; at += MOST_FIGURES) {
      const some = measures.slice(at, at + MOST_FIGURES);
      const figures = some.map((own) => figureOf(own, framework));
      const [rounds, periods] = await Promise.all([
        getTrends({ selection, by: 'round', figures }, signal),
        getTrends({ selection, by, figures, rebase }, signal),
      ]);
      if (!rounds.ok) return rounds;
      if (!periods.ok) return periods;
      rows.push(...rowsFrom(some, rounds.value.trends, periods.value.trends, by));
      matching = periods.value.matching;
      this.progress = Math.min(1, (at + MOST_FIGURES) / measures.length);
      // Of so few stories there are no figures, whatever else is asked.
      if (matching === 0 || isFew(matching)) break;
    }
    return { ok: true, value: { rows, matching, by } };
  }
}

const rowsFrom = (
  some: readonly Overviewed[],
  rounds: readonly FigureTrend[],
  periods: readonly FigureTrend[],
  by: Step,
) => some.map((own, i) => rowOf(own, rounds[i], periods[i], by));
