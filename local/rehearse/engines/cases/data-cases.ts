import type { JsonObject } from '../../../runner/json';
import type { EngineCase } from '../engine-case';
import type { ComparedOutcome } from '../outcome';
import { machine, say, single, task } from './case-parts';

const SAMPLE = { a: { b: [1, 2], c: 'x' }, list: [{ n: 1 }, { n: 2 }], name: 'Ada' };

function pass(name: string, fields: JsonObject, expect: Partial<ComparedOutcome>): EngineCase {
  return { name, definition: single({ Type: 'Pass', ...fields }), input: SAMPLE, expect };
}

function made(name: string, fields: JsonObject, output: ComparedOutcome['output']): EngineCase {
  return pass(name, fields, { status: 'SUCCEEDED', output });
}

/** Paths and Pass: https://states-language.net/spec.html#filters */
export const pathCases: readonly EngineCase[] = [
  made('pass-nothing', { Comment: 'no field at all' }, SAMPLE),
  made('pass-result', { Result: { r: [false, null] } }, { r: [false, null] }),
  made('input-path-part', { InputPath: '$.a' }, SAMPLE.a),
  made('input-path-in-brackets', { InputPath: "$['a']['b'][1]" }, 2),
  made('input-path-all-of-a-list', { InputPath: '$.list[*].n' }, [1, 2]),
  made('input-path-null', { InputPath: null }, {}),
  made('input-path-of-context', { InputPath: '$$.State.Name' }, 'Only'),
  made('output-path-part', { OutputPath: '$.a.c' }, 'x'),
  made('output-path-null', { OutputPath: null }, {}),
  made('result-path-deep', { Result: 'R', ResultPath: '$.x.y' }, { ...SAMPLE, x: { y: 'R' } }),
  made(
    'result-path-beside',
    { InputPath: '$.a', Result: 'R', ResultPath: '$.a.d' },
    { ...SAMPLE, a: { ...SAMPLE.a, d: 'R' } },
  ),
  made('result-path-null', { Result: 'R', ResultPath: null }, SAMPLE),
  made(
    'result-path-into-a-list',
    { Result: 'R', ResultPath: '$.list[0]' },
    { ...SAMPLE, list: ['R', { n: 2 }] },
  ),
  pass(
    'result-path-that-does-not-fit',
    { Result: 'R', ResultPath: '$.name.first' },
    {
      status: 'FAILED',
      error: 'States.ResultPathMatchFailure',
      output: null,
    },
  ),
  pass(
    'input-path-without-a-value',
    { InputPath: '$.missing' },
    { status: 'FAILED', error: 'States.Runtime', output: null },
  ),
];

const template: JsonObject = {
  literal: '$.a',
  'picked.$': '$.a.b',
  deep: { list: [1, { 'name.$': '$.name' }], 'null.$': '$.a.c' },
};

/**
 * Payload templates, the context object and intrinsic functions:
 * https://states-language.net/spec.html#payload-template
 */
export const templateCases: readonly EngineCase[] = [
  made(
    'parameters',
    { Parameters: template },
    {
      literal: '$.a',
      picked: [1, 2],
      deep: { list: [1, { name: 'Ada' }], null: 'x' },
    },
  ),
  made(
    'context-object',
    {
      Parameters: {
        'id.$': '$$.Execution.Id',
        'execution.$': '$$.Execution.Name',
        'input.$': '$$.Execution.Input.name',
        'start.$': '$$.Execution.StartTime',
        'machine.$': '$$.StateMachine.Name',
        'machineId.$': '$$.StateMachine.Id',
        'state.$': '$$.State.Name',
        'entered.$': '$$.State.EnteredTime',
        'retries.$': '$$.State.RetryCount',
      },
    },
    {
      id: 'arn:aws:states:us-east-1:000000000000:execution:run-context-object:once',
      execution: 'once',
      input: 'Ada',
      start: 'INSTANT',
      machine: 'run-context-object',
      machineId: 'arn:aws:states:us-east-1:000000000000:stateMachine:run-context-object',
      state: 'Only',
      entered: 'INSTANT',
      retries: 0,
    },
  ),
  made(
    'intrinsic-format',
    { Parameters: { 'x.$': "States.Format('{}-v{}: \\'{}\\' \\{\\}', $.name, 2, $$.State.Name)" } },
    {
      x: "Ada-v2: 'Only' {}",
    },
  ),
  made(
    'intrinsic-json-to-string',
    { Parameters: { 'x.$': "States.Format('<{}>', States.JsonToString($.a))" } },
    {
      x: '<{"b":[1,2],"c":"x"}>',
    },
  ),
  {
    name: 'intrinsic-that-fails',
    definition: machine({
      Call: task(
        { Catch: [{ ErrorEquals: ['States.IntrinsicFailure'], Next: 'Caught' }], Next: 'Sent' },
        { 'x.$': "States.Format('{}', 1, 2)" },
      ),
      Caught: say('caught'),
      Sent: say('sent'),
    }),
    expect: { status: 'SUCCEEDED', output: 'caught', attempts: {}, payloads: {} },
  },
  {
    name: 'parameters-without-a-value',
    definition: machine({
      Call: task(
        { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], Next: 'Sent' },
        { 'x.$': '$.missing' },
      ),
      Caught: say('caught'),
      Sent: say('sent'),
    }),
    expect: { status: 'FAILED', error: 'States.Runtime', output: null, attempts: {}, payloads: {} },
  },
  {
    name: 'result-selector',
    definition: single(
      task({ ResultSelector: { 'n.$': '$.Payload.n', 'status.$': '$.StatusCode', fixed: true } }),
    ),
    reactions: { step: [{ reply: { n: 7, unused: 1 } }] },
    expect: {
      status: 'SUCCEEDED',
      attempts: { step: 1 },
      output: { step: { n: 7, status: 200, fixed: true } },
    },
  },
  {
    name: 'result-selector-of-context',
    definition: single(task({ ResultSelector: { 'state.$': '$$.State.Name' } })),
    expect: { status: 'SUCCEEDED', attempts: { step: 1 }, output: { step: { state: 'Only' } } },
  },
];
