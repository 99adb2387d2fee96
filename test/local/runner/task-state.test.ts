import { StateError } from '../../../local/runner/state-error';
import { TaskDoesNotExist } from '../../../local/runner/task-tokens';
import type { TestRun } from './run-definition';
import { prepare, settle, single, task, tokenOf, waitingTask } from './run-definition';

const boom = (error: string) => () => {
  throw new StateError(error, 'because');
};

describe('Task State (States Language specification)', () => {
  it('invokes the function with its Payload and gives the answer of lambda:invoke (AWS: connect-lambda)', async () => {
    const state = task('f', { Parameters: { FunctionName: 'f', Payload: { 'id.$': '$.id', fixed: 1 } } });
    delete state.ResultSelector;
    const run = prepare(single(state), { f: () => ({ n: 1 }) });

    const { output } = await run.finish({ id: 'r-1' });

    expect(run.calls.f).toEqual([{ id: 'r-1', fixed: 1 }]);
    expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST', Payload: { n: 1 } });
  });

  it('takes the name of its function from the input', async () => {
    const run = prepare(single(task('f', { Parameters: { 'FunctionName.$': '$.name', Payload: {} } })), {
      f: () => 'called',
    });

    await run.finish({ name: 'f' });

    expect(run.calls.f).toEqual([{}]);
  });

  it('calls a function without Payload with an empty object (AWS: connect-lambda)', async () => {
    const run = prepare(single(task('f', { Parameters: { FunctionName: 'f' } })), { f: () => null });

    await run.finish({ a: 1 });

    expect(run.calls.f).toEqual([{}]);
  });

  it('tells its function how often it was tried again', async () => {
    const Payload = { 'retries.$': '$$.State.RetryCount' };
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1 }];
    const run = prepare(single(task('f', { Parameters: { FunctionName: 'f', Payload }, Retry })), {
      f: (_payload, call) => {
        if (call === 1) throw new StateError('StoreDown', 'because');
        return null;
      },
    });

    await run.begin();
    await run.advance('PT1S');

    expect(run.calls.f).toEqual([{ retries: 0 }, { retries: 1 }]);
  });

  it('fails with the name of the error that the function threw', async () => {
    const run = prepare(single(task('f')), { f: boom('StoreDown') });

    expect(await run.finish()).toMatchObject({ status: 'FAILED', error: 'StoreDown', cause: 'because' });
  });

  it('fails with States.Timeout after TimeoutSeconds, whatever the function answers later (Timeouts)', async () => {
    let answer: (value: null) => void = () => undefined;
    const run = prepare(single(task('slow', { TimeoutSeconds: 300 })), {
      slow: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const execution = await run.begin();

    await run.advance('PT299S');
    const early = execution.status;
    await run.advance('PT1S');
    answer(null);
    await settle();

    expect(early).toBe('RUNNING');
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('leaves no timer behind a task that ended in time', async () => {
    const run = prepare(single(task('f', { TimeoutSeconds: 300 })), { f: () => 1 });
    const execution = await run.finish();

    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { answer: 1 } });
    expect(run.clock.pending).toBe(0);
  });
});

describe('waitForTaskToken (AWS: connect-to-resource, Wait for a Callback with Task Token)', () => {
  it('goes on with the output that comes with the token, not with the function’s answer', async () => {
    const run = prepare(single(waitingTask('ask')), { ask: () => 'ignored' });
    const execution = await run.begin();
    const waiting = execution.status;

    run.runner.tokens.holder(tokenOf(run)).succeed({ decided: true });
    await settle();

    expect(waiting).toBe('RUNNING');
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { decided: true } });
  });

  it('accepts the answer while the function still runs', async () => {
    const run: TestRun = prepare(single(waitingTask('ask')), {
      ask: (payload) => {
        run.runner.tokens.holder(String((payload as { token: string }).token)).succeed('early');
        return 'ignored';
      },
    });

    expect((await run.finish()).output).toBe('early');
  });

  it('fails when the function fails, and the token is dead', async () => {
    const run = prepare(single(waitingTask('ask')), { ask: boom('NoMail') });

    const execution = await run.finish();

    expect(execution).toMatchObject({ status: 'FAILED', error: 'NoMail' });
    expect(() => run.runner.tokens.holder(tokenOf(run))).toThrow('does not exist anymore');
  });

  it('waits 40 days of virtual time, beyond what one timer of the system holds', async () => {
    const run = prepare(single(waitingTask('ask', { TimeoutSeconds: 3_456_000 })), { ask: () => null });
    const execution = await run.begin();

    await run.advance('P39D');
    const early = execution.status;
    await run.advance('P1D');

    expect(early).toBe('RUNNING');
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('gives each attempt a token of its own', async () => {
    const run = prepare(
      single(
        waitingTask('ask', {
          TimeoutSeconds: 60,
          Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 1 }],
        }),
      ),
      { ask: () => null },
    );
    const execution = await run.begin();
    await run.advance('PT60S');
    await run.advance('PT1S');

    run.runner.tokens.holder(tokenOf(run, 1)).succeed('second');
    await settle();

    expect(tokenOf(run, 1)).not.toBe(tokenOf(run, 0));
    expect(() => run.runner.tokens.holder(tokenOf(run, 0))).toThrow('does not exist anymore');
    expect(execution.output).toBe('second');
  });

  it('forgets its tokens with the process', async () => {
    const run = prepare(single(waitingTask('ask')), { ask: () => null });
    await run.begin();
    const restarted = prepare(single(waitingTask('ask')));

    expect(() => restarted.runner.tokens.holder(tokenOf(run))).toThrow(TaskDoesNotExist);
  });

  it('ends a task that never sent a heartbeat', async () => {
    const run = prepare(single(waitingTask('ask', { TimeoutSeconds: 600, HeartbeatSeconds: 60 })), {
      ask: () => null,
    });
    const execution = await run.begin();

    await run.advance('PT60S');

    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(run.clock.pending).toBe(0);
  });

  it.each(['States.Timeout', 'States.HeartbeatTimeout'])(
    'ends a task whose heartbeat is missing; %s catches it (HeartbeatSeconds)',
    async (name) => {
      const run = prepare(
        {
          StartAt: 'A',
          States: {
            A: waitingTask('ask', {
              TimeoutSeconds: 600,
              HeartbeatSeconds: 60,
              Catch: [{ ErrorEquals: [name], Next: 'B' }],
            }),
            B: { Type: 'Succeed' },
          },
        },
        { ask: () => null },
      );
      const execution = await run.begin();

      await run.advance('PT59S');
      run.runner.tokens.holder(tokenOf(run)).heartbeat();
      await run.advance('PT59S');
      const alive = execution.status;
      await run.advance('PT1S');

      expect(alive).toBe('RUNNING');
      expect(execution.output).toMatchObject({ Error: 'States.Timeout' });
    },
  );
});
