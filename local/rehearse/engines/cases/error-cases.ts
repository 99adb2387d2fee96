import type { JsonObject } from '../../../runner/json';
import type { EngineCase } from '../engine-case';
import type { ComparedOutcome } from '../outcome';
import { failing, faultOf, machine, say, single, task } from './case-parts';

function retried(
  name: string,
  retry: readonly JsonObject[],
  errors: readonly string[],
  expect: Partial<ComparedOutcome>,
): EngineCase {
  return {
    name,
    definition: single(task({ Retry: [...retry] })),
    reactions: { step: failing(...errors) },
    expect: { output: expect.status === 'FAILED' ? null : { step: { value: 'done' } }, ...expect },
  };
}

const quick = { IntervalSeconds: 1, BackoffRate: 1 };

/** Retrying: https://states-language.net/spec.html#errors */
export const retryCases: readonly EngineCase[] = [
  retried(
    'retry-as-ours',
    [
      {
        ErrorEquals: [
          'TryAgainError',
          'Lambda.TooManyRequestsException',
          'Lambda.ClientExecutionTimeoutException',
          'Lambda.ServiceException',
          'Lambda.AWSLambdaException',
          'Lambda.SdkClientException',
          'Lambda.Unknown',
          'Sandbox.Timedout',
        ],
        ...quick,
        MaxAttempts: 8,
      },
    ],
    [
      'TryAgainError',
      'Lambda.TooManyRequestsException',
      'Lambda.ClientExecutionTimeoutException',
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.Unknown',
      'Sandbox.Timedout',
    ],
    {
      status: 'SUCCEEDED',
      attempts: { step: 9 },
    },
  ),
  retried(
    'retry-slower-each-time',
    [{ ErrorEquals: ['StoreDown'], IntervalSeconds: 1, BackoffRate: 3, MaxAttempts: 2, Comment: 'whole' }],
    ['StoreDown', 'StoreDown'],
    {
      status: 'SUCCEEDED',
      attempts: { step: 3 },
      gaps: [1, 3],
    },
  ),
  retried(
    'retry-with-a-longest-wait',
    [{ ErrorEquals: ['StoreDown'], IntervalSeconds: 1, BackoffRate: 3, MaxAttempts: 2, MaxDelaySeconds: 2 }],
    ['StoreDown', 'StoreDown'],
    {
      status: 'SUCCEEDED',
      attempts: { step: 3 },
      gaps: [1, 2],
    },
  ),
  retried(
    'retry-with-jitter',
    [{ ErrorEquals: ['StoreDown'], IntervalSeconds: 3, MaxAttempts: 1, JitterStrategy: 'FULL' }],
    ['StoreDown'],
    {
      status: 'SUCCEEDED',
      attempts: { step: 2 },
      gaps: [1.5],
    },
  ),
  retried(
    'retry-first-that-matches',
    [
      { ErrorEquals: ['StoreDown'], MaxAttempts: 0 },
      { ErrorEquals: ['States.ALL'], ...quick },
    ],
    ['StoreDown'],
    {
      status: 'FAILED',
      error: 'StoreDown',
      attempts: { step: 1 },
    },
  ),
  retried(
    'retry-each-counts-alone',
    [
      { ErrorEquals: ['A'], ...quick, MaxAttempts: 2 },
      { ErrorEquals: ['States.ALL'], ...quick, MaxAttempts: 1 },
    ],
    ['A', 'B', 'A', 'B'],
    {
      status: 'FAILED',
      error: 'B',
      attempts: { step: 4 },
    },
  ),
  {
    name: 'retry-timeout',
    definition: single(
      task({
        TimeoutSeconds: 1,
        Retry: [
          { ErrorEquals: ['States.TaskFailed'], ...quick, MaxAttempts: 9 },
          { ErrorEquals: ['States.Timeout'], ...quick, MaxAttempts: 1 },
        ],
      }),
    ),
    reactions: { step: [{ never: true }] },
    expect: { status: 'FAILED', error: 'States.Timeout', attempts: { step: 2 }, gaps: [2] },
  },
];

interface Caught {
  readonly catchers: readonly JsonObject[];
  readonly retry?: readonly JsonObject[];
  readonly errors: readonly string[];
  readonly output: ComparedOutcome['output'];
  readonly attempts: ComparedOutcome['attempts'];
}

function caught(name: string, { catchers, retry = [], errors, output, attempts }: Caught): EngineCase {
  return {
    name,
    definition: machine({
      Call: task({ Retry: [...retry], Catch: [...catchers], Next: 'Never' }),
      'Request Ended': { Type: 'Succeed' },
      'Report Trouble': task({ ResultPath: null }, { task: 'report', 'code.$': '$.fault.Error' }),
      Never: say('never'),
    }),
    input: { requestId: 'R-1' },
    reactions: { step: failing(...errors) },
    expect: { status: 'SUCCEEDED', output, attempts },
  };
}

const ours = [
  { ErrorEquals: ['RequestEndedError'], ResultPath: '$.fault', Next: 'Request Ended' },
  { ErrorEquals: ['States.ALL'], ResultPath: '$.fault', Next: 'Report Trouble' },
];

/** Fallback states: https://states-language.net/spec.html#errors */
export const catchCases: readonly EngineCase[] = [
  caught('catch-named', {
    catchers: ours,
    errors: ['RequestEndedError'],
    output: { requestId: 'R-1', fault: faultOf('RequestEndedError') },
    attempts: { step: 1 },
  }),
  caught('catch-all', {
    catchers: ours,
    errors: ['StoreDown'],
    output: { requestId: 'R-1', fault: faultOf('StoreDown') },
    attempts: { report: 1, step: 1 },
  }),
  caught('catch-after-the-retries', {
    catchers: ours,
    retry: [{ ErrorEquals: ['TryAgainError'], ...quick, MaxAttempts: 1 }],
    errors: ['TryAgainError', 'TryAgainError'],
    output: { requestId: 'R-1', fault: faultOf('TryAgainError') },
    attempts: { report: 1, step: 2 },
  }),
  {
    name: 'catch-too-much-data',
    definition: machine({
      Call: task({
        ResultPath: null,
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        Next: 'Fits',
      }),
      Caught: say('caught'),
      Fits: say('fits'),
    }),
    reactions: { step: [{ reply: 'x'.repeat(262_144) }] },
    expect: { status: 'FAILED', attempts: { step: 1 }, error: 'States.DataLimitExceeded', output: null },
  },
];
