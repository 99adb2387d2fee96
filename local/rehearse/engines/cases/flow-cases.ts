import type { Json, JsonObject } from '../../../runner/json';
import type { EngineCase } from '../engine-case';
import { machine, say, single, waitingTask } from './case-parts';

/** One Choice, in a machine of its own for every input; says yes when the rule holds. */
function choice(
  name: string,
  rule: JsonObject,
  asked: readonly (readonly [input: Json, says: 'yes' | 'no'])[],
): EngineCase[] {
  const definition = machine({
    Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    Yes: say('yes'),
    No: say('no'),
  });
  return asked.map(([input, says], n) => ({
    name: asked.length === 1 ? name : `${name}-${n + 1}`,
    definition,
    input,
    expect: { status: 'SUCCEEDED', output: says },
  }));
}

const hasA = { Variable: '$.a', IsPresent: true };
const aIsOne = { Variable: '$.a', NumericEquals: 1 };

/** Choice states: https://states-language.net/spec.html#choice-state */
export const choiceCases: readonly EngineCase[] = [
  ...choice('choice-string', { Variable: '$.s', StringEquals: 'a' }, [
    [{ s: 'a' }, 'yes'],
    [{ s: 'b' }, 'no'],
    [{ s: 1 }, 'no'],
    [{ s: null }, 'no'],
  ]),
  ...choice('choice-number', { Variable: '$.n', NumericEquals: 1 }, [
    [{ n: 1 }, 'yes'],
    [{ n: 2 }, 'no'],
    [{ n: '1' }, 'no'],
    [{ n: true }, 'no'],
  ]),
  ...choice('choice-boolean', { Variable: '$.b', BooleanEquals: false }, [
    [{ b: false }, 'yes'],
    [{ b: true }, 'no'],
    [{ b: 'false' }, 'no'],
  ]),
  ...choice('choice-present', { Variable: '$.x.y', IsPresent: true }, [
    [{ x: { y: 0 } }, 'yes'],
    [{ x: {} }, 'no'],
    [{ x: 'text' }, 'no'],
  ]),
  ...choice('choice-null-is-present', { Variable: '$.x', IsPresent: true }, [[{ x: null }, 'yes']]),
  ...choice('choice-not', { Not: { Variable: '$.s', StringEquals: 'a' } }, [
    [{ s: 'a' }, 'no'],
    [{ s: 'b' }, 'yes'],
  ]),
  ...choice('choice-and', { And: [hasA, aIsOne] }, [
    [{ a: 1 }, 'yes'],
    [{ a: 2 }, 'no'],
    [{}, 'no'],
  ]),
  ...choice('choice-or', { Or: [hasA, { Variable: '$.b', IsPresent: true }] }, [
    [{ b: 1 }, 'yes'],
    [{ a: 1 }, 'yes'],
    [{}, 'no'],
  ]),
  ...choice('choice-context', { Variable: '$$.State.Name', StringEquals: 'Choose' }, [[{}, 'yes']]),
  {
    name: 'choice-as-ours',
    definition: machine({
      Choose: {
        Type: 'Choice',
        InputPath: '$.all',
        Choices: [
          { Variable: '$.step.value.next', StringEquals: 'decide', Next: 'Never' },
          {
            Variable: '$.step.value.next',
            StringEquals: 'search',
            Next: 'First',
            Comment: 'the first that holds',
          },
          { Variable: '$.step.value.next', StringEquals: 'search', Next: 'Never' },
        ],
        OutputPath: '$.step',
        Default: 'Never',
      },
      First: { Type: 'Succeed' },
      Never: { Type: 'Fail' },
    }),
    input: { all: { step: { value: { next: 'search' } } } },
    expect: { status: 'SUCCEEDED', output: { value: { next: 'search' } } },
  },
  {
    name: 'choice-of-nothing',
    definition: machine({
      Choose: { Type: 'Choice', Choices: [{ ...aIsOne, Next: 'Only' }] },
      Only: { Type: 'Succeed' },
    }),
    input: { a: 2 },
    expect: { status: 'FAILED', error: 'States.NoChoiceMatched', output: null },
  },
  {
    name: 'choice-without-a-value',
    definition: machine({
      Choose: {
        Type: 'Choice',
        Choices: [{ Variable: '$.s', StringEquals: 'a', Next: 'Only' }],
        Default: 'Only',
      },
      Only: { Type: 'Succeed' },
    }),
    expect: { status: 'FAILED', error: 'States.Runtime', output: null },
  },
];

/**
 * Succeed, Fail and the machine itself: https://states-language.net/spec.html#succeed-state and the section
 * after it
 */
export const endCases: readonly EngineCase[] = [
  {
    name: 'succeed',
    definition: single({ Type: 'Succeed', InputPath: '$.a', OutputPath: '$.b' }),
    input: { a: { b: 1 } },
    expect: { status: 'SUCCEEDED', output: 1 },
  },
  {
    name: 'fail',
    definition: single({ Type: 'Fail', Error: 'NeedsAPerson', Cause: 'A person was told' }),
    expect: { status: 'FAILED', error: 'NeedsAPerson', cause: 'A person was told', output: null },
  },
  {
    name: 'fail-without-a-name',
    definition: single({ Type: 'Fail' }),
    expect: { status: 'FAILED', error: '', cause: '' },
  },
  {
    name: 'machine-fields',
    definition: machine(
      { Only: say(1) },
      { Comment: 'all there are', Version: '1.0', QueryLanguage: 'JSONPath', TimeoutSeconds: 31536000 },
    ),
    expect: { status: 'SUCCEEDED', output: 1 },
  },
  {
    name: 'machine-timeout',
    definition: machine({ Ask: waitingTask({ TimeoutSeconds: 2 }) }, { TimeoutSeconds: 1 }),
    expect: { status: 'TIMED_OUT', error: 'States.Timeout', attempts: { step: 1 } },
  },
];
