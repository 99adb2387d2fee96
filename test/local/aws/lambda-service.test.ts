import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { LARGEST_SYNC_BYTES } from '../../../local/aws/lambda-functions';
import type { TestMachine } from './local-machine';
import { endTestMachine, startTestMachine } from './local-machine';

class StoreDown extends Error {
  override readonly name = 'StoreDown';
}

describe('the local Lambda, over the wire', () => {
  let machine: TestMachine;
  let lambda: LambdaClient;

  beforeAll(async () => {
    machine = await startTestMachine();
    lambda = new LambdaClient({ ...machine.client, maxAttempts: 1 });
  });
  afterAll(() => endTestMachine(machine));

  const call = (FunctionName: string, payload: unknown = {}) =>
    lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) }));
  const answerOf = ({ Payload }: { Payload?: Uint8Array }) =>
    JSON.parse(Buffer.from(Payload ?? []).toString());

  it('returns what the function returns', async () => {
    machine.functions.register('greet', async (event, context) => ({ event, name: context.functionName }));

    const answer = await call('greet', { who: 'Zoë' });

    expect(answer.StatusCode).toBe(200);
    expect(answer.FunctionError).toBeUndefined();
    expect(answerOf(answer)).toEqual({ event: { who: 'Zoë' }, name: 'greet' });
  });

  it('finds a function by its ARN, with and without a qualifier', async () => {
    const arn = machine.functions.register('by-arn', async () => 'found');

    const answers = await Promise.all([call(arn), call(`${arn}:live`)]);

    expect(answers.map(answerOf)).toEqual(['found', 'found']);
  });

  it('returns null for a function that returns nothing', async () => {
    machine.functions.register('silent', async () => undefined);

    expect(answerOf(await call('silent'))).toBeNull();
  });

  it('reports a thrown error by name and message', async () => {
    machine.functions.register('failing', async () => {
      throw new StoreDown('no connection');
    });

    const answer = await call('failing');

    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(answerOf(answer)).toMatchObject({ errorType: 'StoreDown', errorMessage: 'no connection' });
  });

  it('ends a function that runs beyond its limit', async () => {
    machine.functions.register('endless', () => new Promise(() => undefined), { timeoutSeconds: 0.05 });

    const answer = await call('endless');

    expect(answer.FunctionError).toBe('Unhandled');
    expect(answerOf(answer)).toMatchObject({ errorType: 'Sandbox.Timedout' });
  });

  it('shows the function how much of its time limit is left', async () => {
    machine.functions.register('counting', async (_event, context) => context.getRemainingTimeInMillis(), {
      timeoutSeconds: 60,
    });

    const remaining = answerOf(await call('counting'));

    expect(remaining).toBeGreaterThan(50_000);
    expect(remaining).toBeLessThanOrEqual(60_000);
  });

  it('gives each call its own copy of the event', async () => {
    const seen: unknown[] = [];
    machine.functions.register('mutating', async (event) => {
      seen.push(JSON.stringify(event));
      (event as { n: number }).n += 1;
    });
    const event = { n: 1 };

    await call('mutating', event);
    await call('mutating', event);

    expect(seen).toEqual(['{"n":1}', '{"n":1}']);
  });

  it('runs an Event call once in the background and returns 202 at once', async () => {
    const done: unknown[] = [];
    machine.functions.register('later', async (event) => done.push(event));

    const answer = await lambda.send(
      new InvokeCommand({ FunctionName: 'later', InvocationType: 'Event', Payload: Buffer.from('{"a":1}') }),
    );
    await machine.functions.idle();
    machine.clock.advance('P1D');
    await machine.functions.idle();

    expect(answer.StatusCode).toBe(202);
    expect(done).toEqual([{ a: 1 }]);
  });

  it('retries a failing Event call twice, after one and two minutes', async () => {
    let attempts = 0;
    machine.functions.register('flaky', async () => {
      attempts += 1;
      throw new StoreDown('still down');
    });
    const seen: number[] = [];
    machine.functions.invokeAsync('flaky', '{}');

    for (const wait of ['PT0S', 'PT59S', 'PT1S', 'PT2M', 'P30D']) {
      machine.clock.advance(wait);
      await machine.functions.idle();
      seen.push(attempts);
    }

    expect(seen).toEqual([1, 1, 2, 3, 3]);
  });

  it('refuses a payload above 6 MB and turns a larger result into an error', async () => {
    machine.functions.register('echo', async (event) => event);
    machine.functions.register('chatty', async () => 'x'.repeat(LARGEST_SYNC_BYTES));

    const sending = call('echo', 'x'.repeat(LARGEST_SYNC_BYTES));

    await expect(sending).rejects.toMatchObject({ name: 'RequestTooLargeException' });
    expect(answerOf(await call('chatty'))).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });

  it('names a function that does not exist', async () => {
    await expect(call('missing')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('refuses every other operation by name', async () => {
    const listing = lambda.send(new ListFunctionsCommand({}));

    await expect(listing).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});
