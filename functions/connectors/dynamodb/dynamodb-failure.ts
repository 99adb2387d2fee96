import { StoreShapeError, StoreUnavailableError } from '../connector';

/** Refusals that say the map is wrong; anything else may be over when it is tried again. */
const shapeErrors = [
  'ResourceNotFoundException',
  'ValidationException',
  'ItemCollectionSizeLimitExceededException',
];

/** Runs a call of the AWS SDK; what it throws comes out as an error of the connector, by its name only. */
export async function dynamoCall<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    if (shapeErrors.includes(name)) {
      throw new StoreShapeError(`DynamoDB refused (${name})`);
    }
    throw new StoreUnavailableError(`DynamoDB is not available (${name})`);
  }
}
