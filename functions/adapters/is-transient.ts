import { isThrottlingError, isTransientError } from '@smithy/core/retry';

/**
 * Whether an error of an AWS client is transient: throttling, a fault on the side of AWS, or no reply.
 * Throttling often has status 400, so the SDK's list of names decides. The client has by then retried for
 * about a second; a driver retries for minutes.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const known = error as Parameters<typeof isTransientError>[0];
  return isThrottlingError(known) || isTransientError(known) || (known.$metadata?.httpStatusCode ?? 0) >= 500;
}
