import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { loadStateMachine } from '../../../local/runner/load-state-machine';
import type { TestMachine } from './local-machine';
import { endTestMachine, startTestMachine } from './local-machine';

const WAITING = {
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: { FunctionName: 'ask', Payload: { 'token.$': '$$.Task.Token' } },
      TimeoutSeconds: 600,
      End: true,
    },
  },
};

describe('the local Step Functions, over the wire', () => {
  let machine: TestMachine;
  let sfn: SFNClient;
  let stateMachineArn: string;
  let tokens: string[];

  beforeEach(async () => {
    machine = await startTestMachine();
    sfn = new SFNClient({ ...machine.client, maxAttempts: 1 });
    tokens = [];
    machine.functions.register('ask', async (event) => tokens.push((event as { token: string }).token));
    stateMachineArn = machine.stateMachines.register('waiting', loadStateMachine(WAITING));
  });
  afterEach(() => endTestMachine(machine));

  const start = (name: string, input = '{"requestId":"r-1"}') =>
    sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  const describeNow = (executionArn: string | undefined) =>
    sfn.send(new DescribeExecutionCommand({ executionArn }));
  const token = async () => {
    while (tokens.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    return tokens.shift();
  };

  it('runs an execution until its token is used', async () => {
    const { executionArn } = await start('one');
    const open = await describeNow(executionArn);
    await sfn.send(new SendTaskSuccessCommand({ taskToken: await token(), output: '{"answer":42}' }));

    const closed = await describeNow(executionArn);

    expect(open).toMatchObject({ status: 'RUNNING', name: 'one', input: '{"requestId":"r-1"}' });
    expect(open.startDate).toBeInstanceOf(Date);
    expect(closed).toMatchObject({ status: 'SUCCEEDED', output: '{"answer":42}' });
    expect(closed.stopDate).toBeInstanceOf(Date);
  });

  it('returns the open execution for a repeated start', async () => {
    const first = await start('one');

    const again = await start('one', '{ "requestId": "r-1" }');

    expect(again.executionArn).toBe(first.executionArn);
    expect(again.startDate).toEqual(first.startDate);
  });

  it('refuses the name of an execution that is open with another input, or closed', async () => {
    await start('one');
    await expect(start('one', '{}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await sfn.send(new SendTaskSuccessCommand({ taskToken: await token(), output: 'null' }));

    await expect(start('one')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('fails an execution with the error that SendTaskFailure gives', async () => {
    const { executionArn } = await start('one');

    await sfn.send(
      new SendTaskFailureCommand({ taskToken: await token(), error: 'Refused', cause: 'no ground' }),
    );

    expect(await describeNow(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'Refused',
      cause: 'no ground',
    });
  });

  it('says TaskDoesNotExist for an unknown token', async () => {
    const sending = sfn.send(new SendTaskSuccessCommand({ taskToken: 'AAAA', output: '{}' }));

    await expect(sending).rejects.toMatchObject({ name: 'TaskDoesNotExist' });
  });

  it('says TaskTimedOut for a token that was used, timed out or belongs to a stopped execution', async () => {
    await start('used');
    const used = await token();
    await sfn.send(new SendTaskSuccessCommand({ taskToken: used, output: '{}' }));
    await start('late');
    const late = await token();
    machine.clock.advance('PT10M');
    const { executionArn } = await start('stopped');
    const stopped = await token();
    await sfn.send(new StopExecutionCommand({ executionArn, error: 'Withdrawn', cause: 'by the person' }));

    for (const taskToken of [used, late, stopped]) {
      await expect(sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }))).rejects.toMatchObject({
        name: 'TaskTimedOut',
      });
      await expect(sfn.send(new SendTaskHeartbeatCommand({ taskToken }))).rejects.toMatchObject({
        name: 'TaskTimedOut',
      });
    }
    expect(await describeNow(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Withdrawn',
      cause: 'by the person',
    });
  });

  it('lists executions newest first, by status and page by page', async () => {
    await start('done');
    await sfn.send(new SendTaskSuccessCommand({ taskToken: await token(), output: '{}' }));
    for (const name of ['a', 'b', 'c']) await start(name);
    const list = (more: object) => sfn.send(new ListExecutionsCommand({ stateMachineArn, ...more }));

    const all = await list({});
    const first = await list({ statusFilter: 'RUNNING', maxResults: 2 });
    const second = await list({ statusFilter: 'RUNNING', maxResults: 2, nextToken: first.nextToken });

    const names = [all, first, second].map(({ executions }) => executions?.map(({ name }) => name));
    expect(names).toEqual([['c', 'b', 'a', 'done'], ['c', 'b'], ['a']]);
    expect(second.nextToken).toBeUndefined();
  });

  it.each([
    ['a name with a space', { name: 'a b' }, 'InvalidName'],
    ['a name with a slash', { name: 'a/b' }, 'InvalidName'],
    ['a name of 81 characters', { name: 'a'.repeat(81) }, 'InvalidName'],
    ['an input that is not JSON', { input: '{' }, 'InvalidExecutionInput'],
    ['an input above 256 KiB', { input: JSON.stringify('x'.repeat(262_143)) }, 'InvalidExecutionInput'],
    [
      'a machine that does not exist',
      { stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:none' },
      'StateMachineDoesNotExist',
    ],
    ['an ARN that is none', { stateMachineArn: 'waiting' }, 'InvalidArn'],
  ])('refuses %s', async (_case, change, name) => {
    const starting = sfn.send(new StartExecutionCommand({ stateMachineArn, ...change }));

    await expect(starting).rejects.toMatchObject({ name });
  });

  it('refuses an output that is not JSON and keeps the task waiting', async () => {
    const { executionArn } = await start('one');
    const taskToken = await token();

    const sending = sfn.send(new SendTaskSuccessCommand({ taskToken, output: 'yes' }));

    await expect(sending).rejects.toMatchObject({ name: 'InvalidOutput' });
    expect((await describeNow(executionArn)).status).toBe('RUNNING');
  });

  it('says ExecutionDoesNotExist for an execution from before a restart', async () => {
    const { executionArn } = await start('one');
    const restarted = await startTestMachine({ directory: machine.directory });
    restarted.stateMachines.register('waiting', loadStateMachine(WAITING));

    const describing = new SFNClient(restarted.client).send(new DescribeExecutionCommand({ executionArn }));

    await expect(describing).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    await restarted.stop();
  });

  it('refuses every other operation by name', async () => {
    const listing = sfn.send(new ListStateMachinesCommand({}));

    await expect(listing).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('ListStateMachines'),
    });
  });
});
