// The requests for exports that this person sees, and what they do with them.
import {
  agreeToExport,
  cancelExport,
  getExport,
  getExportFile,
  getExports,
  refuseExport,
} from '../../api/staff';
import type { Result } from '../../api/client';
import type { Failure } from '../../api/problem';
import type { ExportEntry, Exports } from '../../api/types';
import { saveFile } from '../../lib/save-file';
import { failureText } from '../frame/failure-text';
import { session } from '../frame/session.svelte';
import { exports as words, format } from '../texts';
import { SelectionWords } from './selection-words.svelte';

/** Milliseconds between two looks at how far a file has come. */
const LOOK = 1_000;

/** A file that is being made. */
interface Making {
  id: string;
  read: number;
  of: number;
}

export class ExportStore {
  all: Exports | undefined = $state.raw();
  failure: Failure | undefined = $state.raw();
  /** What was done last, to be read out. */
  news = $state('');
  /** What could not be done, and with which request. */
  problem: { id: string; text: string } | undefined = $state.raw();
  making: Making | undefined = $state.raw();
  /** The request that something is done with. */
  busy: string | undefined = $state();
  readonly selections = new SelectionWords();

  #stop: AbortController | undefined;

  async load(): Promise<void> {
    this.failure = undefined;
    const answer = await getExports();
    if (answer.ok) {
      this.all = answer.value;
      void this.selections.learn(
        [...answer.value.own, ...answer.value.others].map((entry) => entry.selection),
      );
    } else if (!session.endedBy(answer.failure)) this.failure = answer.failure;
  }

  /** A request in a sentence: how many stories there were when it was asked for, and which. */
  nameOf({ selection, stories }: ExportEntry): string {
    return words.ask.sentence(format.stories(stories), this.selections.of(selection));
  }

  cancel(entry: ExportEntry): Promise<boolean> {
    return this.#change(
      entry,
      () => cancelExport(entry.id),
      entry.downloaded ? words.own.ended : words.own.cancelled,
    );
  }

  agree(entry: ExportEntry): Promise<boolean> {
    return this.#change(entry, () => agreeToExport(entry.id), words.others.agreed(entry.owner));
  }

  refuse(entry: ExportEntry, reason: string): Promise<boolean> {
    return this.#change(entry, () => refuseExport(entry.id, reason), words.others.refused(entry.owner));
  }

  /** Fetches the file of a request and saves it, and says meanwhile how far it has come. */
  async download(entry: ExportEntry): Promise<void> {
    if (this.making) return;
    this.#begin();
    const stop = new AbortController();
    this.#stop = stop;
    this.making = { id: entry.id, read: 0, of: 0 };
    const timer = setInterval(() => void this.#look(entry.id, stop.signal), LOOK);
    const answer = await getExportFile(entry.id, stop.signal);
    clearInterval(timer);
    this.making = undefined;
    this.#stop = undefined;
    if (stop.signal.aborted) return;
    if (answer.ok) {
      const { name, content } = answer.value;
      saveFile(name, content.type, content);
      this.news = words.own.done(name);
    } else this.#failed(entry.id, answer.failure);
    await this.load();
  }

  /** Stops the making of a file. */
  stop(): void {
    this.#stop?.abort();
  }

  async #look(id: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = await getExport(id, signal);
      const making = answer.ok ? answer.value.making : undefined;
      if (making && this.making?.id === id) this.making = { id, ...making };
    } catch {
      // The making was stopped.
    }
  }

  async #change(
    { id }: ExportEntry,
    change: () => Promise<Result<ExportEntry>>,
    done: string,
  ): Promise<boolean> {
    if (this.busy) return false;
    this.#begin();
    this.busy = id;
    const answer = await change();
    this.busy = undefined;
    if (answer.ok) this.news = done;
    else this.#failed(id, answer.failure);
    // Another person may have decided in the meantime.
    await this.load();
    return answer.ok;
  }

  #begin(): void {
    this.news = '';
    this.problem = undefined;
  }

  #failed(id: string, failure: Failure): void {
    if (!session.endedBy(failure)) this.problem = { id, text: reasonOf(failure) };
  }
}

/** Why something failed: in the service's own words where it has any, as a sentence. */
export function reasonOf(failure: Failure): string {
  const detail = failure.problem?.detail;
  if (!detail) return failureText(failure);
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}${/[.!?]$/.test(detail) ? '' : '.'}`;
}
