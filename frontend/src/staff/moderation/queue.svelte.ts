// The moderation queue: one page of it, the story that is open, and the changes to stories, which stay when another is opened.
import { clearStory, getQueue, getQueuedStory, withholdStory } from '../../api/staff';
import type { Result } from '../../api/client';
import type { Failure } from '../../api/problem';
import type { QueuedStory, ModerationState, StoryChange, WithholdRequest } from '../../api/types';
import { session } from '../frame/session.svelte';
import { moderation as words } from '../texts';
import { carriedOver, clearingOf, draftOf, isChanged, type Draft } from './redaction';
import { STATES } from './tabs';

const PAGE = 20;

/** A story, what a moderator makes of it, and what happened to it in the meantime. */
interface Work {
  story: QueuedStory;
  draft: Draft;
  changed?: Changed;
}

/** A story that changed after the moderator opened it. */
export interface Changed {
  /** Who changed it, if the service said so. */
  by: StoryChange | undefined;
  /** Whether the moderator had changed something in it. */
  edited: boolean;
  /** Whether a decision on it was refused. */
  refused: boolean;
}

export class ModerationQueue {
  state: ModerationState = $state('held');
  stories: readonly QueuedStory[] = $state.raw([]);
  total = $state(0);
  next: number | undefined = $state();
  totals: Partial<Record<ModerationState, number>> = $state({});
  current: QueuedStory | undefined = $state.raw();
  busy = $state(true);
  failure: Failure | undefined = $state.raw();
  /** What happened to the previous story, for screen readers. */
  news = $state('');
  /** Whether the storyteller withdrew the story while it was open. */
  gone = $state(false);

  #work: Record<string, Work> = $state({});

  /** Whether leaving now would lose something. */
  readonly unsaved = $derived(Object.values(this.#work).some(({ story, draft }) => isChanged(story, draft)));

  async open(state: ModerationState): Promise<void> {
    this.state = state;
    this.busy = true;
    this.failure = undefined;
    this.news = '';
    const answer = await getQueue(state, PAGE);
    if (state !== this.state) return;
    this.busy = false;
    if (!answer.ok) return this.#failToRead(answer.failure);
    this.stories = answer.value.stories;
    this.next = answer.value.next ?? undefined;
    this.total = this.totals[state] = answer.value.total;
    this.show(this.stories[0]);
    void this.#count(STATES.filter((other) => other !== state));
  }

  async more(): Promise<void> {
    if (this.next === undefined) return;
    const { state } = this;
    const answer = await getQueue(state, PAGE, this.next);
    if (state !== this.state) return;
    if (!answer.ok) return this.#failToRead(answer.failure);
    const known = this.stories.map((story) => story.id);
    this.stories = [...this.stories, ...answer.value.stories.filter((story) => !known.includes(story.id))];
    this.next = answer.value.next ?? undefined;
    if (!this.current) this.show(this.stories[0]);
  }

  show(story: QueuedStory | undefined): void {
    this.current = story;
    this.failure = undefined;
    this.gone = false;
    if (story) this.#takeUp(story);
  }

  /** The changes to a story so far. */
  draft(story: QueuedStory): Draft {
    return this.#work[story.id]?.draft ?? draftOf(story);
  }

  /** What happened to a story since it was opened. */
  changed(story: QueuedStory): Changed | undefined {
    return this.#work[story.id]?.changed;
  }

  isEdited(story: QueuedStory): boolean {
    const work = this.#work[story.id];
    return work !== undefined && isChanged(work.story, work.draft);
  }

  undo(story: QueuedStory): void {
    this.#work[story.id] = { story, draft: draftOf(story) };
  }

  /** @param counts Whether its answers count from now on; left out where that does not change. */
  clear(story: QueuedStory, counts?: boolean): Promise<boolean> {
    const { id, revision } = story;
    const clearing = { revision, ...clearingOf(story, this.draft(story)) };
    return this.#decide(story, clearStory(id, { ...clearing, ...(counts !== undefined && { counts }) }));
  }

  withhold(story: QueuedStory, withholding: Omit<WithholdRequest, 'revision'>): Promise<boolean> {
    const { id, revision } = story;
    return this.#decide(story, withholdStory(id, { ...withholding, revision }));
  }

  /** Puts a story aside that was withdrawn, or that another moderator decided on, and goes on. */
  passOver(story: QueuedStory): void {
    if (this.gone) this.#moved(story.state, undefined);
    this.#takeAway(story);
  }

  /** Whether the decision was carried out; if not, the changes are still there. */
  async #decide(story: QueuedStory, sent: Promise<Result<QueuedStory>>): Promise<boolean> {
    this.busy = true;
    this.failure = undefined;
    const answer = await sent;
    if (!answer.ok) await this.#refused(story, answer.failure);
    this.busy = false;
    if (!answer.ok) return false;
    const { value } = answer;
    const { done, left, untitled } = words;
    const said = (value.state === 'cleared' ? done.cleared : done.withheld)(value.title || untitled);
    this.#forget(story);
    this.#moved(story.state, value.state);
    if (value.state === this.state) {
      this.#replace(value);
      this.show(value);
      this.news = said;
    } else {
      this.#takeAway(story);
      this.news = `${said} ${left(this.total)}`;
    }
    return true;
  }

  async #refused(story: QueuedStory, failure: Failure): Promise<void> {
    const { problem } = failure;
    if (problem?.status === 404) this.gone = true;
    else if (problem && /[/:]story-changed$/.test(problem.type))
      await this.#readAgain(story, problem.changed);
    else if (!session.endedBy(failure)) this.failure = failure;
  }

