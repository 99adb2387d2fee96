import { HALF } from './cases/error-cases';
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
    name: 'node-function-fails',
    does: 'every error of a Node.js function is `Runtime.HandlerError` (the cases use a custom runtime instead)',
    aws: 'the name of the error that was thrown',
    section: 'Lambda function errors in Node.js',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html',
    seen: { error: 'Runtime.HandlerError' },
  },
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
    name: 'token-heartbeat-missed',
    does: 'no HeartbeatSeconds',
    aws: 'the task fails when no heartbeat came',
    section: 'Timeouts and heartbeat intervals',
    page: `${SPECIFICATION}#task-state`,
    seen: { status: 'FAILED', output: null, error: 'States.Timeout' },
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
    name: 'task-whole-answer',
    does: 'the answer of `lambda:invoke` is StatusCode and Payload alone',
    aws: 'also ExecutedVersion, SdkHttpMetadata, SdkResponseMetadata',
    section: 'Invoke an AWS Lambda function with Step Functions',
    page: `${GUIDE}/connect-lambda.html`,
    seen: { output: null },
  },
  {
    name: 'task-without-payload',
    does: 'a function without Payload gets the Parameters',
    aws: 'it gets an empty object',
    section: 'Invoke an AWS Lambda function with Step Functions',
    page: `${GUIDE}/connect-lambda.html`,
    seen: {
      payloads: { bare: [{ FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:run-bare-step' }] },
    },
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
    name: 'input-path-without-a-value',
    does: 'the same (InputPath)',
    aws: 'the same',
    ...errorNames,
    seen: { status: 'SUCCEEDED', error: '' },
  },
  {
    name: 'choice-without-a-value',
    does: 'the same (Variable of a Choice): the rule does not hold',
    aws: 'the same',
    ...errorNames,
    seen: { status: 'SUCCEEDED', output: {}, error: '' },
  },
  {
    name: 'choice-null-is-present',
    does: 'IsPresent is false for null',
    aws: 'it is true: the field is there',
    section: 'Choice State',
    page: `${SPECIFICATION}#choice-state`,
    seen: { output: 'no' },
  },
  {
    name: 'result-path-into-a-list',
    does: 'a ResultPath with an index makes a field of that name',
    aws: 'it replaces the item',
    section: 'Reference Paths',
    page: `${SPECIFICATION}#ref-paths`,
    seen: {
      output: { a: { b: [1, 2], c: 'x' }, list: [{ n: 1 }, { n: 2 }], name: 'Ada', 'list[0]': 'R' },
    },
  },
  {
    name: 'result-path-that-does-not-fit',
    does: 'a ResultPath below a text replaces the text',
    aws: '`States.ResultPathMatchFailure`',
    section: 'Appendix A',
    page: `${SPECIFICATION}#appendix-a`,
    seen: {
      status: 'SUCCEEDED',
      error: '',
      output: { a: { b: [1, 2], c: 'x' }, list: [{ n: 1 }, { n: 2 }], name: { first: 'R' } },
    },
  },
  {
    name: 'result-selector-of-context',
    does: 'no context object in a ResultSelector',
    aws: 'payload templates may read it',
    section: 'Payload Template',
    page: `${SPECIFICATION}#payload-template`,
    seen: { output: { step: { state: null } } },
  },
  {
    name: 'intrinsic-that-fails',
    does: 'States.Format takes more values than it has places for',
    aws: '`States.IntrinsicFailure`',
    section: 'Intrinsic Functions',
    page: `${SPECIFICATION}#intrinsic-functions`,
    seen: {
      output: 'sent',
      attempts: { step: 1 },
      payloads: { step: [{ task: 'step', case: 'intrinsic-that-fails', x: '1' }] },
    },
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
  {
    name: 'catch-too-much-to-send',
    does: 'the same for what a state sends to its task',
    aws: 'the same',
    ...errorNames,
    seen: {
      status: 'SUCCEEDED',
      output: 'fits',
      error: '',
      attempts: { step: 1 },
      payloads: { step: [{ task: 'step', case: 'catch-too-much-to-send', once: HALF, twice: HALF }] },
    },
  },
  {
    name: 'fail-without-a-name',
    does: 'a Fail without Error is `States.Fail`',
    aws: 'no error name is made up',
    section: 'Fail State',
    page: `${SPECIFICATION}#fail-state`,
    seen: { error: 'States.Fail' },
  },
];
