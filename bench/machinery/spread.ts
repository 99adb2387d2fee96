/** Several measurements of one thing. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  /** Nine of ten measurements are not above it. */
  readonly p90: number;
  readonly runs: number;
}

/** The spread of measurements, at least one, in any order. Throws RangeError without any. */
export function spreadOf(measured: readonly number[]): Spread {
  const sorted = [...measured].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const [min, median, p90] = [sorted[0], at(0.5), at(0.9)];
  if (min === undefined || median === undefined || p90 === undefined)
    throw new RangeError('nothing was measured');
  return { median, min, p90, runs: sorted.length };
}

/** What does not vary: a count, or something measured once. */
export function once(value: number): Spread {
  return spreadOf([value]);
}
