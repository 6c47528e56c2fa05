import { expect, test } from 'vitest';
import { agreedIn, answersFrom, decidedIn, undecided, UNDECIDED, type ConsentAnswers } from './consent';

const ANSWERS: ConsentAnswers[] = [true, false, undefined].flatMap((analysis) =>
  [true, false, undefined].map((quotation) => ({ analysis, quotation })),
);

test('counting is asked first, and quotation only of a story that may be counted', () => {
  expect(undecided(UNDECIDED)).toBe('analysis');
  expect(undecided({ analysis: true, quotation: undefined })).toBe('quotation');
  for (const quotation of [true, false, undefined]) {
    expect(undecided({ analysis: false, quotation })).toBeUndefined();
  }
  for (const quotation of [true, false]) expect(undecided({ analysis: true, quotation })).toBeUndefined();
});

test('only a yes agrees, and a story that may not be counted is not quoted', () => {
  const agreed = ANSWERS.filter((answers) => agreedIn(answers).analysis);
  expect(agreed.map(({ analysis }) => analysis)).toEqual([true, true, true]);
  const quoted = ANSWERS.filter((answers) => agreedIn(answers).quotation);
  expect(quoted).toEqual([{ analysis: true, quotation: true }]);
});

test('what was answered is stored, and read again as it was', () => {
  for (const answers of ANSWERS) {
    const stored = agreedIn(answers);
    for (const passed of [true, false]) {
      const again = answersFrom(stored, decidedIn(answers), passed);
      expect([again.analysis, undecided(again), agreedIn(again)]).toEqual([
        answers.analysis,
        undecided(answers),
        stored,
      ]);
    }
  }
});

test('a box of an earlier build that is ticked is a yes, and an empty one a no once its page was passed', () => {
  const boxes = (analysis: boolean, quotation: boolean, passed: boolean) =>
    answersFrom({ analysis, quotation }, undefined, passed);
  expect(boxes(false, false, false)).toEqual(UNDECIDED);
  expect(boxes(true, false, false)).toEqual({ analysis: true, quotation: undefined });
  expect(boxes(true, false, true)).toEqual({ analysis: true, quotation: false });
  expect(boxes(false, false, true)).toEqual({ analysis: false, quotation: false });
  // Earlier builds took a yes to quotation alone.
  expect(boxes(false, true, false)).toEqual({ analysis: undefined, quotation: true });
  expect(agreedIn(boxes(false, true, true))).toEqual({ analysis: false, quotation: false });
});
