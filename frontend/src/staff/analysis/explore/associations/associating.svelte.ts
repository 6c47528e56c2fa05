// Which signifiers of the selection go together, loaded only while that is shown; and the table of one pair.
import { getAssociations } from '../../../../api/staff';
import type { Result } from '../../../../api/client';
import type { Association, Associations, AssociationsRequest, PairTable } from '../../../../api/types';
import type { About } from '../../../figures/about';
import type { Lexicon } from '../../../selection/lexicon';
import { aboutOf, askedFor } from '../../workbench/about-figure';
import { lexiconWith } from '../../workbench/earlier';
import { Loader } from '../../workbench/loader.svelte';
import type { Workbench } from '../../workbench/workbench.svelte';
import { keyOf, type PairIds } from './matrix';

/** All pairs of a selection, with the words for them. */
interface Answered {
  associations: Associations;
  lexicon: Lexicon;
  about: About;
}

/** One pair, and its table where there is one. */
export interface OpenPair {
  ids: PairIds;
  association: Association | undefined;
  table: PairTable | undefined;
  lexicon: Lexicon;
  about: About;
}

export class Associating {
  answered: Answered | undefined = $state.raw();
  opened: OpenPair | undefined = $state.raw();
  /** The pair in the address. */
  pair: PairIds | undefined = $state.raw();

  cancelled = $state(false);

  readonly all: Loader<Answered>;
  readonly one: Loader<OpenPair | undefined>;
  #on = false;

  constructor(private readonly bench: Workbench) {
    this.all = new Loader<Answered>({
      request: (signal) => this.#ask({}, signal, ({ signifiers }) => signifiers.map(({ id }) => id)),
      show: (answered) => (this.answered = answered),
      onSignedOut: bench.onSignedOut,
    });
    this.one = new Loader<OpenPair | undefined>({
      request: (signal) => this.#open(signal),
      show: (opened) => (this.opened = opened),
      onSignedOut: bench.onSignedOut,
    });
  }

  /** Begins to show it, or ends to. */
  turn(on: boolean): void {
    this.#on = on;
    if (on) this.#load();
    else this.stop();
  }

  /** Loads again after the selection has changed. */
  changed(): void {
    if (!this.#on) return;
    this.cancelled = false;
    this.all.loadSoon();
    if (this.pair) this.one.loadSoon();
  }

  /** Opens a pair, or closes the one that is open. */
  look(pair: PairIds | undefined): void {
    this.pair = pair;
    if (!pair) {
      this.one.stop();
      this.opened = undefined;
    } else void this.one.load();
  }

  /** Stops; what was shown before stays. */
  cancel(): void {
    this.all.cancel();
    this.one.cancel();
    this.cancelled = true;
  }

  /** Loads what was cancelled. */
  again(): void {
    this.#load();
  }

  stop(): void {
    this.all.stop();
    this.one.stop();
  }

  #load(): void {
    this.cancelled = false;
    void this.all.load();
    if (this.pair) void this.one.load();
    else this.opened = undefined;
  }

  async #ask(
    more: Omit<AssociationsRequest, 'selection'>,
    signal: AbortSignal,
    namedIn: (answer: Associations) => readonly string[],
  ): Promise<Result<Answered>> {
    const { selection } = this.bench;
    const asked = askedFor(selection);
    const answer = await getAssociations({ ...more, selection: selection.value }, signal);
    if (!answer.ok) return answer;
    const { matching, change, sampled, seed } = answer.value;
    const named = namedIn(answer.value).map((id) => id.split('/')[0] ?? id);
    const lexicon = await lexiconWith(selection.lexicon, named);
    // The seed draws a sample, if there is one.
    const about = aboutOf(asked, matching, change, sampled == null ? null : seed);
    return { ok: true, value: { associations: answer.value, lexicon, about } };
  }

  async #open(signal: AbortSignal): Promise<Result<OpenPair | undefined>> {
    const ids = this.pair;
    if (!ids) return { ok: true, value: undefined };
    const answer = await this.#ask({ pair: [...ids] }, signal, () => ids);
    if (!answer.ok) return answer;
    const { associations, lexicon, about } = answer.value;
    const association = associations.pairs.find(({ pair: [a = '', b = ''] }) => keyOf([a, b]) === keyOf(ids));
    const table = associations.table ?? undefined;
    return { ok: true, value: { ids, association, table, lexicon, about } };
  }
}
