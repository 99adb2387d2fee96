/**
 * How long a function is assumed to be charged for. An emulator on some laptop cannot tell how long a Lambda takes, so these are assumptions, on the high side
 * and stated in docs/cost.md. Milliseconds.
 */
export interface LambdaTime {
  readonly kind: string;
  readonly functions: RegExp;
  readonly milliseconds: number;
}

/** The first that fits a function's name counts. */
export const lambdaTimes: readonly LambdaTime[] = [
  { kind: 'a page', functions: /^(intake|requester|download|staff)$/, milliseconds: 150 },
  { kind: 'the function of a store: connect, ask, answer', functions: /^store$/, milliseconds: 500 },
  { kind: 'a step that waits for a store', functions: /^(search|erase|opt-out)-store$/, milliseconds: 700 },
  { kind: 'a step that reads every store again', functions: /^read-stores-again$/, milliseconds: 2_000 },
  { kind: 'putting a copy together', functions: /^assemble-package$/, milliseconds: 1_500 },
  { kind: 'any other step, a mail included', functions: /./, milliseconds: 300 },
];

/** Start of a function that was asleep. A desk with a few requests a day finds its functions asleep, so every call is counted with it. */
export const START_MS = 250;

/** Bytes of log of a call: Lambda's own three lines and one or two of the desk's, with what CloudWatch adds to each. */
export const LOG_BYTES = 1_000;

/** Seconds that one call is charged for. */
export function secondsOf(name: string): number {
  const found = lambdaTimes.find(({ functions }) => functions.test(name));
  return ((found?.milliseconds ?? 0) + START_MS) / 1_000;
}
