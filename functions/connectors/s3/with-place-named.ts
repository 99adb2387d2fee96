import { StoreError } from '../connector';
import { beginningOf, type S3Place } from './s3-place';

/**
 * Runs a call on one collection and adds to an error which one it was, and the beginning of its keys, since a
 * policy may deny just that prefix. Neither is personal data.
 */
export async function withPlaceNamed<T>(place: S3Place, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof StoreError ? named(error, place) : error;
  }
}

function named(error: StoreError, place: S3Place): StoreError {
  const { table } = error.place;
  const Same = error.constructor as new (message: string, at: StoreError['place']) => StoreError;
  return new Same(error.message, {
    collection: place.collection.name,
    ...error.place,
    ...(table === undefined || table === place.bucket
      ? { table: `${place.bucket}/${beginningOf(place)}` }
      : {}),
  });
}
