import type { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaStores } from '../../functions/adapters/lambda-stores';
import { anAwsClient, awsError } from './aws-client';

function aStore(answer: { payload?: unknown; fault?: string }) {
  const Payload = answer.payload === undefined ? undefined : Buffer.from(JSON.stringify(answer.payload));
  const { client, sent } = anAwsClient<LambdaClient>(() => ({
    Payload,
    ...(answer.fault ? { FunctionError: answer.fault } : {}),
  }));
  return { stores: lambdaStores({ lambda: client, functionPrefix: 'rightsdesk-store-', pauses: [] }), sent };
}

describe('a store behind its own function', () => {
  it('is asked by the name of its function, and answers with what it returned', async () => {
    const { stores, sent } = aStore({ payload: { rows: [1] } });

    expect(await stores.call('shop', { op: 'locate' })).toEqual({ rows: [1] });
    expect(sent[0]?.input.FunctionName).toBe('rightsdesk-store-shop');
    expect(Buffer.from(sent[0]?.input.Payload as Uint8Array).toString()).toBe('{"op":"locate"}');
  });

  it.each([
    'StoreUnavailableError',
    'StoreRefusedError',
    'StoreForbiddenError',
    'BlastRadiusError',
    'StoreShapeError',
  ])('keeps the name of %s and drops its message', async (name) => {
    const { stores } = aStore({
      payload: { errorType: name, errorMessage: 'canary mia@example.com' },
      fault: 'Unhandled',
    });

    const error = await stores.call('shop', {}).catch((e: Error) => e);

    expect((error as Error).name).toBe(name);
    expect(String(error)).not.toContain('canary');
  });

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

/** A service that throws these, one a call, and then answers. */
function anUnsteadyStore(...failures: readonly unknown[]) {
  const waits: number[] = [];
  let calls = 0;
  const { client } = anAwsClient<LambdaClient>(() => {
    const failure = failures[calls];
    calls += 1;
    if (failure instanceof Error) throw failure;
    return failure ?? { Payload: Buffer.from('{"rows":[]}') };
  });
  const sleep = async (ms: number) => {
    waits.push(ms);
  };
  const stores = lambdaStores({ lambda: client, functionPrefix: 'p-', pauses: [100, 1000], sleep });
  return { stores, waits, count: () => calls };
}

const silent = { Payload: Buffer.from(JSON.stringify({ fault: { kind: 'no-answer', place: {} } })) };

describe('a call that does not get through', () => {
  it.each([
    ['throttled', awsError('TooManyRequestsException', 429)],
    ['cold in its VPC', awsError('ResourceNotReadyException', 502)],
    ['without a network interface yet', awsError('ENINotReadyException', 502)],
    ['pending', awsError('ResourceConflictException', 409)],
    ['failing on their side', awsError('ServiceException', 500)],
    ['not answering in time', awsError('TimeoutError')],
    ['awake, its database not', silent],
  ])('is tried again within seconds when the function is %s', async (_, failure) => {
    const { stores, waits, count } = anUnsteadyStore(failure);

    expect(await stores.call('shop', {})).toEqual({ rows: [] });
    expect(count()).toBe(2);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThanOrEqual(50);
    expect(waits[0]).toBeLessThanOrEqual(100);
  });

  it.each([
    ['an answer was lost', awsError('ServiceException', 500), true],
    ['the store was silent', silent, true],
    ['the function never ran', awsError('TooManyRequestsException', 429), undefined],
  ])(
    'says so of an erasure when %s before: what is absent may have gone by that',
    async (_, failure, told) => {
      const { stores } = anUnsteadyStore(failure);

      expect(await stores.call('shop', { op: 'erase' })).toEqual({
        rows: [],
        ...(told ? { repeated: true } : {}),
      });
    },
  );

  it('is a store that did not answer after the last try', async () => {
    const { stores, count } = anUnsteadyStore(
      ...Array.from({ length: 9 }, () => awsError('ServiceException', 500)),
    );

    const error = await stores.call('shop', {}).catch((e: Error) => e);

    expect(error).toMatchObject({ name: 'StoreUnavailableError', place: { code: 'ServiceException' } });
    expect(count()).toBe(3);
  });

  it.each([
    ['AccessDeniedException', 403, 'StoreForbiddenError'],
    ['KMSAccessDeniedException', 502, 'StoreForbiddenError'],
    ['ResourceNotFoundException', 404, 'StoreShapeError'],
    ['RequestTooLargeException', 413, 'StoreShapeError'],
  ])('is not repeated where repeating helps nobody: %s', async (code, status, name) => {
    const { stores, count } = anUnsteadyStore(awsError(code, status));

    const error = await stores.call('shop', {}).catch((e: Error) => e);

    expect(error).toMatchObject({ name, place: { code } });
    expect(String(error)).not.toContain('canary');
    expect(count()).toBe(1);
  });

  it.each(['Function.ResponseSizeTooLarge', 'Runtime.ImportModuleError'])(
    'does not heal by itself: %s',
    async (type) => {
      const { stores } = aStore({ payload: { errorType: type, errorMessage: 'canary' }, fault: 'Unhandled' });

      const error = await stores.call('shop', {}).catch((e: Error) => e);

      expect(error).toMatchObject({ name: 'StoreShapeError', place: { code: type } });
    },
  );
});
