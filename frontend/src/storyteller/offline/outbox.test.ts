import { expect, test } from 'vitest';
import type { Result } from '../../api/client';
import type { OpenedStory } from '../../api/types';
import { OFFLINE, type Failure } from '../../api/problem';
import { Outbox, pauseAfter, type Clock, type Store, type Turn } from './outbox';
import { verdictOn, type StoredStory, type OutgoingStory } from './queued-story';

const ok: Result<unknown> = { ok: true, value: {} };
const fails = (kind: Failure['kind'], more: Partial<Failure> = {}): Result<unknown> => ({
  ok: false,
  failure: { kind, errors: [], ...more },
});
const away: Result<unknown> = { ok: false, failure: OFFLINE };

function aStory(receipt: string, text = 'They rang.', more: Partial<OutgoingStory> = {}): OutgoingStory {
  const story = {
    framework: 'small',
    version: 1,
    language: 'en',
    receipt,
    prompt: 'only',
    text,
    answers: {},
    consent: { analysis: false, quotation: false },
    told: '2026-03-02',
  };
  return { story, tried: false, replaces: false, ...more };
}

/** A store in memory that behaves like the device's. */
class Shelf implements Store {
  rows: StoredStory[] = [];
  full = false;
  /** What the device refuses to do from now on. */
  broken: Partial<Record<'all' | 'update' | 'remove', boolean>> = {};
  private next = 1;

  async put(waiting: OutgoingStory) {
    if (this.full) throw new DOMException('no room', 'QuotaExceededError');
    const at = this.rows.findIndex(({ story }) => story.receipt === waiting.story.receipt);
    const place = this.rows[at]?.place ?? this.next++;
    if (at < 0) this.rows.push({ ...waiting, place });
    else this.rows[at] = { ...waiting, place };
  }
  async all() {
    if (this.broken.all) throw new DOMException('closed', 'InvalidStateError');
    return [...this.rows];
  }
  async at(place: number) {
    return this.rows.find((row) => row.place === place);
  }
  async update(placed: StoredStory) {
    if (this.broken.update) throw new DOMException('closed', 'InvalidStateError');
    this.rows = this.rows.map((row) => (row.place === placed.place ? placed : row));
  }
  async remove({ place }: StoredStory) {
    if (this.broken.remove) throw new DOMException('closed', 'InvalidStateError');
    this.rows = this.rows.filter((row) => row.place !== place);
  }
}

/** A clock that the test moves. */
class Hours implements Clock {
  private time = 0;
  private calls: { at: number; call: () => void }[] = [];
  now = () => this.time;
  after(milliseconds: number, call: () => void) {
    const entry = { at: this.time + milliseconds, call };
    this.calls.push(entry);
    return () => void (this.calls = this.calls.filter((other) => other !== entry));
  }
  async pass(milliseconds: number) {
    this.time += milliseconds;
    const due = this.calls.filter(({ at }) => at <= this.time);
    this.calls = this.calls.filter(({ at }) => at > this.time);
    for (const { call } of due) call();
    await settled();
  }
}

/** Lets every promise that can go on go on. */
const settled = () => new Promise((done) => setImmediate(done));

