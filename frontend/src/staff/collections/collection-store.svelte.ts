// The collections and their counts, refreshed while the page is visible.
import type { Framework } from '../../lib/framework';
import {
  closeCollection,
  getCollections,
  getFramework,
  getFrameworks,
  createCollection,
  editCollection,
  reopenCollection,
} from '../../api/staff';
import type { Result } from '../../api/client';
import type { Failure } from '../../api/problem';
import type { Collection, CollectionRequest, FrameworkEntry } from '../../api/types';
import { session } from '../frame/session.svelte';
import { addressOf, viewAt, type View } from './query';

/** Between two counts, and at most when the service does not answer. */
const EVERY = 8_000;
const AT_MOST = 60_000;

export class CollectionStore {
  view: View = $state.raw(viewAt(location.search));
  collections: readonly Collection[] | undefined = $state.raw();
  /** The day that it is now where the service is used, an ISO day. */
  today = $state('');
  /** The time zone in which days begin and end. */
  timeZone = $state('');
  entries: readonly FrameworkEntry[] = $state.raw([]);
  failure: Failure | undefined = $state.raw();
  /** Whether the last count could not be had. */
  stale = $state(false);
  busy = $state(false);
  /** The last action, for screen readers. */
  news = $state('');
  /** The collection that was made just now. */
  made: string | undefined = $state();

  #frameworks: Record<string, Framework> = {};

  /** Counts as long as the page is in front; the answer stops it. */
  watch(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = EVERY;
    let stopped = false;
    const count = async () => {
      clearTimeout(timer);
      if (stopped || document.visibilityState === 'hidden') return;
      const ok = await this.load(true);
      wait = ok ? EVERY : Math.min(AT_MOST, wait * 2);
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(count, wait);
    };
    const seen = () => void count();
    document.addEventListener('visibilitychange', seen);
    timer = setTimeout(count, EVERY);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }

  /** Gets the collections. A count that fails while others are shown only says so. */
  async load(quietly = false): Promise<boolean> {
    if (!quietly) this.failure = undefined;
    const [collections, frameworks] = await Promise.all([
      getCollections(),
      this.entries.length > 0 ? undefined : getFrameworks(),
    ]);
    if (frameworks?.ok) this.entries = frameworks.value.frameworks;
    if (collections.ok) {
      this.collections = collections.value.collections;
      this.today = collections.value.today;
      this.timeZone = collections.value.time_zone;
      this.failure = undefined;
    } else {
      const { failure } = collections;
      if (quietly) session.quietlyEndedBy(failure);
      else session.endedBy(failure);
      if (!this.collections) this.failure = failure;
    }
    this.stale = !collections.ok;
    return collections.ok;
  }

  one(code: string): Collection | undefined {
    return this.collections?.find(({ join_code }) => join_code === code);
  }

  async framework(slug: string): Promise<Result<Framework>> {
    const known = this.#frameworks[slug];
    if (known) return { ok: true, value: known };
    const answer = await getFramework(slug);
    if (answer.ok) this.#frameworks[slug] = answer.value;
    return answer;
  }

  go(view: View): void {
    history.pushState(null, '', addressOf(view));
    this.arrive();
  }

  /** Shows what the address asks for. */
  arrive(): void {
    this.view = viewAt(location.search);
    this.news = '';
    this.failure = undefined;
    if (this.view.name !== 'one') this.made = undefined;
    window.scrollTo(0, 0);
  }

  async make(asked: CollectionRequest): Promise<Failure | undefined> {
    this.busy = true;
    const answer = await createCollection(asked);
    this.busy = false;
    if (!answer.ok) return this.#known(answer.failure);
    this.collections = [answer.value, ...(this.collections ?? [])];
    this.go({ name: 'one', code: answer.value.join_code });
    this.made = answer.value.join_code;
    return undefined;
  }

  /** Changes a collection that still is what was read. */
  async edit(read: Collection, asked: CollectionRequest, news: string): Promise<Failure | undefined> {
    const code = read.join_code;
    this.busy = true;
    const answer = await editCollection(code, read.revision, asked);
    this.busy = false;
    if (!answer.ok) return this.#known(answer.failure);
    this.collections = this.collections?.map((other) => (other.join_code === code ? answer.value : other));
    this.go({ name: 'one', code });
    this.news = news;
    return undefined;
  }

  close(code: string, news: string): Promise<boolean> {
    return this.#change(closeCollection(code), news);
  }

  reopen(code: string, news: string): Promise<boolean> {
    return this.#change(reopenCollection(code), news);
  }

  async #change(sent: Promise<Result<unknown>>, news: string): Promise<boolean> {
    this.busy = true;
    this.failure = undefined;
    const answer = await sent;
    if (answer.ok) {
      await this.load(true);
      this.made = undefined;
      this.news = news;
    } else this.failure = this.#known(answer.failure);
    this.busy = false;
    return answer.ok;
  }

  /** A failure to be shown: not the end of the session, after which this page asks to sign in. */
  #known(failure: Failure): Failure | undefined {
    return session.endedBy(failure) ? undefined : failure;
  }
}
