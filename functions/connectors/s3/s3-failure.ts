import { BlastRadiusError, StoreShapeError, StoreUnavailableError } from '../connector';

/** Runs a call of the AWS SDK; what it throws comes out as an error of the connector, by its name only. `undefined` when the object is not there. */
export async function s3Call<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isGone(error)) {
      return undefined;
    }
    throw asStoreError(error);
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');
}

export function asStoreError(error: unknown): Error {
  if (
    error instanceof BlastRadiusError ||
    error instanceof StoreShapeError ||
    error instanceof StoreUnavailableError
  ) {
    return error;
  }
  const name = error instanceof Error ? error.name : 'unknown';
  return name === 'NoSuchBucket'
    ? new StoreShapeError('the bucket that the map names is not there')
    : new StoreUnavailableError(`S3 is not available (${name})`);
}
