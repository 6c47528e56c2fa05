// Shares of a whole, kept in ten-thousandths so that they sum to exactly 1 (see docs: numbers and types).

/** One whole, in ten-thousandths. */
const WHOLE = 10_000;

/** Keeps a number between two others. */
export function between(low: number, value: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** A position in [0, 1] rounded to four decimals. */
export function rounded(value: number): number {
  return Math.round(between(0, value, 1) * WHOLE) / WHOLE;
}

/** Splits `whole` into integers in proportion to the weights; the largest remainders get what is left over. */
export function parts(weights: readonly number[], whole: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (weight / sum) * whole);
  const result = exact.map(Math.floor);
  const missing = whole - result.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) result[index] = (result[index] ?? 0) + 1;
  return result;
}

/** Weights as four-decimal numbers that sum to exactly 1 in ten-thousandths. */
export function closed(weights: readonly number[]): number[] {
  return parts(weights, WHOLE).map((part) => part / WHOLE);
}

/** Weights as whole percents that sum to 100. */
export function percents(weights: readonly number[]): number[] {
  return parts(weights, 100);
}
