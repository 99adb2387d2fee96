import { StateError } from '../../../local/runner/state-error';
import type { TestRun } from './run-definition';
import { prepare, single, task } from './run-definition';

const boom = (error: string) => () => {
  throw new StateError(error, 'because');
};

describe('Errors: Retry and Catch (States Language specification)', () => {
  const retrying = (retry: object[], f: (call: number) => null, random?: () => number) =>
    prepare(single(task('f', { Retry: retry as never })), { f: (_payload, call) => f(call) }, random);
  const always = (error: string) => (): null => boom(error)();

  /** Seconds at which the attempts happen, found by moving the clock second by second. */
  async function attemptTimes(run: TestRun, seconds: number): Promise<number[]> {
    const times: number[] = [];
    const note = (second: number) => {
      while (times.length < (run.calls.f?.length ?? 0)) times.push(second);
    };
    await run.begin();
    note(0);
    for (let second = 1; second <= seconds; second += 1) {
      await run.advance('PT1S');
      note(second);
    }
    return times;
  }

  it.each([
    ['by default after 1, 2 and 4 seconds', {}, [0, 1, 3, 7]],
    ['with its own interval and rate', { IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }, [0, 2, 8]],
    ['never for MaxAttempts 0', { MaxAttempts: 0 }, [0]],
    [
      'with waits capped by MaxDelaySeconds',
      { IntervalSeconds: 4, BackoffRate: 2, MaxDelaySeconds: 5, MaxAttempts: 3 },
      [0, 4, 9, 14],
    ],
    [
      'with a random part of the wait for JitterStrategy FULL',
      { IntervalSeconds: 10, JitterStrategy: 'FULL', MaxAttempts: 2 },
      [0, 5, 15],
    ],
  ])('tries again %s', async (_case, fields, times) => {
    const run = retrying([{ ErrorEquals: ['StoreDown'], ...fields }], always('StoreDown'));

    expect(await attemptTimes(run, 30)).toEqual(times);
    expect(run.runner.list(run.arn)[0]).toMatchObject({ status: 'FAILED', error: 'StoreDown' });
  });

  it('goes on as soon as an attempt succeeds', async () => {
    const run = retrying([{ ErrorEquals: ['StoreDown'] }], (call) =>
      call < 3 ? always('StoreDown')() : null,
    );
    await attemptTimes(run, 5);

    expect(run.runner.list(run.arn)[0]?.status).toBe('SUCCEEDED');
    expect(run.transitions).toMatchObject([{ stateName: 'Only', retries: 2, error: undefined }]);
  });

  it('counts the attempts of each retrier by itself', async () => {
    const errors = ['A', 'B', 'A', 'B', 'B'];
    const run = retrying(
      [
        { ErrorEquals: ['A'], MaxAttempts: 2, BackoffRate: 1 },
        { ErrorEquals: ['B'], MaxAttempts: 2, BackoffRate: 1 },
      ],
      (call) => boom(errors[call - 1] ?? 'none')(),
    );

    await attemptTimes(run, 10);

    expect(run.calls.f).toHaveLength(5);
    expect(run.runner.list(run.arn)[0]).toMatchObject({ status: 'FAILED', error: 'B' });
  });

  it.each([
    ['States.ALL', 'StoreDown', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.TaskFailed', 'StoreDown', true],
    ['States.TaskFailed', 'Lambda.TooManyRequestsException', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['StoreDown', 'StoreDown', true],
    ['StoreDown', 'Other', false],
    ['Lambda.TooManyRequestsException', 'Lambda.TooManyRequestsException', true],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.Runtime', 'States.Runtime', false],
  ])('%s catches %s: %s', async (wanted, thrown, caught) => {
    const run = prepare(
      {
        StartAt: 'A',
        States: {
          A: task('f', { Catch: [{ ErrorEquals: [wanted], Next: 'B' }] }),
          B: { Type: 'Pass', End: true },
        },
      },
      { f: boom(thrown) },
    );

    const execution = await run.finish();

    expect(execution.status).toBe(caught ? 'SUCCEEDED' : 'FAILED');
    expect(execution.output).toEqual(caught ? { Error: thrown, Cause: 'because' } : undefined);
  });

  it('catches only after the attempts are used up, by the first catcher that matches, placed by ResultPath', async () => {
    const run = prepare(
      {
        StartAt: 'A',
        States: {
          A: task('f', {
            Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
            Catch: [
              { ErrorEquals: ['Other'], Next: 'C' },
              { ErrorEquals: ['StoreDown'], ResultPath: '$.failure', Next: 'B' },
              { ErrorEquals: ['States.ALL'], Next: 'C' },
            ],
          }),
          B: { Type: 'Succeed' },
          C: { Type: 'Fail' },
        },
      },
      { f: boom('StoreDown') },
    );
    const execution = await run.begin({ id: 1 });
    await run.advance('PT1S');

    expect(run.calls.f).toHaveLength(2);
    expect(execution).toMatchObject({
      status: 'SUCCEEDED',
      output: { id: 1, failure: { Error: 'StoreDown', Cause: 'because' } },
    });
  });
});
