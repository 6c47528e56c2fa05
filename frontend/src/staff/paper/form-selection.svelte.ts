// Which form is selected, to be printed or typed in. Loads what the form needs, and keeps the address up to date.
import type { Framework } from '../../lib/framework';
import { baseOf, closestTag, firstTags } from '../../lib/i18n/tags';
import { getCollections, getFramework, getFrameworks } from '../../api/staff';
import type { Result } from '../../api/client';
import type { Failure } from '../../api/problem';
import type { Collection, FrameworkEntry } from '../../api/types';
import { firstFramework } from '../frame/first-framework';
import { session } from '../frame/session.svelte';
import { readQuery, writeQuery, type PaperQuery } from './query';
import { audienceOptions, NONE } from './choices';
import type { For } from './form';

export class FormSelection {
  asked: PaperQuery = $state.raw(readQuery(location.search));
  entries: readonly FrameworkEntry[] = $state.raw([]);
  collections: readonly Collection[] = $state.raw([]);
  framework: Framework | undefined = $state.raw();
  /** The day that it is now where the service is used, an ISO day. */
  today = $state('');
  failure: Failure | undefined = $state.raw();
  /** A code in the address that no collection has. */
  unknownCode: string | undefined = $state();

  readonly collection = $derived(
    this.collections.find(({ join_code }) => join_code === this.asked.collection),
  );
  /** The language and wording of the form. */
  readonly tag = $derived(
    this.framework
      ? closestTag(
          this.framework.languages,
          this.asked.language
            ? [this.asked.language]
            : firstTags(this.collection, this.framework.languages, []),
        )
      : 'en',
  );
  readonly audience: For = $derived.by(() => {
    if (!this.framework) return undefined;
    const options = audienceOptions(this.framework, this.collection);
    const chosen = options.find(({ value }) => value === this.asked.audience) ?? options[0];
    return chosen?.value === NONE ? undefined : chosen?.value;
  });

  async load(): Promise<void> {
    this.failure = undefined;
    const [collections, frameworks] = await Promise.all([getCollections(), getFrameworks()]);
    if (!this.#is(collections) || !this.#is(frameworks)) return;
    this.collections = collections.value.collections;
    this.today = collections.value.today;
    this.entries = frameworks.value.frameworks;
    const code = this.asked.collection?.toUpperCase();
    if (code && !this.collections.some(({ join_code }) => join_code === code)) {
      this.unknownCode = code;
      this.change({ collection: undefined });
    } else if (code) this.change({ collection: code });
    await this.#fetch();
  }

  /** Changes what is asked for, here and in the address. */
  change(part: Partial<PaperQuery>): void {
    this.asked = { ...this.asked, ...part };
    history.replaceState(history.state, '', location.pathname + writeQuery(this.asked));
  }

  async chooseFramework(slug: string): Promise<void> {
    const kept = this.collection?.framework === slug ? this.asked.collection : undefined;
    this.change({ framework: slug, version: undefined, collection: kept, audience: undefined });
    await this.#fetch();
  }

  async chooseCollection(code: string): Promise<void> {
    this.unknownCode = undefined;
    const chosen = this.collections.find(({ join_code }) => join_code === code);
    const other = chosen && chosen.framework !== this.framework?.slug;
    this.change({
      collection: chosen?.join_code,
      ...(other && { framework: chosen.framework, version: undefined }),
    });
    if (other) await this.#fetch();
  }

  chooseLanguage(language: string): void {
    const same = this.framework?.languages.find((tag) => tag === language || baseOf(tag) === language);
    this.change({ language: same ?? language });
  }

  async #fetch(): Promise<void> {
    const fallback = firstFramework(this.entries.map(({ slug }) => slug));
    const slug = this.collection?.framework ?? this.asked.framework ?? fallback;
    const answer = await getFramework(slug, this.asked.version);
    if (this.#is(answer)) this.framework = answer.value;
  }

  #is<T>(answer: Result<T>): answer is { ok: true; value: T } {
    if (answer.ok) return true;
    session.endedBy(answer.failure);
    this.failure = answer.failure;
    return false;
  }
}
