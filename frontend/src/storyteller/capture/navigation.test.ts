import { beforeEach, expect, test, vi } from 'vitest';
import type { Step } from './flow';
import { Navigation } from './navigation.svelte';
import { ReceiptReminder } from './receipt-reminder.svelte';

/** The entries of a browser's history, and which of them is shown. */
let entries: unknown[];
let at: number;
let arrived: Step[];
let receipt: ReceiptReminder;
let navigation: Navigation;
const focus = vi.fn();

beforeEach(() => {
  entries = [undefined];
  at = 0;
  arrived = [];
  focus.mockReset();
  vi.stubGlobal('history', {
    replaceState: (state: unknown) => (entries[at] = state),
    pushState: (state: unknown) => {
      entries = [...entries.slice(0, at + 1), state];
      at += 1;
    },
  });
  vi.stubGlobal('window', { scrollTo: vi.fn() });
  vi.stubGlobal('document', { querySelector: () => ({ focus }) });
  receipt = new ReceiptReminder();
  navigation = new Navigation({
    receipt,
    remindsOfReceipt: () => receipt.isDue,
    arrived: (step) => arrived.push(step),
  });
});

function back() {
  at -= 1;
  navigation.travelled(entries[at]);
}

test('Back leads through the steps in the order in which they were shown', () => {
  navigation.go('story');
  navigation.go('consent');
  back();
  expect(navigation.step).toBe('story');
  back();
  expect(navigation.step).toBe('start');
  expect(arrived).toEqual(['story', 'consent', 'story', 'start']);
});

test('each step begins at the top, with its heading focused', async () => {
  navigation.go('story');
  await vi.waitFor(() => expect(focus).toHaveBeenCalledOnce());
  expect(window.scrollTo).toHaveBeenCalledWith(0, 0);
});

test('steps that were passed when a draft is opened lie behind it', () => {
  navigation.go('consent', { passed: ['story', 'question/difference'] });
  expect([navigation.step, arrived]).toEqual(['consent', ['consent']]);
  back();
  expect(navigation.step).toBe('question/difference');
});

test('a step knows whether a Change link led to it, also after Back', () => {
  navigation.go('check');
  navigation.go('story', { change: true });
  expect(navigation.change).toBe(true);
  navigation.go('check');
  expect(navigation.change).toBe(false);
  back();
  expect([navigation.step, navigation.change]).toEqual(['story', true]);
});

test('entries of the story before lead to the start page', () => {
  navigation.go('story');
  navigation.nextStory();
  navigation.go('story');
  back();
  expect(navigation.step).toBe('start');
});

test('Back on the receipt page reminds once of the receipt, and works the second time', () => {
  navigation.go('check');
  navigation.go('sent');
  receipt.show('0A1B');
  back();
  expect([navigation.step, receipt.shown]).toEqual(['sent', true]);
  back();
  expect(navigation.step).toBe('check');
});

test('leaving shows the start page in place of the step', () => {
  navigation.go('story');
  const before = entries.length;
  navigation.restart();
  expect([navigation.step, entries.length]).toEqual(['start', before]);
});

test('a reload shows the start page, whatever the history says', () => {
  navigation.go('story');
  const reloaded = new Navigation({ receipt, remindsOfReceipt: () => false, arrived: () => undefined });
  expect(reloaded.step).toBe('start');
});
