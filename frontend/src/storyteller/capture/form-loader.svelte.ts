// Loads what the form needs: the framework of its collection, in the reader's language, and the steps after the start
// page. A story that was begun before keeps the version, join code and collection that it was begun with.
import type { Result } from '../../api/client';
import { OFFLINE, type Failure } from '../../api/problem';
import { getFramework } from '../../api/storyteller';
import { restricted } from '../../lib/collection-limits';
import type { Framework } from '../../lib/framework';
import type { Locale } from '../../lib/i18n/locale.svelte';
import { closestTag, firstTags } from '../../lib/i18n/tags';
import type { KeptDraft } from '../offline/draft-store';
import type { BegunWith, Joining } from './joining.svelte';
import type { StartQuery } from './start-query';

/** Which version a story was begun with, and in which language. */
export type Origin = Pick<KeptDraft, 'framework' | 'version' | 'tag' | 'code'>;

interface Options<Steps> {
  locale: Locale;
  query: Pick<StartQuery, 'slug' | 'language'>;
  joining: Joining;
  /** In a preview: the version that is tried. */
  trial: Framework | undefined;
  /** Loads the steps after the start page. */
  importSteps: () => Promise<Steps>;
  /** Resolves when the start page may grow. */
  mayShow: () => Promise<unknown>;
}

export class FormLoader<Steps> {
  /** The steps after the start page. */
  steps = $state.raw<Steps>();
  failure = $state.raw<Failure>();

  /** The framework for a new story. */
  #offered = $state.raw<Framework>();
  #begunWith = $state.raw<BegunWith>();
  /** The tag that the form began with. */
  #firstTag: string | undefined;

  readonly framework = $derived(this.#begunWith?.framework ?? this.#offered);
  /** The join code that goes with the open story. */
  readonly code = $derived.by(() => (this.#begunWith ? this.#begunWith.code : this.options.joining.code));
  /** The collection that the open story was begun for. */
  readonly collection = $derived.by(() =>
    this.#begunWith ? this.#begunWith.joined : this.options.joining.collection,
  );

  constructor(private readonly options: Options<Steps>) {}

  async load(): Promise<void> {
    this.failure = undefined;
    const { joining, query, trial, locale, mayShow } = this.options;
    const steps = this.#importSteps();
    await joining.check();
    const result: Result<Framework> = trial
      ? { ok: true, value: trial }
      : await getFramework(joining.collection?.framework ?? query.slug);
    if (!result.ok) {
      this.failure = result.failure;
      return;
    }
    this.steps = await steps;
    if (!this.steps) {
      this.failure = OFFLINE;
      return;
    }
    await mayShow();
    const untouched = this.#firstTag === undefined || this.#firstTag === locale.tag;
    const chosen = untouched ? query.language : locale.tag;
    this.#offered = restricted(result.value, joining.collection);
    if (this.#begunWith) return;
    const wishes = firstTags(joining.collection, this.#offered.languages, navigator.languages);
    await this.#speak(this.#offered, chosen ? [chosen, ...wishes] : wishes);
    this.#firstTag = locale.tag;
  }

  /** Loads the steps, if they are not there yet. */
  async loadSteps(): Promise<boolean> {
    this.steps ??= await this.#importSteps();
    return this.steps !== undefined;
  }

  /** The version that a story was begun with; nothing when it cannot be loaded. */
  async find(origin: Origin): Promise<BegunWith | undefined> {
    const { code } = origin;
    const [framework, collection] = await Promise.all([
      getFramework(origin.framework, origin.version),
      code === undefined ? undefined : this.options.joining.of(code),
    ]);
    if (!framework.ok) return undefined;
    // An unknown code is reported when the story is sent; without an answer the collection's limits are unknown.
    if (collection?.ok === false && collection.failure.kind !== 'not-found') return undefined;
    const joined = collection?.ok ? collection.value : undefined;
    return { framework: restricted(framework.value, joined), code, joined };
  }

  /** Shows the form as a story was begun with it, in its language. */
  async carryOn(begunWith: BegunWith, tag: string): Promise<void> {
    this.#begunWith = begunWith;
    await this.#speak(begunWith.framework, [tag]);
  }

  /** Offers the form for a new story. */
  startNew(): void {
    this.#begunWith = undefined;
  }

  /** Tells the open story without its join code, with the questions that it has. */
  withoutCode(): void {
    const { framework, collection } = this;
    if (framework) this.#begunWith = { framework, code: undefined, joined: collection };
  }

  #importSteps(): Promise<Steps | undefined> {
    return this.options.importSteps().catch(() => undefined);
  }

  async #speak({ languages, machine_drafts }: Framework, wishes: readonly string[]): Promise<void> {
    const { locale } = this.options;
    locale.declared = languages;
    locale.drafts = machine_drafts ?? [];
    await locale.speak(closestTag(languages, wishes));
  }
}
