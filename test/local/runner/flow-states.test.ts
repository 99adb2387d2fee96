import { prepare, single } from './run-definition';

describe('Choice State (States Language specification)', () => {
  const choose = (rule: object, input: object) =>
    prepare({
      StartAt: 'Choose',
      States: {
        Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
        Yes: { Type: 'Pass', Result: 'yes', End: true },
        No: { Type: 'Pass', Result: 'no', End: true },
      },
    }).finish(input as never);

  it.each([
    [{ Variable: '$.s', StringEquals: 'a' }, { s: 'a' }, 'yes'],
    [{ Variable: '$.s', StringEquals: 'a' }, { s: 'b' }, 'no'],
    [{ Variable: '$.s', StringEquals: '1' }, { s: 1 }, 'no'],
    [{ Variable: '$.n', NumericEquals: 1 }, { n: 1.0 }, 'yes'],
    [{ Variable: '$.n', NumericEquals: 1 }, { n: '1' }, 'no'],
    [{ Variable: '$.b', BooleanEquals: false }, { b: false }, 'yes'],
    [{ Variable: '$.b', BooleanEquals: false }, { b: true }, 'no'],
    [{ Variable: '$.x', IsPresent: true }, { x: null }, 'yes'],
    [{ Variable: '$.x', IsPresent: true }, {}, 'no'],
    [{ Variable: '$.x.y', IsPresent: false }, { x: 'text' }, 'yes'],
    [{ Not: { Variable: '$.s', StringEquals: 'a' } }, { s: 'b' }, 'yes'],
    [
      {
        And: [
          { Variable: '$.x', IsPresent: true },
          { Variable: '$.x', NumericEquals: 1 },
        ],
      },
      { x: 1 },
      'yes',
    ],
    [
      {
        And: [
          { Variable: '$.x', IsPresent: true },
          { Variable: '$.x', NumericEquals: 1 },
        ],
      },
      {},
      'no',
    ],
    [
      {
        Or: [
          { Variable: '$.a', IsPresent: true },
          { Variable: '$.b', IsPresent: true },
        ],
      },
      { b: 1 },
      'yes',
    ],
    [
      {
        Or: [
          { Variable: '$.a', IsPresent: true },
          { Variable: '$.b', IsPresent: true },
        ],
      },
      {},
      'no',
    ],
    [{ Variable: '$$.Execution.Input.s', StringEquals: 'a' }, { s: 'a' }, 'yes'],
  ])('%j on %j leads to %s', async (rule, input, expected) => {
    expect((await choose(rule, input)).output).toBe(expected);
  });

  it('takes the first rule that holds', async () => {
    const rule = { Variable: '$.a', NumericEquals: 1 };
    const run = prepare({
      StartAt: 'C',
      States: {
        C: {
          Type: 'Choice',
          Choices: [
            { ...rule, Next: 'First' },
            { ...rule, Next: 'Second' },
          ],
        },
        First: { Type: 'Pass', Result: 1, End: true },
        Second: { Type: 'Pass', Result: 2, End: true },
      },
    });

    expect((await run.finish({ a: 1 })).output).toBe(1);
  });

  it('fails with States.NoChoiceMatched when no rule holds and there is no Default', async () => {
    const run = prepare({
      StartAt: 'C',
      States: {
        C: { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: 1, Next: 'End' }] },
        End: { Type: 'Succeed' },
      },
    });

    expect(await run.finish({ a: 2 })).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });

  it('fails with States.Runtime when a comparison reads a path without a value (AWS: Choice state)', async () => {
    expect(await choose({ Variable: '$.s', StringEquals: 'a' }, {})).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
    });
  });
});

describe('Pass, Succeed and Fail State (States Language specification)', () => {
  it('Pass outputs its Result, even if that is false or null', async () => {
    for (const Result of [false, null, 0, { a: 1 }]) {
      expect((await prepare(single({ Type: 'Pass', Result, End: true })).finish({ b: 1 })).output).toEqual(
        Result,
      );
    }
  });

  it('Succeed ends the execution with its input, filtered by its paths', async () => {
    const run = prepare(single({ Type: 'Succeed', InputPath: '$.a', OutputPath: '$.b' }));

    expect(await run.finish({ a: { b: 1 } })).toMatchObject({ status: 'SUCCEEDED', output: 1 });
  });

  it('Fail ends the execution with its Error and Cause', async () => {
    const run = prepare(single({ Type: 'Fail', Error: 'Refused', Cause: 'no ground' }));

    expect(await run.finish()).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'no ground' });
  });
});
