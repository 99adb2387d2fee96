import type { Json, JsonObject } from '../../../runner/json';
import type { EngineCase } from '../engine-case';
import { machine, say, single, waitingTask } from './case-parts';

/** One Choice in its own machine per input; outputs yes when the rule holds. */
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

/** Choice states: https://states-language.net/spec.html#choice-state */
export const choiceCases: readonly EngineCase[] = [
  ...choice('choice-string', { Variable: '$.s', StringEquals: 'a' }, [
    [{ s: 'a' }, 'yes'],
    [{ s: 'b' }, 'no'],
    [{ s: 1 }, 'no'],
    [{ s: null }, 'no'],
  ]),
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

/** Fail and the machine itself: https://states-language.net/spec.html#fail-state */
export const endCases: readonly EngineCase[] = [
  {
    name: 'fail',
    definition: single({ Type: 'Fail', Error: 'NeedsAPerson', Cause: 'Staff were informed' }),
    expect: { status: 'FAILED', error: 'NeedsAPerson', cause: 'Staff were informed', output: null },
  },
  {
    name: 'machine-timeout',
    definition: machine({ Ask: waitingTask({ TimeoutSeconds: 2 }) }, { TimeoutSeconds: 1 }),
    expect: { status: 'TIMED_OUT', error: 'States.Timeout', attempts: { step: 1 } },
  },
];
