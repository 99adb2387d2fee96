import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { WireCall } from '../../../local/aws/call-hooks';
import { CallCounter } from '../../../local/aws/call-hooks';
import type { FaultMode } from '../../../local/aws/fault-plan';
import { FaultPlan } from '../../../local/aws/fault-plan';
import type { TestMachine } from './local-machine';
import { endTestMachine, startTestMachine } from './local-machine';
import { isReachableFromOutside } from './loopback-only';

describe('the wire server', () => {
  let machine: TestMachine;

  afterEach(() => endTestMachine(machine));

  it('listens on 127.0.0.1 only', async () => {
    machine = await startTestMachine();

    expect(await isReachableFromOutside(Number(new URL(machine.endpoint).port))).toBe(false);
  });

  it('refuses a request without a signature, as a page in a browser could send', async () => {
    machine = await startTestMachine();

    const answer = await fetch(`${machine.endpoint}/v2/email/account`);

    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  });

  it('names an operation of a service that it does not have', async () => {
    machine = await startTestMachine();

    const answer = await fetch(machine.endpoint, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 x', 'x-amz-target': 'SecretsManager.GetSecretValue' },
      body: '{}',
    });

    expect(answer.status).toBe(501);
    expect(await answer.json()).toMatchObject({
      __type: 'UnknownOperationException',
      message: expect.stringContaining('SecretsManager.GetSecretValue'),
    });
  });

  it('survives a body that is not JSON', async () => {
    machine = await startTestMachine();

    const answer = await fetch(machine.endpoint, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 x', 'x-amz-target': 'TrentService.Encrypt' },
      body: '{',
    });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: 'SerializationException' });
  });

  it('numbers calls by service and operation', async () => {
    const seen: WireCall[] = [];
    machine = await startTestMachine({
      counter: new CallCounter({ afterCall: (call) => void seen.push(call) }),
    });
    machine.functions.register('f', async () => 'x');

    await new KMSClient(machine.client).send(
      new EncryptCommand({ KeyId: 'alias/rightsdesk', Plaintext: Buffer.from('a') }),
    );
    await new LambdaClient(machine.client).send(new InvokeCommand({ FunctionName: 'f' }));

    expect(seen).toEqual([
      { service: 'kms', operation: 'Encrypt', n: 1 },
      { service: 'lambda', operation: 'Invoke', n: 2 },
    ]);
  });

  it.each<[FaultMode, number, string]>([
    ['fail-before', 0, 'InternalServerError'],
    ['fail-after', 1, 'InternalServerError'],
    ['drop-answer', 1, 'socket hang up'],
    ['crash-before', 0, 'socket hang up'],
    ['crash-after', 1, 'socket hang up'],
  ])('%s: the chosen call takes effect %i times and ends in %s', async (mode, effects, failure) => {
    const plan = new FaultPlan({ mode, nth: 2, operation: 'Invoke' });
    machine = await startTestMachine({ counter: new CallCounter(plan) });
    let calls = 0;
    machine.functions.register('count', async () => {
      calls += 1;
    });
    const lambda = new LambdaClient({ ...machine.client, maxAttempts: 1 });
    const invoke = () => lambda.send(new InvokeCommand({ FunctionName: 'count' }));

    await invoke();
    const failed = await invoke().catch((error: Error) => `${error.name} ${error.message}`);

    expect(failed).toContain(failure);
    expect(calls).toBe(1 + effects);
    expect(plan.hit).toEqual({ service: 'lambda', operation: 'Invoke', n: 2 });
  });

  it('lets nothing through after a crash until it is revived', async () => {
    const plan = new FaultPlan({ mode: 'crash-before', nth: 1 });
    machine = await startTestMachine({ counter: new CallCounter(plan) });
    let calls = 0;
    machine.functions.register('count', async () => {
      calls += 1;
    });
    const lambda = new LambdaClient({ ...machine.client, maxAttempts: 1 });
    const invoke = () => lambda.send(new InvokeCommand({ FunctionName: 'count' })).then(() => 'ok');

    const dead = await Promise.allSettled([invoke(), invoke()]);
    plan.revive();
    const alive = await invoke();

    expect(dead.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(alive).toBe('ok');
    expect(calls).toBe(1);
  });
});
