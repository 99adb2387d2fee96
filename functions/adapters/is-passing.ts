import { isThrottlingError, isTransientError } from '@smithy/core/retry';

/**
 * Whether an error of an AWS client may be gone when the same call is made again: throttled, failed on their
 * side, or never answered. Throttling often has status 400,
 * so the SDK's own list of names decides. The client has by then made its own tries, which end within a
 * second; a driver's take minutes.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function isPassing(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const known = error as Parameters<typeof isTransientError>[0];
  return isThrottlingError(known) || isTransientError(known) || (known.$metadata?.httpStatusCode ?? 0) >= 500;
}
