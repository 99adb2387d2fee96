import type { Json } from '../../../local/runner/json';
import { loadStateMachine } from '../../../local/runner/load-state-machine';
import { UnsupportedStateLanguageError } from '../../../local/runner/unsupported-state-language-error';
import { prepare, single, task, waitingTask } from './run-definition';

function refusalOf(definition: Json): string {
  try {
    loadStateMachine(definition);
  } catch (error) {
    if (error instanceof UnsupportedStateLanguageError) return error.message;
    throw error;
  }
  return 'accepted';
}

const choice = (rule: object): Json => ({
  StartAt: 'C',
  States: {
    C: { Type: 'Choice', Choices: [{ ...rule, Next: 'S' }] },
    S: { Type: 'Succeed' },
  },
});

describe('loading a state machine', () => {
  it.each<[string, Json, string]>([
    [
      'a state that runs others for each item',
      single({
        Type: 'Map',
        End: true,
        ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Succeed' } } },
      }),
      'States.Only.Type: the state type "Map" is not supported',
    ],
    [
      'a state that runs others side by side',
      single({ Type: 'Parallel', Branches: [], End: true }),
      'States.Only.Type: the state type "Parallel" is not supported',
    ],
    [
      'a state that only waits',
      single({ Type: 'Wait', Seconds: 1, End: true }),
      'States.Only.Type: the state type "Wait" is not supported',
    ],
    ['a state without type', single({ End: true }), 'States.Only.Type'],
    [
      'the other query language',
      { ...(single({ Type: 'Succeed' }) as object), QueryLanguage: 'JSONata' },
      'QueryLanguage: "JSONata"',
    ],
    ['an unknown field of the machine', { ...(single({ Type: 'Succeed' }) as object), Extra: 1 }, 'Extra: '],
    ['an unknown field of a state', single({ Type: 'Succeed', Assign: {} }), 'States.Only.Assign: '],
    [
      'another resource',
      single(task('f', { Resource: 'arn:aws:states:::dynamodb:putItem' })),
      'States.Only.Resource: ',
    ],
    [
      'a function’s own ARN as resource',
      single(task('f', { Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f' })),
      'States.Only.Resource: ',
    ],
    [
      'another parameter of lambda:invoke',
      single(task('f', { Parameters: { FunctionName: 'f', Qualifier: '1' } })),
      'States.Only.Parameters.Qualifier: ',
    ],
    [
      'a timeout from the input',
      single(task('f', { TimeoutSecondsPath: '$.t' })),
      'States.Only.TimeoutSecondsPath: ',
    ],
    ['a timeout of zero', single(task('f', { TimeoutSeconds: 0 })), 'States.Only.TimeoutSeconds: '],
    [
      'a heartbeat as long as the timeout',
      single(waitingTask('f', { TimeoutSeconds: 5, HeartbeatSeconds: 5 })),
      'States.Only.HeartbeatSeconds: ',
    ],
    [
      'a heartbeat of a task without a token to send it with',
      single(task('f', { HeartbeatSeconds: 5 })),
      'States.Only.HeartbeatSeconds: ',
    ],
    [
      'a filter in a path',
      single({ Type: 'Pass', InputPath: '$.a[?(@.b)]', End: true }),
      'States.Only.InputPath: ',
    ],
    [
      'a search at any depth',
      single({ Type: 'Pass', OutputPath: '$..a', End: true }),
      'States.Only.OutputPath: ',
    ],
    [
      'a ResultPath to many places',
      single({ Type: 'Pass', ResultPath: '$.a[*]', End: true }),
      'States.Only.ResultPath: ',
    ],
    [
      'a ResultPath into the context',
      single({ Type: 'Pass', ResultPath: '$$.a', End: true }),
      'States.Only.ResultPath: ',
    ],
    [
      'another intrinsic function',
      single({ Type: 'Pass', Parameters: { 'x.$': 'States.UUID()' }, End: true }),
      'States.Only.Parameters.x.$: the path or intrinsic function States.UUID()',
    ],
    [
      'an intrinsic function with rubbish behind',
      single({ Type: 'Pass', Parameters: { 'x.$': "States.Format('a') b" }, End: true }),
      'States.Only.Parameters.x.$: ',
    ],
    [
      'a .$ field that is no string',
      single({ Type: 'Pass', Parameters: { a: [{ 'x.$': 1 }] }, End: true }),
      'States.Only.Parameters.a[0].x.$: ',
    ],
    [
      'a comparison by order',
      choice({ Variable: '$.a', NumericGreaterThan: 1 }),
      'States.C.Choices[0].NumericGreaterThan: ',
    ],
    [
      'a comparison with a path',
      choice({ Variable: '$.a', StringEqualsPath: '$.b' }),
      'States.C.Choices[0].StringEqualsPath: ',
    ],
    [
      'a comparison of the wrong type',
      choice({ Variable: '$.a', StringEquals: 1 }),
      'States.C.Choices[0].StringEquals: ',
    ],
    [
      'two comparisons in one rule',
      choice({ Variable: '$.a', StringEquals: 'x', IsPresent: true }),
      'States.C.Choices[0]: ',
    ],
    [
      'a rule nested in a wrong rule',
      choice({ And: [{ Not: { Variable: '$.a', IsNull: true } }] }),
      'States.C.Choices[0].And[0].Not.IsNull: ',
    ],
    [
      'an unknown field of a retrier',
      single(task('f', { Retry: [{ ErrorEquals: ['A'], Foo: 1 }] })),
      'States.Only.Retry[0].Foo: ',
    ],
    ['a retrier without errors', single(task('f', { Retry: [{}] })), 'States.Only.Retry[0].ErrorEquals: '],
    [
      'States.ALL beside another name',
      single(task('f', { Retry: [{ ErrorEquals: ['States.ALL', 'A'] }] })),
      'States.Only.Retry[0].ErrorEquals: ',
    ],
    [
      'States.ALL before the last retrier',
      single(task('f', { Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }] })),
      'States.Only.Retry[0].ErrorEquals: ',
    ],
    [
      'an unknown field of a catcher',
      single(task('f', { Catch: [{ ErrorEquals: ['A'], Next: 'Only', Assign: {} }] })),
      'States.Only.Catch[0].Assign: ',
    ],
    ['both Next and End', single({ Type: 'Pass', Next: 'Only', End: true }), 'States.Only.Next: '],
    ['neither Next nor End', single({ Type: 'Pass' }), 'States.Only.Next: '],
    ['a way to nowhere', single({ Type: 'Pass', Next: 'Gone' }), 'States.Only: leads to Gone'],
    [
      'a way from a catcher to nowhere',
      single(task('f', { Catch: [{ ErrorEquals: ['A'], Next: 'Gone' }] })),
      'States.Only: leads to Gone',
    ],
    ['a start that does not exist', { StartAt: 'Gone', States: { A: { Type: 'Succeed' } } }, 'StartAt: '],
  ])('refuses %s by its path', (_case, definition, message) => {
    expect(refusalOf(definition)).toContain(message);
    expect(refusalOf(definition).indexOf(message)).toBe(0);
  });

  it('replaces placeholders and refuses a name without a value', async () => {
    const definition = single({ Type: 'Pass', Result: `arn:$\{Function}`, End: true });
    const run = prepare({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });

    const machine = loadStateMachine(definition, { Function: 'a "quoted" name' });
    run.runner.register('machine', machine);

    expect((await run.finish()).output).toBe('arn:a "quoted" name');
    expect(refusalOf(definition)).toBe(`$\{Function}: no value is given for it`);
  });

  it('reads the text of a file as well as a parsed one', () => {
    expect(loadStateMachine(JSON.stringify(single({ Type: 'Succeed' }))).startAt).toBe('Only');
  });
});
