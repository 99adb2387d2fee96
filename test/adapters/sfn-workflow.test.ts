import type { SFNClient } from '@aws-sdk/client-sfn';
import { sfnWorkflow } from '../../functions/adapters/sfn-workflow';
import { anAwsClient, awsError, type SentCommand } from './aws-client';

const arnPrefix = 'arn:aws:states:eu-central-1:000000000000:stateMachine:rightsdesk-';

function aWorkflow(answer: (command: SentCommand) => unknown = () => ({})) {
  const { client, sent } = anAwsClient<SFNClient>(answer);
  return { workflow: sfnWorkflow({ sfn: client, arnPrefix }), sent };
}

function throwing(name: string) {
  return aWorkflow(() => {
    throw awsError(name, 400);
  });
}

describe('the driver behind Step Functions', () => {
  it('starts a machine under a name, with ids alone', async () => {
    const { workflow, sent } = aWorkflow();

    await workflow.start('fulfil-access', 'dsr-a-v1', { requestId: 'dsr-a' });

    expect(sent).toEqual([
      {
        name: 'StartExecutionCommand',
        input: {
          stateMachineArn: `${arnPrefix}fulfil-access`,
          name: 'dsr-a-v1',
          input: '{"requestId":"dsr-a"}',
        },
      },
    ]);
  });

  it('takes a start that was made before for done, and passes on any other failure', async () => {
    await throwing('ExecutionAlreadyExists').workflow.start('m', 'n', {});

    await expect(throwing('StateMachineDoesNotExist').workflow.start('m', 'n', {})).rejects.toThrow();
  });

  it.each([
    ['RUNNING', 'running'],
    ['SUCCEEDED', 'ended'],
    ['FAILED', 'ended'],
    ['ABORTED', 'ended'],
    ['TIMED_OUT', 'ended'],
  ])('says of an execution that is %s that it is %s', async (status, state) => {
    const { workflow, sent } = aWorkflow(() => ({ status }));

    expect(await workflow.state('m', 'dsr-a-v1')).toBe(state);
    expect(sent[0]?.input.executionArn).toBe(
      'arn:aws:states:eu-central-1:000000000000:execution:rightsdesk-m:dsr-a-v1',
    );
  });

  it('knows that an execution is unknown, and does not take a failed question for that', async () => {
    expect(await throwing('ExecutionDoesNotExist').workflow.state('m', 'n')).toBe('unknown');
    await expect(throwing('ThrottlingException').workflow.state('m', 'n')).rejects.toThrow();
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])('takes %s for a dead token', async (name) => {
    expect(await throwing(name).workflow.succeed('token', { next: 'go-on' })).toBe(false);
  });

  it('answers a token, and does not take a failed call for a dead one', async () => {
    const { workflow, sent } = aWorkflow();

    expect(await workflow.succeed('token', { next: 'go-on' })).toBe(true);
    expect(sent[0]?.input).toEqual({ taskToken: 'token', output: '{"next":"go-on"}' });
    await expect(throwing('ThrottlingException').workflow.succeed('token', {})).rejects.toThrow();
  });
});
