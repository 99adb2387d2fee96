import type { EngineCase } from '../engine-case';
import { failing, faultOf, machine, nameOfFault, say, single, task, waitingTask } from './case-parts';

/** Task states: https://states-language.net/spec.html#task-state */
export const taskCases: readonly EngineCase[] = [
  {
    name: 'task-as-ours',
    definition: single(
      task({ Comment: 'as in statemachines/', TimeoutSeconds: 900 }, { 'requestId.$': '$.requestId' }),
    ),
    input: { requestId: 'R-1', kept: [1] },
    reactions: { step: [{ reply: { next: 'search' } }] },
    expect: {
      status: 'SUCCEEDED',
      output: { requestId: 'R-1', kept: [1], step: { value: { next: 'search' } } },
      payloads: { step: [{ task: 'step', case: 'task-as-ours', requestId: 'R-1' }] },
    },
  },
  {
    name: 'task-answer-discarded',
    definition: single(task({ ResultPath: null })),
    input: { requestId: 'R-1' },
    reactions: { step: [{ reply: 'not kept' }] },
    expect: { status: 'SUCCEEDED', output: { requestId: 'R-1' }, attempts: { step: 1 } },
  },
  {
    name: 'task-of-no-function',
    definition: machine({
      Call: {
        ...task({
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.fault', Next: 'Name' }],
          Next: 'Never',
        }),
        Parameters: { FunctionName: '{Step}-that-is-not-there', Payload: {} },
      },
      Name: nameOfFault,
      Never: { Type: 'Fail' },
    }),
    expect: { status: 'SUCCEEDED', output: 'Lambda.ResourceNotFoundException', attempts: {} },
  },
  {
    name: 'task-fails',
    definition: single(task()),
    reactions: { step: failing('StoreDown') },
    expect: {
      status: 'FAILED',
      error: 'StoreDown',
      cause: { errorType: 'StoreDown', errorMessage: 'as the case says' },
      attempts: { step: 1 },
    },
  },
  {
    name: 'task-timeout',
    definition: single(task({ TimeoutSeconds: 1 })),
    reactions: { step: [{ never: true }] },
    expect: { status: 'FAILED', error: 'States.Timeout', attempts: { step: 1 } },
  },
  {
    name: 'task-timeout-caught',
    definition: machine({
      Call: task({
        TimeoutSeconds: 1,
        Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.fault', Next: 'After' }],
        Next: 'Never',
      }),
      After: task({ InputPath: '$.fault', ResultPath: '$' }, { task: 'after', 'error.$': '$.Error' }),
      Never: { Type: 'Fail' },
    }),
    reactions: { step: [{ never: true }] },
    expect: {
      status: 'SUCCEEDED',
      output: { value: null },
      payloads: {
        step: [{ task: 'step', case: 'task-timeout-caught' }],
        after: [{ task: 'after', case: 'task-timeout-caught', error: 'States.Timeout' }],
      },
      gaps: [1],
    },
  },
];

/**
 * `.waitForTaskToken`:
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
export const tokenCases: readonly EngineCase[] = [
  {
    name: 'token-answered-while-the-function-runs',
    definition: single(waitingTask({ TimeoutSeconds: 1209600 })),
    input: { requestId: 'R-1' },
    reactions: { step: [{ token: { when: 'before', succeed: { next: 'verified' } }, reply: 'ignored' }] },
    expect: {
      status: 'SUCCEEDED',
      output: { requestId: 'R-1', step: { value: { next: 'verified' } } },
      payloads: { step: [{ task: 'step', case: 'token-answered-while-the-function-runs', token: 'TOKEN' }] },
      tokens: 1,
    },
  },
  {
    name: 'token-answered-later',
    definition: single(waitingTask({ InputPath: '$.in', OutputPath: '$.step', TimeoutSeconds: 1209600 })),
    input: { in: { n: 1 } },
    reactions: { step: [{ token: { when: 'after', succeed: 'late' }, reply: 'ignored' }] },
    expect: { status: 'SUCCEEDED', output: { value: 'late' }, attempts: { step: 1 } },
  },
  {
    name: 'token-answered-with-a-failure',
    definition: machine({
      Ask: waitingTask({
        Catch: [{ ErrorEquals: ['RequestEndedError'], ResultPath: '$.fault', Next: 'Ended' }],
        Next: 'Never',
      }),
      Ended: { Type: 'Succeed' },
      Never: { Type: 'Fail' },
    }),
    input: { requestId: 'R-1' },
    reactions: { step: [{ token: { when: 'after', fail: 'RequestEndedError', cause: 'withdrawn' } }] },
    expect: {
      status: 'SUCCEEDED',
      attempts: { step: 1 },
      output: { requestId: 'R-1', fault: { Error: 'RequestEndedError', Cause: 'withdrawn' } },
    },
  },
  {
    name: 'token-never-answered',
    definition: single(
      waitingTask({
        TimeoutSeconds: 1,
        Retry: [
          { ErrorEquals: ['TryAgainError'], IntervalSeconds: 2, MaxAttempts: 5 },
          { ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 40, BackoffRate: 1 },
        ],
      }),
    ),
    reactions: { step: [{}, { token: { when: 'after', succeed: 'second' } }] },
    expect: {
      status: 'SUCCEEDED',
      output: { step: { value: 'second' } },
      attempts: { step: 2 },
      tokens: 2,
      gaps: [2],
    },
  },
  {
    name: 'token-function-fails',
    definition: machine({
      Ask: waitingTask({
        TimeoutSeconds: 2,
        Retry: [{ ErrorEquals: ['TryAgainError'], IntervalSeconds: 1, MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['RequestEndedError'], ResultPath: '$.fault', Next: 'Ended' }],
        Next: 'Never',
      }),
      Ended: { Type: 'Succeed' },
      Never: say('answered'),
    }),
    reactions: { step: failing('TryAgainError', 'RequestEndedError') },
    expect: {
      status: 'SUCCEEDED',
      attempts: { step: 2 },
      tokens: 2,
      output: { fault: faultOf('RequestEndedError') },
    },
  },
];
