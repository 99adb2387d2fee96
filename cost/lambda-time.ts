/**
 * How long a function is assumed to be charged for. An emulator on a laptop cannot measure how long a Lambda
 * takes, so these are assumptions, on the high side and stated in docs/cost.md. Milliseconds.
 */
export interface LambdaTime {
  readonly kind: string;
  readonly functions: RegExp;
  readonly milliseconds: number;
}

/** The first match of a function's name counts. A function that waits for another is charged for as long. */
export const lambdaTimes: readonly LambdaTime[] = [
  { kind: 'a page', functions: /^(intake|verify|requester|download|decide|staff)$/, milliseconds: 150 },
  { kind: 'a question to a store', functions: /^store$/, milliseconds: 200 },
  { kind: 'putting a copy together', functions: /^assemble-package$/, milliseconds: 1_500 },
  { kind: 'a step, a mail included', functions: /./, milliseconds: 300 },
];

/**
 * A cold start. A desk with a few requests a day finds its functions cold, so every call is counted with one,
 * with two exceptions: a store that is asked several questions in a row starts once, and so does the function
 * of pages that a person opens in one sitting.
 */
export const START_MS = 250;

/**
 * Bytes of log per call, on the high side: Lambda's own three lines have 300 and the desk's one has 240;
 * CloudWatch adds 26 to each.
 */
export const LOG_BYTES = 800;

/** Seconds that one call is charged for; `staff awake` has no cold start. */
export function secondsOf(name: string): number {
  const time = lambdaTimes.find(({ functions }) => functions.test(functionNamed(name)));
  if (!time) throw new Error(`no time is assumed for ${name}`);
  return (time.milliseconds + (isAwake(name) ? 0 : START_MS)) / 1_000;
}

function isAwake(name: string): boolean {
  return name.endsWith(' awake');
}

/** The function of a name in the counts. */
export function functionNamed(name: string): string {
  return name.replace(/ awake$/, '');
}
