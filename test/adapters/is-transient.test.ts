import { isTransient } from '../../functions/adapters/is-transient';
import { stepHandler } from '../../functions/adapters/step-handler';
import { TryAgainError } from '../../functions/domain/errors';
import { awsError } from './aws-client';

const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', $metadata: { attempts: 3 } });

describe('an error of an AWS client', () => {
  it.each<[string, Error, boolean]>([
    ['failed on their side', awsError('InternalServerError', 500), true],
    ['throttled', awsError('ThrottlingException', 429), true],
    ['throttled by DynamoDB', awsError('ProvisionedThroughputExceededException', 400), true],
    ['throttled by KMS', awsError('ThrottlingException', 400), true],
    ['throttled by Step Functions', awsError('ThrottlingException', 400), true],
    ['throttled by S3', awsError('SlowDown', 503), true],
    ['timed out on the way', awsError('RequestTimeout', 400), true],
    ['not reached', Object.assign(new Error('x'), { code: 'EHOSTUNREACH' }), true],
    ['not signed as it should be', awsError('UnrecognizedClientException', 400), false],
    ['never answered', reset, true],
    ['reset, as another realm says it', { name: 'Error', code: 'ECONNRESET' } as unknown as Error, true],
    ['marked by the client', Object.assign(new Error('x'), { $retryable: { throttling: true } }), true],
    ['refused', awsError('AccessDeniedException', 403), false],
    ['invalid', awsError('ValidationException', 400), false],
    ['of our own making', new TypeError('x is not a function'), false],
  ])('that is %s: worth another try is %s', (_, error, expected) => {
    expect(isTransient(error)).toBe(expected);
  });

  it('comes out of a step under the name that the state machines try again', async () => {
    const step = stepHandler(async () => {
      throw reset;
    });

    await expect(step({})).rejects.toEqual(expect.objectContaining({ name: new TryAgainError('').name }));
  });
});
