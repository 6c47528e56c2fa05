import { expect, test } from 'vitest';
import { IdleWatch, LIMIT, LONGEST_HANDS_FREE, WARNING } from './idle';

/** A clock that the test moves, in seconds. */
class Seconds {
  private time = 0;
  private calls: { at: number; call: () => void }[] = [];
  now = () => this.time;
  after(milliseconds: number, call: () => void) {
    const entry = { at: this.time + milliseconds, call };
    this.calls.push(entry);
    return () => void (this.calls = this.calls.filter((other) => other !== entry));
  }
  pass(milliseconds: number) {
    for (const end = this.time + milliseconds; this.time < end;) {
      this.time += 1_000;
      const due = this.calls.filter(({ at }) => at <= this.time);
      this.calls = this.calls.filter(({ at }) => at > this.time);
      for (const { call } of due) call();
    }
  }
}

function watched() {
  const seconds = new Seconds();
  const seen = { left: undefined as number | undefined, over: 0 };
  const room = { lively: false };
  const watch = new IdleWatch(seconds, {
    lively: () => room.lively,
    warned: (left) => (seen.left = left),
    over: () => (seen.over += 1),
  });
  return { seconds, seen, room, watch };
}

test('after two minutes without a touch everything is cleared, and that is said half a minute before', () => {
  const { seconds, seen, watch } = watched();
  watch.touched();
  seconds.pass(LIMIT - WARNING - 1_000);
  expect(seen.left).toBeUndefined();
  seconds.pass(1_000);
  expect(seen.left).toBe(WARNING);
  seconds.pass(20_000);
  expect(seen.left).toBe(10_000);
  expect(seen.over).toBe(0);
  seconds.pass(10_000);
  expect(seen).toEqual({ left: undefined, over: 1 });
});

test('more time can be asked for without end', () => {
  const { seconds, seen, watch } = watched();
  watch.touched();
  for (let i = 0; i < 20; i += 1) {
    seconds.pass(LIMIT - 1_000);
    expect(seen.left).toBe(1_000);
    watch.touched();
    expect(seen.left).toBeUndefined();
  }
  expect(seen.over).toBe(0);
});

test('nobody is warned when there is nothing to clear', () => {
  const { seconds, seen, watch } = watched();
  watch.touched();
  watch.stop();
  seconds.pass(2 * LIMIT);
  expect(seen).toEqual({ left: undefined, over: 0 });
});

test('who speaks or listens is there, and has the whole time once it is quiet', () => {
  const { seconds, seen, room, watch } = watched();
  watch.touched();
  seconds.pass(30_000);
  room.lively = true;
  seconds.pass(300_000);
  expect(seen).toEqual({ left: undefined, over: 0 });
  room.lively = false;
  seconds.pass(LIMIT - WARNING - 1_000);
  expect(seen.left).toBeUndefined();
  seconds.pass(WARNING + 1_000);
  expect(seen).toEqual({ left: undefined, over: 1 });
});

test('a voice that never ends keeps nobody there for ever', () => {
  const { seconds, seen, room, watch } = watched();
  room.lively = true;
  watch.touched();
  seconds.pass(LONGEST_HANDS_FREE);
  expect(seen.over).toBe(0);
  seconds.pass(LIMIT);
  expect(seen).toEqual({ left: undefined, over: 1 });
});
