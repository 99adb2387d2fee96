import type { ComparedOutcome } from './outcome';

/**
 * A case in which the emulator differs from the specification; the project's runner is checked against the
 * specification there.
 */
export interface Difference {
  /** Name of the case. */
  readonly name: string;
  /** What the emulator does, for the documentation. */
  readonly does: string;
  /** What AWS does, for the documentation. */
  readonly aws: string;
  /** The section of AWS's guide or of the specification that says so. */
  readonly section: string;
  readonly page: string;
  /** All aspects in which the emulator's outcome differs from the specified one, as observed. */
  readonly seen: Partial<ComparedOutcome>;
}

const SPECIFICATION = 'https://states-language.net/spec.html';
const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const errorNames = {
  section: 'Error names',
  page: `${GUIDE}/concepts-error-handling.html#error-handling-error-representation`,
};

/**
 * Every difference between MiniStack 1.5.33 and the specification that the cases show. The check fails when
 * one of them has disappeared or changed, so that the list stays true.
 */
export const differences: readonly Difference[] = [
  {
    name: 'token-function-fails',
    does: 'ignores that the function of a waiting task failed, and waits for the timeout',
    aws: 'the task fails; Retry and Catch apply',
    section: 'Wait for a Callback with Task Token',
    page: `${GUIDE}/connect-to-resource.html#connect-wait-token`,
    seen: {
      status: 'FAILED',
      error: 'States.Timeout',
      output: null,
      attempts: { step: 1 },
      payloads: { step: [{ task: 'step', case: 'token-function-fails', token: 'TOKEN' }] },
      tokens: 1,
    },
  },
  {
    name: 'token-never-answered',
    does: 'gives all attempts the same token',
    aws: 'each attempt gets its own token',
    section: 'Wait for a Callback with Task Token',
    page: `${GUIDE}/connect-to-resource.html#connect-wait-token`,
    seen: { tokens: 1 },
  },
  {
    name: 'machine-timeout',
    does: 'ignores TimeoutSeconds of a machine',
    aws: 'the execution is TIMED_OUT',
    section: 'Top-level fields',
    page: `${SPECIFICATION}#toplevelfields`,
    seen: { status: 'FAILED' },
  },
  {
    name: 'parameters-without-a-value',
    does: 'takes a path without a value as null (Parameters)',
    aws: '`States.Runtime`, which nothing catches',
    ...errorNames,
    seen: {
      status: 'SUCCEEDED',
      output: 'sent',
      error: '',
      attempts: { step: 1 },
      payloads: { step: [{ task: 'step', case: 'parameters-without-a-value', x: null }] },
    },
  },
  {
    name: 'choice-without-a-value',
    does: 'takes the rule as not met (Variable of a Choice)',
    aws: 'the same',
    ...errorNames,
    seen: { status: 'SUCCEEDED', output: {}, error: '' },
  },
  {
    name: 'retry-with-a-longest-wait',
    does: 'ignores MaxDelaySeconds',
    aws: 'no wait is longer than it',
    section: 'Retrying after error',
    page: `${SPECIFICATION}#retrying-after-error`,
    seen: { gaps: [1, 3] },
  },
  {
    name: 'retry-with-jitter',
    does: 'ignores JitterStrategy',
    aws: 'waits a random part of the delay',
    section: 'Retrying after error',
    page: `${SPECIFICATION}#retrying-after-error`,
    seen: { gaps: [3] },
  },
  {
    name: 'catch-too-much-data',
    does: 'has no limit of 256 KiB',
    aws: '`States.DataLimitExceeded`, which States.ALL does not catch',
    ...errorNames,
    seen: { status: 'SUCCEEDED', output: 'fits', error: '' },
  },
];