/** One after the other, as between the pages of a device. */
function turns(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** A way for the answer to come later. */
function later() {
  let answer: (result: Result<unknown>) => void = () => undefined;
  const answered = new Promise<Result<unknown>>((done) => (answer = done));
  return { answered, answer };
}

function aPhone(answer: (receipt: string) => Result<unknown> | Promise<Result<unknown>> = () => ok) {
  const shelf = new Shelf();
  const hours = new Hours();
  const phone = {
    shelf,
    hours,
    answer,
    sent: [] as string[],
    replaced: [] as string[],
    /** The service's stories by receipt. */
    open: (): Result<OpenedStory> => away as Result<OpenedStory>,
  };
  const post = {
    send: async ({ story }: OutgoingStory) => {
      phone.sent.push(story.receipt);
      return phone.answer(story.receipt);
    },
    replace: async ({ story }: OutgoingStory) => {
      phone.replaced.push(story.text);
      return ok;
    },
    open: async () => phone.open(),
  };
  const outbox = new Outbox(shelf, post, hours, turns(), () => 0.5);
  return { ...phone, phone, outbox };
}

test('a story that arrives leaves nothing on the device', async () => {
  const { outbox, shelf, sent } = aPhone();
  expect(await outbox.deliver(aStory('A'), 10_000)).toEqual({ kind: 'sent' });
  expect(sent).toEqual(['A']);
  expect(shelf.rows).toEqual([]);
});

test('without a network stories wait, and go out in the order of telling', async () => {
  const { outbox, shelf, hours, phone, sent } = aPhone(() => away);
  for (const receipt of ['A', 'B', 'C']) {
    expect(await outbox.deliver(aStory(receipt), 10_000)).toEqual({ kind: 'waiting' });
  }
  expect(await outbox.state()).toEqual({ waiting: 3, refused: 0 });
  // The first blocks the others, which keeps their order.
  expect(new Set(sent)).toEqual(new Set(['A']));
  phone.answer = () => ok;
  sent.length = 0;
  await hours.pass(60_000);
  expect(sent).toEqual(['A', 'B', 'C']);
  expect(shelf.rows).toEqual([]);
});

test('a story is on the device before it is sent', async () => {
  const { outbox, shelf, phone } = aPhone();
  let kept = 0;
  phone.answer = () => {
    kept = shelf.rows.length;
    return ok;
  };
  await outbox.deliver(aStory('A'), 10_000);
  expect(kept).toBe(1);
});

test('nobody waits longer than their patience; the story goes on by itself', async () => {
  let arrive: (result: Result<unknown>) => void = () => undefined;
  const { outbox, hours, shelf } = aPhone(() => new Promise((done) => (arrive = done)));
  const delivery = outbox.deliver(aStory('A'), 10_000);
  await settled();
  await hours.pass(10_000);
  expect(await delivery).toEqual({ kind: 'waiting' });
  arrive(ok);
  await settled();
  expect(shelf.rows).toEqual([]);
});

test('a refused story stays with its reason and does not hold up the others', async () => {
  const errors = [{ field: 'text', message: 'too long' }];
  const { outbox, sent } = aPhone((receipt) => (receipt === 'A' ? fails('invalid', { errors }) : ok));
  expect(await outbox.deliver(aStory('A'), 10_000)).toEqual({
    kind: 'refused',
    refusal: { reason: 'faulty', errors },
  });
  expect(await outbox.deliver(aStory('B'), 10_000)).toEqual({ kind: 'sent' });
  await outbox.flush();
  expect(sent).toEqual(['A', 'B']);
  expect(await outbox.state()).toEqual({ waiting: 0, refused: 1 });
});

test('a mended story takes the place of the refused one', async () => {
  const { outbox, phone, shelf } = aPhone(() => fails('invalid'));
  await outbox.deliver(aStory('A', 'too long'), 10_000);
  phone.answer = () => ok;
  expect(await outbox.deliver(aStory('A', 'shorter'), 10_000)).toEqual({ kind: 'sent' });
  expect(shelf.rows).toEqual([]);
});

test('a closed collection is said, and the story can go without its code', async () => {
  const { outbox, phone, shelf } = aPhone(() => fails('closed'));
  const told = aStory('A');
  const delivery = await outbox.deliver({ ...told, story: { ...told.story, collection: 'PARK' } }, 10_000);
  expect(delivery).toEqual({ kind: 'refused', refusal: { reason: 'closed', errors: [] } });
  const [kept] = shelf.rows;
  if (!kept) throw new Error('the story is gone');
  await outbox.withoutCode(kept);
  expect(shelf.rows[0]?.story).not.toHaveProperty('collection');
  phone.answer = () => ok;
  await outbox.flush();
  expect(shelf.rows).toEqual([]);
});

/** A story as the service keeps it. */
function kept(text: string, more: Partial<OpenedStory> = {}): Result<OpenedStory> {
  const { story } = aStory('A', text);
  const value = { ...story, id: '1', state: 'held', received: '2026-03-02', correctable: true, ...more };
  return { ok: true, value: value as unknown as OpenedStory };
}

test('a conflict over the only wording that ever went out means that it has arrived, if it stands there', async () => {
  const { outbox, phone, shelf, replaced } = aPhone(() => away);
  await outbox.deliver(aStory('A'), 10_000);
  phone.answer = () => fails('conflict');
  phone.open = () => kept('They rang.');
  await outbox.flush(true);
  expect(shelf.rows).toEqual([]);
  expect(replaced).toEqual([]);
});

test('another story under its receipt, or one that was withdrawn, is never taken for this one', async () => {
  for (const there of [kept('Another ending.'), fails('not-found') as Result<OpenedStory>]) {
    const { outbox, phone, shelf, replaced } = aPhone(() => fails('conflict'));
    phone.open = () => there;
    const refused = { kind: 'refused', refusal: { reason: 'other', errors: [] } };
    expect(await outbox.deliver(aStory('A'), 10_000)).toEqual(refused);
    expect(shelf.rows.map(({ story }) => story.text)).toEqual(['They rang.']);
    // A change now replaces nothing, unless the storyteller says so.
    expect(await outbox.deliver(aStory('A', 'Once more.'), 10_000)).toEqual(refused);
    expect(replaced).toEqual([]);
  }
});

test('while nobody knows what stands under its receipt, a story waits', async () => {
  const { outbox, phone, shelf } = aPhone(() => fails('conflict'));
  phone.open = () => fails('between') as Result<OpenedStory>;
  expect(await outbox.deliver(aStory('A'), 10_000)).toMatchObject({ kind: 'waiting' });
  expect(shelf.rows).toHaveLength(1);
});

test('what does not let a story pass is known until it is through', async () => {
  const { outbox, phone, shelf } = aPhone(() => fails('between', { status: 413 }));
  expect(await outbox.deliver(aStory('A'), 10_000)).toEqual({ kind: 'waiting', hindrance: 'large' });
  phone.answer = () => fails('between', { status: 200 });
  await outbox.flush(true);
  expect(await outbox.outcomeOf('A')).toEqual({ kind: 'waiting', hindrance: 'between' });
  phone.answer = () => away;
  await outbox.flush(true);
  expect(await outbox.outcomeOf('A')).toEqual({ kind: 'waiting' });
  phone.answer = () => ok;
  await outbox.flush(true);
  expect(shelf.rows).toEqual([]);
});

test('one story that something in between finds too large does not hold up the others for ever', async () => {
  const { outbox, phone, shelf } = aPhone(() => away);
  for (const receipt of ['A', 'B']) await outbox.deliver(aStory(receipt), 10_000);
  phone.answer = (receipt) => (receipt === 'A' ? fails('between', { status: 413 }) : ok);
  for (let tries = 0; tries < 4; tries += 1) await outbox.flush(true);
  expect(shelf.rows.map(({ story }) => story.receipt)).toEqual(['A']);
});

test('a later wording replaces the one whose answer was lost', async () => {
  const { outbox, phone, shelf, replaced } = aPhone(() => away);
  await outbox.deliver(aStory('A', 'first'), 10_000);
  phone.answer = () => fails('conflict');
  await outbox.deliver(aStory('A', 'second'), 10_000);
  expect(replaced).toEqual(['second']);
  expect(shelf.rows).toEqual([]);
});

test('sending the same wording again replaces nothing', async () => {
  const { outbox, phone, replaced } = aPhone(() => away);
  await outbox.deliver(aStory('A'), 10_000);
  phone.answer = () => fails('conflict');
  phone.open = () => kept('They rang.');
  expect(await outbox.deliver(aStory('A'), 10_000)).toEqual({ kind: 'sent' });
  expect(replaced).toEqual([]);
});

test('Retry-After is honoured, also when the network comes back, unless somebody asks', async () => {
  const { outbox, phone, hours, sent } = aPhone(() => fails('busy', { retryAfter: 600 }));
  await outbox.deliver(aStory('A'), 10_000);
  phone.answer = () => ok;
  await hours.pass(599_000);
  await outbox.flush();
  expect(sent).toEqual(['A']);
  await hours.pass(1_000);
  expect(sent).toEqual(['A', 'A']);
});

test('a person who asks does not wait for the pause', async () => {
  const { outbox, phone, sent } = aPhone(() => fails('busy', { retryAfter: 600 }));
  await outbox.deliver(aStory('A'), 10_000);
  phone.answer = () => ok;
  await outbox.flush(true);
  expect(sent).toEqual(['A', 'A']);
});

test('pauses double up to five minutes, spread so that tablets do not all come back at once', () => {
  const middle = (failures: number) => pauseAfter(failures, undefined, () => 0.5);
  expect([1, 2, 3].map(middle)).toEqual([5_000, 10_000, 20_000]);
  expect(middle(50)).toBe(300_000);
  expect(pauseAfter(1, undefined, () => 0)).toBe(4_000);
  expect(pauseAfter(1, undefined, () => 1)).toBe(6_000);
  // A clock that is wrong by a year makes a date of Retry-After a year long.
  expect(pauseAfter(1, 31_536_000, () => 0.5)).toBe(3_600_000);
});

test('a story over which the service breaks again and again does not hold up the others for ever', async () => {
  const { outbox, phone, shelf } = aPhone(() => away);
  for (const receipt of ['A', 'B', 'C']) await outbox.deliver(aStory(receipt), 10_000);
  phone.answer = (receipt) => (receipt === 'A' ? fails('unknown') : ok);
  for (let tries = 0; tries < 3; tries += 1) await outbox.flush(true);
  expect(shelf.rows).toHaveLength(3);
  await outbox.flush(true);
  expect(shelf.rows.map(({ story }) => story.receipt)).toEqual(['A']);
});

test('a device without room says so and drops nothing that was there', async () => {
  const { outbox, shelf, sent } = aPhone(() => away);
  await outbox.deliver(aStory('A'), 10_000);
  shelf.full = true;
  expect(await outbox.deliver(aStory('B'), 10_000)).toEqual({ kind: 'not-kept' });
  expect(shelf.rows.map(({ story }) => story.receipt)).toEqual(['A']);
  expect(sent).toEqual(['A']);
});

test('a story that its teller takes back is not sent', async () => {
  const { outbox, phone, sent } = aPhone(() => away);
  await outbox.deliver(aStory('A'), 10_000);
  await outbox.discard('A');
  phone.answer = () => ok;
  sent.length = 0;
  await outbox.flush(true);
  expect(sent).toEqual([]);
});

test('watchers hear of every change', async () => {
  const { outbox, phone } = aPhone(() => away);
  const heard: (number | undefined)[] = [];
  const stop = outbox.watch((state) => heard.push(state?.waiting));
  await outbox.deliver(aStory('A'), 10_000);
  phone.answer = () => ok;
  await outbox.flush(true);
  await settled();
  expect(heard.at(0)).toBe(0);
  expect(heard).toContain(1);
  expect(heard.at(-1)).toBe(0);
  stop();
});

test('while the device cannot be read, watchers hear that the state is unknown, and what waits goes out afterwards', async () => {
  const { outbox, phone, sent, shelf, hours } = aPhone(() => away);
  await outbox.deliver(aStory('A'), 10_000);
  const heard: (number | undefined)[] = [];
  shelf.broken.all = true;
  outbox.watch((state) => heard.push(state?.waiting));
  phone.answer = () => ok;
  sent.length = 0;
  await outbox.flush(true);
  await outbox.refresh();
  await settled();
  expect(heard).toEqual([undefined, undefined]);
  await expect(outbox.all()).rejects.toThrow();
  shelf.broken.all = false;
  await hours.pass(10 * 60_000);
  await settled();
  expect(sent).toEqual(['A']);
  expect(heard.at(-1)).toBe(0);
});

test('answers of something in between, such as a hall’s Wi-Fi page, refuse nothing', () => {
  const waiting = aStory('A');
  for (const kind of ['offline', 'between', 'busy', 'unavailable', 'not-found', 'unknown'] as const) {
    expect(verdictOn(fails(kind), waiting).kind, kind).toBe('later');
  }
  for (const kind of ['invalid', 'closed'] as const) {
    expect(verdictOn(fails(kind), waiting).kind, kind).toBe('refused');
  }
});

test('a story that was changed while it was on its way stays, and replaces what arrived', async () => {
  const first = later();
  const { outbox, phone, shelf, sent, replaced } = aPhone(() => first.answered);
  const before = outbox.deliver(aStory('A', 'first'), 10_000);
  await settled();
  expect(sent).toEqual(['A']);
  phone.answer = () => fails('conflict');
  const after = outbox.deliver(aStory('A', 'second'), 10_000);
  await settled();
  first.answer(ok);
  expect(await before).toEqual({ kind: 'waiting' });
  expect(await after).toEqual({ kind: 'sent' });
  expect(replaced).toEqual(['second']);
  expect(shelf.rows).toEqual([]);
});

test('a story whose recording was changed while it was on its way stays as well', async () => {
  const first = later();
  const { outbox, phone, shelf, sent } = aPhone(() => first.answered);
  const voice = (sound: string) => new Blob([sound], { type: 'audio/ogg' });
  void outbox.deliver(aStory('A', 'the same', { voice: voice('one') }), 10_000);
  await settled();
  phone.answer = () => away;
  const after = outbox.deliver(aStory('A', 'the same', { voice: voice('two') }), 10_000);
  await settled();
  first.answer(ok);
  await after;
  expect(sent).toEqual(['A', 'A']);
  expect(await shelf.rows[0]?.voice?.text()).toBe('two');
  expect(shelf.rows[0]?.replaces).toBe(true);
});

const sung = (sound: string) => ({ voice: new Blob([sound], { type: 'audio/ogg' }) });

test('when only the words can take the place of what arrived, the teller is told that the recording stays', async () => {
  const first = later();
  const { outbox, phone, shelf, replaced } = aPhone(() => first.answered);
  void outbox.deliver(aStory('A', 'first', sung('one')), 10_000);
  await settled();
  phone.answer = () => fails('conflict');
  const after = outbox.deliver(aStory('A', 'second', sung('two')), 10_000);
  await settled();
  first.answer(ok);
  expect(await after).toEqual({ kind: 'refused', refusal: { reason: 'files', errors: [] } });
  expect(replaced).toEqual(['second']);
  expect(await shelf.rows[0]?.voice?.text()).toBe('two');
  expect(await outbox.state()).toEqual({ waiting: 0, refused: 1 });
});

test('the teller is told so too when an earlier attempt arrived without an answer, or the device kept nothing of it', async () => {
  const { outbox, phone } = aPhone(() => away);
  await outbox.deliver(aStory('A', 'the same', sung('one')), 10_000);
  phone.answer = () => fails('conflict');
  const stays = { kind: 'refused', refusal: { reason: 'files', errors: [] } };
  expect(await outbox.deliver(aStory('A', 'the same', sung('two')), 10_000)).toEqual(stays);
  const again = aStory('B', 'after', { replaces: true, otherFiles: true });
  expect(await outbox.deliver(again, 10_000)).toEqual(stays);
});

test('a recording that was changed before anything arrived is simply sent', async () => {
  const { outbox, phone, shelf } = aPhone(() => away);
  await outbox.deliver(aStory('A', 'the same', sung('one')), 10_000);
  phone.answer = () => ok;
  expect(await outbox.deliver(aStory('A', 'the same', sung('two')), 10_000)).toEqual({ kind: 'sent' });
  expect(shelf.rows).toEqual([]);
});

test('words that were changed while a story was on its way take nothing from its recording', async () => {
  const { outbox, phone, shelf } = aPhone(() => away);
  await outbox.deliver(aStory('A', 'first', sung('one')), 10_000);
  phone.answer = () => fails('conflict');
  expect(await outbox.deliver(aStory('A', 'second', sung('one')), 10_000)).toEqual({ kind: 'sent' });
  expect(shelf.rows).toEqual([]);
});

test('the same recording, read again, is no change', async () => {
  const { outbox, phone, replaced } = aPhone(() => away);
  const spoken = () => aStory('A', '', { voice: new Blob(['one'], { type: 'audio/ogg' }) });
  await outbox.deliver(spoken(), 10_000);
  phone.answer = () => fails('conflict');
  phone.open = () =>
    kept('', { attachments: [{ id: '1', kind: 'voice', media_type: 'audio/ogg', bytes: 3 }] });
  expect(await outbox.deliver(spoken(), 10_000)).toEqual({ kind: 'sent' });
  expect(replaced).toEqual([]);
});

test('a story that its teller takes back while others are sent is not sent', async () => {
  const first = later();
  const { outbox, phone, sent } = aPhone(() => away);
  for (const receipt of ['A', 'B']) await outbox.deliver(aStory(receipt), 10_000);
  sent.length = 0;
  phone.answer = () => first.answered;
  const flushed = outbox.flush(true);
  await settled();
  await outbox.discard('B');
  first.answer(ok);
  await flushed;
  expect(sent).toEqual(['A']);
});

test('a device that does not let go of a sent story keeps nobody waiting, and tries again', async () => {
  const { outbox, hours, shelf, sent } = aPhone();
  shelf.broken.remove = true;
  expect(await outbox.deliver(aStory('A'), 10_000)).toEqual({ kind: 'waiting' });
  shelf.broken.remove = false;
  await hours.pass(6_000);
  expect(sent).toEqual(['A', 'A']);
  expect(shelf.rows).toEqual([]);
});

test('a device that cannot note a refusal keeps nobody waiting', async () => {
  const { outbox, shelf } = aPhone(() => fails('invalid'));
  shelf.broken.update = true;
  expect(await outbox.deliver(aStory('A'), 10_000)).toEqual({ kind: 'waiting' });
  await expect(outbox.flush(true)).resolves.toBeUndefined();
});

test('what cannot be read has not arrived', async () => {
  const { outbox, shelf } = aPhone(() => away);
  await outbox.deliver(aStory('A'), 10_000);
  shelf.broken.all = true;
  expect(await outbox.outcomeOf('A')).toEqual({ kind: 'waiting' });
  expect(await outbox.find('A')).toBeUndefined();
});

test('a story that was finished differently in another tab is not written over, unless its teller wants that', async () => {
  const { outbox, shelf } = aPhone(() => away);
  await outbox.deliver(aStory('A', 'one ending', { edition: 'first' }), 10_000);
  const other = aStory('A', 'another ending', { edition: 'second' });
  expect(await outbox.deliver(other, 10_000)).toEqual({ kind: 'twice' });
  // It was begun when nothing waited, or from an edition that is not there any more.
  expect(await outbox.deliver(other, 10_000, { edition: 'older' })).toEqual({ kind: 'twice' });
  expect(shelf.rows.map(({ story }) => story.text)).toEqual(['one ending']);
  expect(await outbox.deliver(other, 10_000, { instead: true })).toEqual({ kind: 'waiting' });
  expect(shelf.rows.map(({ story }) => story.text)).toEqual(['another ending']);
});

test('a storyteller who continues a queued story may change it; the same once more changes nothing', async () => {
  const { outbox, shelf } = aPhone(() => away);
  await outbox.deliver(aStory('A', 'first', { edition: 'one' }), 10_000);
  await outbox.deliver(aStory('A', 'second', { edition: 'two' }), 10_000, { edition: 'one' });
  expect(shelf.rows.map(({ story }) => story.text)).toEqual(['second']);
  expect(await outbox.deliver(aStory('A', 'second', { edition: 'three' }), 10_000)).toEqual({
    kind: 'waiting',
  });
});

test('a story of an earlier build, which has no edition, can be mended', async () => {
  const { outbox, phone, shelf } = aPhone(() => fails('invalid'));
  await outbox.deliver(aStory('A', 'too long'), 10_000);
  phone.answer = () => ok;
  const [old] = shelf.rows;
  const known = { edition: old?.edition };
  expect(await outbox.deliver(aStory('A', 'shorter', { edition: 'new' }), 10_000, known)).toEqual({
    kind: 'sent',
  });
});

test('when there is no room for a recording its words are kept, and go nowhere by themselves', async () => {
  const { outbox, phone, shelf, sent } = aPhone();
  const put = shelf.put.bind(shelf);
  shelf.put = (waiting) => {
    if (waiting.voice) return Promise.reject(new DOMException('no room', 'QuotaExceededError'));
    return put(waiting);
  };
  expect(await outbox.deliver(aStory('A', 'words', sung('one')), 10_000)).toEqual({ kind: 'words-kept' });
  await outbox.flush(true);
  expect(sent).toEqual([]);
  expect(shelf.rows).toMatchObject([{ story: { text: 'words' }, refusal: { reason: 'words' } }]);
  expect(shelf.rows[0]?.voice).toBeUndefined();
  // Without words there is nothing to keep.
  expect(await outbox.deliver(aStory('B', '', sung('one')), 10_000)).toEqual({ kind: 'not-kept' });
  // Sent without its recording, it takes the place of what was kept.
  phone.answer = () => ok;
  expect(await outbox.deliver(aStory('A', 'words'), 10_000)).toEqual({ kind: 'sent' });
  expect(shelf.rows).toEqual([]);
});

test('only what was refused, in the edition that its teller had, is let go', async () => {
  const { outbox, phone, shelf } = aPhone(() => fails('invalid'));
  await outbox.deliver(aStory('A', 'mine', { edition: 'mine' }), 10_000);
  await outbox.removeRefused('A', 'other');
  expect(shelf.rows).toHaveLength(1);
  await outbox.removeRefused('A', 'mine');
  expect(shelf.rows).toEqual([]);
  phone.answer = () => away;
  await outbox.deliver(aStory('B', 'waits', { edition: 'mine' }), 10_000);
  await outbox.removeRefused('B', 'mine');
  expect(shelf.rows).toHaveLength(1);
});
