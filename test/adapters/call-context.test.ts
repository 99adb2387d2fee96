import type { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaStores } from '../../functions/adapters/lambda-stores';
import { stepHandler } from '../../functions/adapters/step-handler';

/** Keeps what a store's function is called with. */
function spyingLambda(payloads: unknown[]): LambdaClient {
  const send = async ({ input }: { input: { Payload: Buffer } }) => {
    payloads.push(JSON.parse(input.Payload.toString('utf8')));
    return { Payload: Buffer.from('{}'), $metadata: {} };
  };
  return { send } as unknown as LambdaClient;
}

describe('a call to a store', () => {
  const payloads: unknown[] = [];
  const stores = lambdaStores({ lambda: spyingLambda(payloads), functionPrefix: 'store-' });

  afterEach(() => void payloads.splice(0));

  it('names the request that the step is for, though several run at once', async () => {
    const step = stepHandler(async ({ requestId }: { requestId: string }) => {
      await new Promise((done) => setTimeout(done, requestId === 'dsr-a' ? 5 : 1));
      return stores.call('shop', { op: 'examine', for: requestId });
    });
    await Promise.all(['dsr-a', 'dsr-b', 'dsr-c'].map((requestId) => step({ requestId })));

    expect(payloads).toHaveLength(3);
    expect(payloads).toEqual(
      expect.arrayContaining(
        ['dsr-a', 'dsr-b', 'dsr-c'].map((id) => ({ op: 'examine', for: id, requestId: id })),
      ),
    );
  });

  it('names none outside of a step', async () => {
    await stores.call('shop', { op: 'examine' });

    expect(payloads).toEqual([{ op: 'examine' }]);
  });
});
