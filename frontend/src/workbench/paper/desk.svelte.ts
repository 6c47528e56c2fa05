// Which form is on the desk: to be printed, or to be typed in. Loads what it needs, and keeps the address in step.
import type { Framework } from '../../lib/framework';
import { baseOf, closestTag } from '../../lib/framework';
import { getCollections, getFramework, getFrameworks, type Answered, type Trouble } from '../api';
import type { Collection, FrameworkEntry } from '../api/types';
import { firstFramework } from '../frame/first-framework';
import { goToSignIn } from '../frame/places';
import { readAsked, writeAsked, type Asked } from './asked';
import { audienceOptions, NONE } from './choices';
import type { For } from './form';

export class FormDesk {
  asked: Asked = $state.raw(readAsked(location.search));
  entries: readonly FrameworkEntry[] = $state.raw([]);
  collections: readonly Collection[] = $state.raw([]);
  framework: Framework | undefined = $state.raw();
  trouble: Trouble | undefined = $state.raw();
  /** A code in the address that no collection has. */
  unknownCode: string | undefined = $state();

  readonly collection = $derived(
    this.collections.find(({ join_code }) => join_code === this.asked.collection),
  );
  /** The language and wording of the form. */
  readonly tag = $derived(
    this.framework
      ? closestTag(this.framework.languages, this.asked.language ? [this.asked.language] : [])
      : 'en',
  );
  readonly audience: For = $derived.by(() => {
    if (!this.framework) return undefined;
    const options = audienceOptions(this.framework, this.collection);
    const chosen = options.find(({ value }) => value === this.asked.audience) ?? options[0];
    return chosen?.value === NONE ? undefined : chosen?.value;
  });

  async load(): Promise<void> {
    this.trouble = undefined;
    const [collections, frameworks] = await Promise.all([getCollections(), getFrameworks()]);
    if (!this.#is(collections) || !this.#is(frameworks)) return;
    this.collections = collections.value.collections;
    this.entries = frameworks.value.frameworks;
    const code = this.asked.collection?.toUpperCase();
    if (code && !this.collections.some(({ join_code }) => join_code === code)) {
      this.unknownCode = code;
      this.change({ collection: undefined });
    } else if (code) this.change({ collection: code });
    await this.#fetch();
  }

  /** Changes what is asked for, here and in the address. */
  change(part: Partial<Asked>): void {
    this.asked = { ...this.asked, ...part };
    history.replaceState(history.state, '', location.pathname + writeAsked(this.asked));
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

  #is<T>(answer: Answered<T>): answer is { ok: true; value: T } {
    if (answer.ok) return true;
    if (answer.trouble.status === 401) goToSignIn();
    else this.trouble = answer.trouble;
    return false;
  }
}
