import type { CallKind, MeasuredTimes } from './measured-times';

/** The first match of a function's name counts. */
const kinds: readonly { readonly kind: CallKind; readonly functions: RegExp }[] = [
  { kind: 'page', functions: /^(intake|verify|requester|download|decide|staff)$/ },
  { kind: 'store', functions: /^store$/ },
  { kind: 'package', functions: /^assemble-package$/ },
  { kind: 'step', functions: /./ },
];

/**
 * Megabytes with which a function has a whole processor; with less it has a share, so that what a second of
 * processor costs does not depend on the memory.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
export const WHOLE_PROCESSOR = 1_769;

/** How long a function waits for one call of AWS: assumed, on the high side. */
export const CALL_MS = 10;

/**
 * A cold start. A desk with a few requests a day finds its functions cold, so every call is counted with one,
 * with two exceptions: a store that is asked several questions in a row starts once, and so does the function
 * of pages that a person opens in one sitting. AWS's own part of it is about 130 ms (published measurements);
 * loading a desk's function takes 30 ms here, and is counted four times.
 */
export const START_MS = 250;

/**
 * Bytes of log per call, on the high side: Lambda's own three lines have 300 and the desk's one has 240;
 * CloudWatch adds 26 to each.
 */
export const LOG_BYTES = 800;

/** Bytes of API Gateway's own log of a page: the six fields of its format, and CloudWatch's 26. */
export const ACCESS_LOG_BYTES = 250;

export interface FunctionTime {
  readonly megabytes: number;
  readonly times: MeasuredTimes['calls'];
}

/** Seconds that one call is charged for; `staff awake` has no cold start. */
export function secondsOf(name: string, { megabytes, times }: FunctionTime): number {
  const { processorMs, awsCalls } = times[kindOf(name)];
  const share = Math.min(1, megabytes / WHOLE_PROCESSOR);
  return (processorMs / share + awsCalls * CALL_MS + (isAwake(name) ? 0 : START_MS)) / 1_000;
}

function kindOf(name: string): CallKind {
  return kinds.find(({ functions }) => functions.test(functionNamed(name)))?.kind ?? 'step';
}

function isAwake(name: string): boolean {
  return name.endsWith(' awake');
}

/** The function of a name in the counts. */
export function functionNamed(name: string): string {
  return name.replace(/ awake$/, '');
}
