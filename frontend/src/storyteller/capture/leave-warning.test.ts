import { expect, test, vi } from 'vitest';
import { warnBeforeLeaving } from './leave-warning';
import type { Step } from './flow';

const KEPT = { begun: true, kept: true };
const UNKEPT = { begun: true, kept: false };

/** Whether the browser asks, and whether the receipt's reminder is shown. */
function leaving(step: Step, draft: typeof KEPT, remindsOfReceipt: boolean) {
  const event = { preventDefault: vi.fn(), returnValue: undefined as unknown };
  const receipt = { remind: vi.fn() };
  warnBeforeLeaving(event as never, { step, draft, receipt, remindsOfReceipt });
  expect(event.returnValue).toBe(event.preventDefault.mock.calls.length > 0 ? true : undefined);
  return {
    asked: event.preventDefault.mock.calls.length > 0,
    reminded: receipt.remind.mock.calls.length > 0,
  };
}

test('a text that the device does not keep is not left without a question', () => {
  for (const step of ['story', 'check'] as const) {
    expect(leaving(step, UNKEPT, false)).toEqual({ asked: true, reminded: false });
    expect(leaving(step, KEPT, false).asked).toBe(false);
    expect(leaving(step, { begun: false, kept: false }, false).asked).toBe(false);
  }
});

test('between the text and the check page nobody is asked', () => {
  expect(leaving('question/difference', UNKEPT, false).asked).toBe(false);
  expect(leaving('consent', UNKEPT, true)).toEqual({ asked: false, reminded: false });
});

test('a receipt that was not taken is reminded of, on its page and on the start page', () => {
  for (const step of ['sent', 'start'] as const) {
    expect(leaving(step, KEPT, true)).toEqual({ asked: true, reminded: true });
    expect(leaving(step, KEPT, false)).toEqual({ asked: false, reminded: false });
  }
});
