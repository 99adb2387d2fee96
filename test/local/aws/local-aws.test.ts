import { VirtualClock } from '../../../local/aws/virtual-clock';
import { loadStateMachine } from '../../../local/runner/load-state-machine';
import { endTestMachine, removeDirectory, startTestMachine, temporaryDirectory } from './local-machine';

const RETRYING = {
  StartAt: 'Work',
  States: {
    Work: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'work' },
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60 }],
      End: true,
    },
  },
};

describe('the local machine', () => {
  it('leaves nothing running on a shared clock when it stops', async () => {
    const directory = temporaryDirectory();
    const clock = new VirtualClock();
    let calls = 0;
    const machine = await startTestMachine({ directory, clock });
    machine.functions.register('work', async () => {
      calls += 1;
      throw new Error('down');
    });
    const { stateMachines, functions } = machine;
    const { arn } = stateMachines.start(
      stateMachines.register('retrying', loadStateMachine(RETRYING)),
      {},
      'one',
    );
    functions.invokeAsync('work', '{}');
    await functions.idle();
    while (clock.pending < 2) await new Promise((resolve) => setImmediate(resolve));

    await machine.stop();
    clock.advance('P1D');
    await functions.idle();

    expect(calls).toBe(2);
    expect(clock.pending).toBe(0);
    expect(stateMachines.describe(arn)?.status).toBe('ABORTED');
    removeDirectory(directory);
  });

  it('listens on a given port and names it', async () => {
    const first = await startTestMachine();
    const port = Number(new URL(first.endpoint).port);
    await first.stop();

    const second = await startTestMachine({ directory: first.directory, port });

    expect(second.endpoint).toBe(`http://127.0.0.1:${port}`);
    await expect(startTestMachine({ directory: first.directory, port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await endTestMachine(second);
  });
});
