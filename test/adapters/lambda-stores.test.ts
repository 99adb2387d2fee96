import type { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaStores } from '../../functions/adapters/lambda-stores';
import { anAwsClient } from './aws-client';

function aStore(answer: { payload?: unknown; fault?: string }) {
  const Payload = answer.payload === undefined ? undefined : Buffer.from(JSON.stringify(answer.payload));
  const { client, sent } = anAwsClient<LambdaClient>(() => ({
    Payload,
    ...(answer.fault ? { FunctionError: answer.fault } : {}),
  }));
  return { stores: lambdaStores({ lambda: client, functionPrefix: 'rightsdesk-store-' }), sent };
}

describe('a store behind its own function', () => {
  it('is asked by the name of its function, and answers with what it returned', async () => {
    const { stores, sent } = aStore({ payload: { rows: [1] } });

    expect(await stores.call('shop', { op: 'locate' })).toEqual({ rows: [1] });
    expect(sent[0]?.input.FunctionName).toBe('rightsdesk-store-shop');
    expect(Buffer.from(sent[0]?.input.Payload as Uint8Array).toString()).toBe('{"op":"locate"}');
  });

  it.each(['StoreUnavailableError', 'BlastRadiusError', 'StoreShapeError'])(
    'keeps the name of %s and drops its message',
    async (name) => {
      const { stores } = aStore({
        payload: { errorType: name, errorMessage: 'canary mia@example.com' },
        fault: 'Unhandled',
      });

      const error = await stores.call('shop', {}).catch((e: Error) => e);

      expect((error as Error).name).toBe(name);
      expect(String(error)).not.toContain('canary');
    },
  );

  it.each([
    ['crashed', { errorType: 'Runtime.ExitError', errorMessage: 'canary' }],
    ['timed out', { errorMessage: 'Task timed out after 900.00 seconds: canary' }],
    ['threw something of its own', { errorType: 'constructor', errorMessage: 'canary' }],
  ])('counts a function that %s as a store that did not answer', async (_, payload) => {
    const { stores } = aStore({ payload, fault: 'Unhandled' });

    const error = await stores.call('shop', {}).catch((e: Error) => e);

    expect((error as Error).name).toBe('StoreUnavailableError');
    expect(String(error)).not.toContain('canary');
  });
});
