// One import from the file to the report: what is known so far, and what is being asked of the service.
import {
  guessMapping,
  importTable,
  LARGEST_TABLE,
  previewImport,
  saveMapping,
  type TablePart,
} from '../../api/imports';
import type { Failure } from '../../api/problem';
import type { ColumnReason, Guess, ImportPreview, ImportReport, Mapping } from '../../api/types';
import { session } from '../frame/session.svelte';
import { imports as words } from '../texts';
import { setUse, type Draft, type Use } from './mapping';

export interface Fault {
  message: string;
  target?: string;
}

/** What the service is asked at the moment. */
export type Busy = 'guess' | 'preview' | 'import' | 'save';

export class ImportWork {
  file = $state.raw<File>();
  guess = $state.raw<Guess>();
  mapping = $state<Draft>();
  /** Columns that a person has changed. */
  changed = $state<string[]>([]);
  preview = $state.raw<ImportPreview>();
  report = $state.raw<ImportReport>();
  busy = $state<Busy>();
  faults = $state.raw<Fault[]>([]);
  failure = $state.raw<Failure>();
  savedAs = $state('');
  private last = async () => {};

  get columns(): readonly ColumnReason[] {
    return this.guess?.columns ?? [];
  }

  /** Reads the table, and begins with a guess or with a mapping that was saved. */
  async look(slug: string, language: string, part: TablePart, saved?: Mapping): Promise<void> {
    const { file } = this;
    if (!file) return;
    if (file.size > LARGEST_TABLE * 1024 * 1024) {
      this.faults = [{ message: words.tooLarge(LARGEST_TABLE), target: 'file' }];
      return;
    }
    await this.ask(
      'guess',
      () => guessMapping(file, slug, language, part),
      (guess) => {
        this.guess = guess;
        this.mapping = structuredClone(saved ?? guess.mapping) as Draft;
        this.changed = [];
        this.forget();
      },
    );
  }

  use(column: string, use: Use): void {
    if (!this.mapping) return;
    setUse(this.mapping, this.columns, column, use);
    if (!this.changed.includes(column)) this.changed.push(column);
    this.forget();
  }

  /** What was computed by an earlier mapping does not hold any more. */
  forget(): void {
    this.preview = undefined;
    this.report = undefined;
    this.savedAs = '';
  }

  async show(): Promise<void> {
    const { file, mapping } = this;
    if (!file || !mapping) return;
    await this.ask(
      'preview',
      () => previewImport(file, this.plain()),
      (preview) => {
        this.preview = preview;
        this.report = undefined;
      },
    );
  }

  async import(dryRun: boolean): Promise<void> {
    const { file, mapping } = this;
    if (!file || !mapping) return;
    await this.ask(
      'import',
      () => importTable(file, this.plain(), { dry_run: dryRun }),
      (report) => (this.report = report),
    );
  }

  async save(name: string): Promise<void> {
    await this.ask(
      'save',
      () => saveMapping(name, this.plain()),
      () => (this.savedAs = name),
    );
  }

  /** Begins with another file. */
  again(): void {
    this.file = undefined;
    this.guess = undefined;
    this.mapping = undefined;
    this.faults = [];
    this.failure = undefined;
    this.forget();
  }

  /** Asks the same once more. */
  retry(): void {
    void this.last();
  }

  /** The mapping as it is sent. */
  plain(): Mapping {
    return $state.snapshot(this.mapping) as Mapping;
  }

  private async ask<T>(
    what: Busy,
    call: () => Promise<{ ok: true; value: T } | { ok: false; failure: Failure }>,
    take: (value: T) => void,
  ): Promise<void> {
    this.last = () => this.ask(what, call, take);
    this.busy = what;
    this.faults = [];
    this.failure = undefined;
    const answer = await call();
    this.busy = undefined;
    if (answer.ok) return take(answer.value);
    if (session.endedBy(answer.failure)) return;
    const errors = answer.failure.problem?.errors ?? [];
    if (answer.failure.kind === 'invalid' && errors.length > 0) {
      this.faults = errors.map(({ field, message }) => ({
        message: field ? `${words.place(field)}: ${message}` : message,
      }));
    } else this.failure = answer.failure;
  }
}
