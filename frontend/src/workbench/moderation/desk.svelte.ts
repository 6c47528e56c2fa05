// The moderator's desk: one page of the queue, the story on top of it, and drafts that outlive a look at another story.
import { clearStory, getQueue, withholdStory, type Answered, type Trouble } from '../api';
import type { Queued, State, Withholding } from '../api/types';
import { goToSignIn } from '../frame/places';
import { moderation as words } from '../words';
import { clearingOf, draftOf, isChanged, type Draft } from './redaction';
import { STATES } from './tabs';

const PAGE = 20;

export class Desk {
  state: State = $state('held');
  stories: readonly Queued[] = $state.raw([]);
  total = $state(0);
  next: number | undefined = $state();
  totals: Partial<Record<State, number>> = $state({});
  current: Queued | undefined = $state.raw();
  busy = $state(true);
  trouble: Trouble | undefined = $state.raw();
  /** What happened to the story before, said aloud. */
  news = $state('');
  /** Whether the story's teller withdrew it while it lay here. */
  gone = $state(false);

  #drafts: Record<string, Draft> = $state({});

  async open(state: State): Promise<void> {
    this.state = state;
    this.busy = true;
    this.trouble = undefined;
    this.news = '';
    const answer = await getQueue(state, PAGE);
    if (state !== this.state) return;
    this.busy = false;
    if (!answer.ok) return this.#fail(answer.trouble);
    this.stories = answer.value.stories;
    this.next = answer.value.next ?? undefined;
    this.total = this.totals[state] = answer.value.total;
    this.show(this.stories[0]);
    void this.#countOthers();
  }

  async more(): Promise<void> {
    if (this.next === undefined) return;
    const { state } = this;
    const answer = await getQueue(state, PAGE, this.next);
    if (state !== this.state) return;
    if (!answer.ok) return this.#fail(answer.trouble);
    const known = this.stories.map((story) => story.id);
    this.stories = [...this.stories, ...answer.value.stories.filter((story) => !known.includes(story.id))];
    this.next = answer.value.next ?? undefined;
    if (!this.current) this.show(this.stories[0]);
  }

  show(story: Queued | undefined): void {
    this.current = story;
    this.trouble = undefined;
    this.gone = false;
    if (story && !this.#drafts[story.id]) this.#drafts[story.id] = draftOf(story);
  }

  /** The changes to a story so far. */
  draft(story: Queued): Draft {
    return this.#drafts[story.id] ?? draftOf(story);
  }

  isEdited(story: Queued): boolean {
    const draft = this.#drafts[story.id];
    return draft !== undefined && isChanged(story, draft);
  }

  undo(story: Queued): void {
    this.#drafts[story.id] = draftOf(story);
  }

  clear(story: Queued): Promise<boolean> {
    return this.#decide(story, 'cleared', clearStory(story.id, clearingOf(story, this.draft(story))));
  }

  withhold(story: Queued, withholding: Withholding): Promise<boolean> {
    return this.#decide(story, 'withheld', withholdStory(story.id, withholding));
  }

  /** Puts a story that was withdrawn meanwhile aside, and goes on. */
  passOver(story: Queued): void {
    this.#takeAway(story);
  }

  /** Whether the decision was carried out; if not, the changes are still there. */
  async #decide(story: Queued, to: State, sent: Promise<Answered<Queued>>): Promise<boolean> {
    this.busy = true;
    this.trouble = undefined;
    const answer = await sent;
    this.busy = false;
    if (!answer.ok) {
      if (answer.trouble.status === 404) this.gone = true;
      else this.#fail(answer.trouble);
      return false;
    }
    const { done, left, untitled } = words;
    const said = (to === 'cleared' ? done.cleared : done.withheld)(answer.value.title || untitled);
    this.#forget(story);
    if (to === this.state) {
      this.stories = this.stories.map((other) => (other.id === story.id ? answer.value : other));
      this.show(answer.value);
      this.news = said;
    } else {
      const before = this.totals[to];
      if (before !== undefined) this.totals[to] = before + 1;
      this.#takeAway(story);
      this.news = `${said} ${left(this.total)}`;
    }
    return true;
  }

  /** The next story of the queue comes up; a page that runs out is filled again. */
  #takeAway(story: Queued): void {
    const place = this.stories.findIndex((other) => other.id === story.id);
    this.stories = this.stories.filter((other) => other.id !== story.id);
    this.total = this.totals[this.state] = Math.max(0, this.total - 1);
    this.#forget(story);
    this.show(this.stories[Math.min(Math.max(0, place), this.stories.length - 1)]);
    if (this.stories.length === 0 && this.next !== undefined) void this.more();
  }

  #forget(story: Queued): void {
    this.#drafts = Object.fromEntries(Object.entries(this.#drafts).filter(([id]) => id !== story.id));
  }

  async #countOthers(): Promise<void> {
    const others = STATES.filter((state) => state !== this.state);
    const answers = await Promise.all(others.map((state) => getQueue(state, 1)));
    others.forEach((state, i) => {
      const answer = answers[i];
      if (answer?.ok) this.totals[state] = answer.value.total;
    });
  }

  #fail(trouble: Trouble): void {
    if (trouble.status === 401) goToSignIn();
    else this.trouble = trouble;
  }
}
