import type { ComparedOutcome } from './outcome';

/**
 * A case in which the emulator departs from the specification, by which the project's runner is held there.
 */
export interface Difference {
  /** Name of the case. */
  readonly name: string;
  /** What the emulator does, for the documents. */
  readonly does: string;
  /** What AWS does, for the documents. */
  readonly aws: string;
  /** The section that says so. */
  readonly section: string;
  readonly page: string;
  /** All aspects in which the emulator's outcome differs from the right one, as it was seen. */
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
 * one of them is
 * gone or has changed, so that the list stays true.
 */
export const differences: readonly Difference[] = [
  {
    name: 'token-function-fails',
    does: 'forgets that the function of a waiting task failed, and waits for the timeout',
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
    does: 'one token for all attempts',
    aws: 'a token for each attempt',
    section: 'Wait for a Callback with Task Token',
    page: `${GUIDE}/connect-to-resource.html#connect-wait-token`,
    seen: { tokens: 1 },
  },
  {
    name: 'machine-timeout',
    does: 'no TimeoutSeconds of a machine',
    aws: 'the execution is TIMED_OUT',
    section: 'Top-level fields',
    page: `${SPECIFICATION}#toplevelfields`,
    seen: { status: 'FAILED' },
  },
  {
    name: 'parameters-without-a-value',
    does: 'a path without a value is null (Parameters)',
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
    does: 'the same (Variable of a Choice): the rule does not hold',
    aws: 'the same',
    ...errorNames,
    seen: { status: 'SUCCEEDED', output: {}, error: '' },
  },
  {
    name: 'retry-with-a-longest-wait',
    does: 'no MaxDelaySeconds',
    aws: 'no wait is longer',
    section: 'Retrying after error',
    page: `${SPECIFICATION}#retrying-after-error`,
    seen: { gaps: [1, 3] },
  },
  {
    name: 'retry-with-jitter',
    does: 'no JitterStrategy',
    aws: 'a random part of the wait',
    section: 'Retrying after error',
    page: `${SPECIFICATION}#retrying-after-error`,
    seen: { gaps: [3] },
  },
  {
    name: 'catch-too-much-data',
    does: 'no limit of 256 KiB',
    aws: '`States.DataLimitExceeded`, which States.ALL does not catch',
    ...errorNames,
    seen: { status: 'SUCCEEDED', output: 'fits', error: '' },
  },
];
