import type { Json } from '../../../local/runner/json';
import { prepare, single, task } from './run-definition';

describe('Input and Output Processing (States Language specification)', () => {
  const pass = (fields: object) => prepare(single({ Type: 'Pass', End: true, ...fields }));

  it('passes the input through by default', async () => {
    expect((await pass({}).finish({ a: 1 })).output).toEqual({ a: 1 });
  });

  it.each([
    ['a part of the input', { InputPath: '$.a' }, { b: [1, 2] }],
    ['an array element', { InputPath: '$.a.b[1]' }, 2],
    ['a name in brackets', { InputPath: "$['a']['b']" }, [1, 2]],
    ['all matches of a wild card', { InputPath: '$.list[*].n' }, [1, 2]],
    ['nothing, for a null path', { InputPath: null }, {}],
    ['the context object', { InputPath: '$$.State.Name' }, 'Only'],
  ])('InputPath selects %s', async (_case, fields, output) => {
    const input = { a: { b: [1, 2] }, list: [{ n: 1 }, { n: 2 }] };

    expect((await pass(fields).finish(input)).output).toEqual(output);
  });

  it.each([
    ['the whole input', undefined, 'R'],
    ['a new field', '$.result', { a: { b: 1 }, result: 'R' }],
    ['a deep field, making the objects above it', '$.x.y', { a: { b: 1 }, x: { y: 'R' } }],
    ['a field beside others', '$.a.c', { a: { b: 1, c: 'R' } }],
    ['nothing, for a null path', null, { a: { b: 1 } }],
  ])('ResultPath replaces %s', async (_case, path, output) => {
    const fields = path === undefined ? {} : { ResultPath: path };

    expect((await pass({ Result: 'R', ...fields }).finish({ a: { b: 1 } })).output).toEqual(output);
  });

  it('ResultPath replaces an item of a list', async () => {
    const run = pass({ Result: 'R', ResultPath: '$.list[0]' });

    expect((await run.finish({ list: [1, 2] })).output).toEqual({ list: ['R', 2] });
  });

  it('OutputPath selects nothing for a null path', async () => {
    expect((await pass({ OutputPath: null }).finish({ a: 1 })).output).toEqual({});
  });

  it('ResultPath works on the raw input, not on what InputPath selected', async () => {
    const run = pass({ InputPath: '$.a', Result: 'R', ResultPath: '$.r' });

    expect((await run.finish({ a: { b: 1 }, c: 2 })).output).toEqual({ a: { b: 1 }, c: 2, r: 'R' });
  });

  it('OutputPath selects from what ResultPath made', async () => {
    const run = pass({ Result: 'R', ResultPath: '$.r.s', OutputPath: '$.r' });

    expect((await run.finish({ a: 1 })).output).toEqual({ s: 'R' });
  });

  it('a ResultPath that does not fit the input fails with States.ResultPathMatchFailure (Appendix A)', async () => {
    const run = pass({ Result: 'R', ResultPath: '$.a.b' });

    expect(await run.finish({ a: 'text' })).toMatchObject({
      status: 'FAILED',
      error: 'States.ResultPathMatchFailure',
    });
  });

  it('a path without a value fails the execution with States.Runtime, which nothing catches (AWS: Error names)', async () => {
    const run = prepare({
      StartAt: 'A',
      States: {
        A: task('f', {
          Parameters: { FunctionName: 'f', Payload: { 'x.$': '$.missing' } },
          Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 3 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }],
        }),
        B: { Type: 'Succeed' },
      },
    });

    const execution = await run.finish({ secret: 'canary' });

    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(execution.cause).toContain('$.missing');
    expect(execution.cause).not.toContain('canary');
    expect(run.calls).toEqual({});
  });

  it('limits a result to 262144 bytes: States.DataLimitExceeded, which States.ALL does not catch (AWS: Error names)', async () => {
    const state = task('big', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] });
    delete state.ResultSelector;
    const run = prepare(
      { StartAt: 'A', States: { A: state, B: { Type: 'Succeed' } } },
      { big: () => 'x'.repeat(262_144) },
    );

    expect(await run.finish()).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('limits what Parameters make to 262144 bytes, and sends nothing (AWS: Error names)', async () => {
    const Payload = { 'once.$': '$.text', 'twice.$': '$.text' };
    const run = prepare(single(task('f', { Parameters: { FunctionName: 'f', Payload } })), { f: () => null });

    expect(await run.finish({ text: 'x'.repeat(150_000) })).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
    expect(run.calls).toEqual({});
  });
});

describe('Payload Template (States Language specification)', () => {
  const parameters = (template: Json) =>
    prepare(single({ Type: 'Pass', End: true, Parameters: template })).finish({ a: { b: 1 }, name: 'Ada' });

  it('replaces fields that end in .$ at any depth and keeps the others', async () => {
    const { output } = await parameters({
      literal: '$.a',
      'picked.$': '$.a.b',
      deep: { list: [1, { 'name.$': '$.name' }] },
    });

    expect(output).toEqual({ literal: '$.a', picked: 1, deep: { list: [1, { name: 'Ada' }] } });
  });

  it('reads the context object', async () => {
    const { output, name, arn } = await parameters({
      'name.$': '$$.Execution.Name',
      'id.$': '$$.Execution.Id',
      'input.$': '$$.Execution.Input.name',
      'machine.$': '$$.StateMachine.Name',
      'state.$': '$$.State.Name',
      'start.$': '$$.Execution.StartTime',
    });

    expect(output).toEqual({
      name,
      id: arn,
      input: 'Ada',
      machine: 'machine',
      state: 'Only',
      start: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it.each([
    ["States.Format('{}-v{}', $.name, 2)", 'Ada-v2'],
    ["States.Format('It\\'s {}: \\{\\}', $.a)", 'It\'s {"b":1}: {}'],
    ["States.Format('{}', $$.State.Name)", 'Only'],
    ["States.Format('{}', States.JsonToString($.a))", '{"b":1}'],
    ['States.JsonToString($)', '{"a":{"b":1},"name":"Ada"}'],
  ])('computes %s (Intrinsic Functions)', async (call, value) => {
    expect((await parameters({ 'x.$': call })).output).toEqual({ x: value });
  });

  it.each([["States.Format('{} {}', 1)"], ["States.Format('{}', 1, 2)"]])(
    'fails %s with States.IntrinsicFailure (Appendix A)',
    async (call) => {
      expect(await parameters({ 'x.$': call })).toMatchObject({
        status: 'FAILED',
        error: 'States.IntrinsicFailure',
      });
    },
  );

  it('ResultSelector reads the context object', async () => {
    const run = prepare(single(task('f', { ResultSelector: { 'state.$': '$$.State.Name' } })), {
      f: () => 1,
    });

    expect((await run.finish()).output).toMatchObject({ state: 'Only' });
  });

  it('ResultSelector shapes the raw result before ResultPath places it', async () => {
    const run = prepare(
      single(
        task('f', {
          ResultSelector: { 'status.$': '$.StatusCode', 'n.$': '$.Payload.n' },
          ResultPath: '$.r',
        }),
      ),
      { f: () => ({ n: 7, unused: true }) },
    );

    expect((await run.finish({ a: 1 })).output).toEqual({ a: 1, r: { status: 200, n: 7 } });
  });
});
