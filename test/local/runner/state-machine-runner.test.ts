import type { Json } from '../../../local/runner/json';
import { leadingTo, prepare, settle, single, task, waitingTask } from './run-definition';

describe('an execution', () => {
  it('ends as TIMED_OUT after the machine’s TimeoutSeconds (spec: Top-level fields)', async () => {
    const run = prepare(
      { ...(single(waitingTask('ask')) as object), TimeoutSeconds: 3600 },
      { ask: () => null },
    );
    const execution = await run.begin();

    await run.advance('PT1H');

    expect(execution).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });

  it('leaves no timer of its own when it ends in time', async () => {
    const run = prepare({ ...(single({ Type: 'Succeed' }) as object), TimeoutSeconds: 3600 });

    await run.finish();

    expect(run.clock.pending).toBe(0);
  });

  it('ends as ABORTED when stopped, also while it waits for a retry', async () => {
    const run = prepare(
      single(task('missing', { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60 }] })),
    );
    const execution = await run.begin();

    await run.runner.stop(execution.arn, 'Withdrawn', 'by the person');
    const pending = run.clock.pending;
    await run.advance('P1D');

    expect(execution).toMatchObject({ status: 'ABORTED', error: 'Withdrawn', cause: 'by the person' });
    expect(run.calls.missing).toHaveLength(1);
    expect(pending).toBe(0);
  });

  it('tells of every state that it leaves: what went in, was sent and came out', async () => {
    const run = prepare(
      {
        StartAt: 'A',
        States: {
          A: leadingTo(
            'B',
            task('f', { Parameters: { FunctionName: 'f', Payload: { n: 1 } }, ResultPath: '$.r' }),
          ),
          B: { Type: 'Fail', Error: 'Stop' },
        },
      },
      { f: () => 'ok' },
    );

    const execution = await run.finish({ id: 1 });

    expect(run.transitions).toEqual([
      {
        executionArn: execution.arn,
        executionName: execution.name,
        stateMachineName: 'machine',
        stateName: 'A',
        input: { id: 1 },
        payload: { FunctionName: 'f', Payload: { n: 1 } },
        output: { id: 1, r: { answer: 'ok' } },
        retries: 0,
        error: undefined,
      },
      expect.objectContaining({ stateName: 'B', output: null, payload: null, error: 'Stop' }),
    ]);
  });

  it('fires what became due in order when the clock jumps over several instants', async () => {
    const order: Json[] = [];
    const wait = (TimeoutSeconds: number) =>
      waitingTask('ask', { TimeoutSeconds, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Done' }] });
    const run = prepare(
      {
        StartAt: 'Which',
        States: {
          Which: {
            Type: 'Choice',
            Choices: [{ Variable: '$', StringEquals: 'long', Next: 'Long' }],
            Default: 'Short',
          },
          Long: wait(86_400),
          Short: wait(60),
          Done: task('note', {
            Parameters: { FunctionName: 'note', 'Payload.$': '$$.Execution.Input' },
          }),
        },
      },
      {
        ask: () => null,
        note: (payload) => order.push(payload),
      },
    );
    const executions = [await run.begin('long'), await run.begin('short')];

    await run.advance('P30D');

    expect(order).toEqual(['short', 'long']);
    expect(executions.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('runs a thousand executions side by side', async () => {
    const run = prepare(single(waitingTask('ask', { TimeoutSeconds: 60 })), { ask: () => null });
    for (let n = 0; n < 1000; n += 1) run.runner.start(run.arn, { n });
    await settle();

    await run.advance('PT1M');

    const statuses = new Set(run.runner.list(run.arn).map(({ status }) => status));
    expect(statuses).toEqual(new Set(['FAILED']));
  });
});
