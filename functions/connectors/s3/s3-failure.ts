import type { UnreadReason } from '../../domain/finding';
import { statusOfThrown } from '../../domain/thrown';
import {
  StoreError,
  StoreForbiddenError,
  StoreRefusedError,
  StoreShapeError,
  StoreUnavailableError,
} from '../connector';

/**
 * What a call needs: the permission as a policy writes it, and the bucket. Both are names that an error may
 * hold.
 */
export interface NeededPermission {
  readonly right: string;
  readonly bucket: string;
}

/**
 * Runs a call of the AWS SDK and turns what it throws into an error of the connector, by its name only.
 * `undefined` when the object is not there.
 */
export async function s3Call<T>(needed: NeededPermission, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isGone(error)) return undefined;
    throw s3StoreError(error, needed);
  }
}

export function isGone(error: unknown): boolean {
  return ['NoSuchKey', 'NotFound', 'NoSuchVersion'].includes(s3ErrorName(error));
}

/** The error of a connector for what S3 replied, without its message, which may hold keys. */
export function s3StoreError(error: unknown, { right, bucket }: NeededPermission): Error {
  if (error instanceof StoreError) return error;
  const code = s3ErrorName(error);
  const place = { table: bucket, code };
  if (code === 'NoSuchBucket')
    return new StoreShapeError('the bucket that the map names is not there', place);
  if (isLocked(error))
    return new StoreRefusedError('Object Lock protects a version against deletion', {
      ...place,
      constraint: 'Object Lock',
    });
  return isForbidden(error)
    ? new StoreForbiddenError(`S3 refuses ${right} on the bucket ${bucket}`, { ...place, constraint: right })
    : new StoreUnavailableError(`S3 is not available (${code})`, place);
}

/**
 * Why an object that is there cannot be read, when the reason lies in the object: archived, or encrypted
 * with a key that the caller must send along or that is switched off. Undefined for every other error.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function unreadableBecause(error: unknown): UnreadReason | undefined {
  const code = s3ErrorName(error);
  if (code === 'InvalidObjectState') return 'archived';
  const keyIsAway = /^KMS\./.test(code);
  const wantsKey =
    statusOfThrown(error) === 400 && /^(InvalidRequest|BadRequest|400|Unknown|UnknownError)$/.test(code);
  return keyIsAway || wantsKey ? 'encrypted' : undefined;
}

/** S3 has no error code for a lock: only the message of AccessDenied says so. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && error.name === 'AccessDenied' && /object lock/i.test(error.message);
}

const CREDENTIAL_ERRORS = [
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'RequestTimeTooSkewed',
  'InvalidToken',
  'ExpiredToken',
];

/** A head has no body, so its refusal has a status and no name. */
function isForbidden(error: unknown): boolean {
  const code = s3ErrorName(error);
  return code === 'AccessDenied' || (statusOfThrown(error) === 403 && !CREDENTIAL_ERRORS.includes(code));
}

export function s3ErrorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