  /** Shows a story as it is now, with what the moderator had changed in it. */
  async #readAgain(story: QueuedStory, by: StoryChange | null | undefined): Promise<void> {
    const answer = await getQueuedStory(story.id);
    if (!answer.ok) {
      if (answer.failure.problem?.status === 404) this.gone = true;
      else if (!session.endedBy(answer.failure)) this.failure = answer.failure;
      return;
    }
    const now = answer.value;
    this.#takeUp(now, { by: by ?? undefined });
    this.#replace(now);
    if (this.current?.id === now.id) this.current = now;
    await this.#count(STATES);
  }

  /** Begins with a story, or goes on with it. One that changed keeps what the moderator changed in it. */
  #takeUp(now: QueuedStory, refusal?: Pick<Changed, 'by'>): void {
    const work = this.#work[now.id];
    if (!work) this.#work[now.id] = { story: now, draft: draftOf(now) };
    else if (work.story.revision !== now.revision) {
      const { story, draft } = work;
      const edited = isChanged(story, draft);
      const refused = refusal !== undefined;
      const changed = refused || edited ? { changed: { by: refusal?.by, edited, refused } } : {};
      this.#work[now.id] = { story: now, draft: carriedOver(story, $state.snapshot(draft), now), ...changed };
    }
  }

  #replace(story: QueuedStory): void {
    this.stories = this.stories.map((other) => (other.id === story.id ? story : other));
  }

  /** The next story of the queue comes up; a page that runs out is filled again. */
  #takeAway(story: QueuedStory): void {
    const place = this.stories.findIndex((other) => other.id === story.id);
    this.stories = this.stories.filter((other) => other.id !== story.id);
    this.#forget(story);
    this.show(this.stories[Math.min(Math.max(0, place), this.stories.length - 1)]);
    if (this.stories.length === 0 && this.next !== undefined) void this.more();
  }

  /** Counts a story in its new state and no longer in the old one. */
  #moved(from: ModerationState, to: ModerationState | undefined): void {
    if (from === to) return;
    const [before, after] = [this.totals[from], to && this.totals[to]];
    if (before !== undefined) this.totals[from] = Math.max(0, before - 1);
    if (to && after !== undefined) this.totals[to] = after + 1;
    this.total = this.totals[this.state] ?? this.total;
  }

  #forget(story: QueuedStory): void {
    this.#work = Object.fromEntries(Object.entries(this.#work).filter(([id]) => id !== story.id));
  }

  async #count(states: readonly ModerationState[]): Promise<void> {
    const answers = await Promise.all(states.map((state) => getQueue(state, 1)));
    states.forEach((state, i) => {
      const answer = answers[i];
      if (answer?.ok) this.totals[state] = answer.value.total;
    });
    this.total = this.totals[this.state] ?? this.total;
  }

  #failToRead(failure: Failure): void {
    session.endedBy(failure);
    this.failure = failure;
  }
}
