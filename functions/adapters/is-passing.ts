/** What a network says, in Node's words, when no answer came. */
const network = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND']);

/**
 * Whether an error of an AWS client may be gone when the same call is made again: throttled, failed on their side, or never answered. The client has by then
 * made its own tries, which end within a second; a driver's take minutes.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function isPassing(error: unknown): boolean {
  const { $metadata, $retryable, code, name } = error as {
    $metadata?: { httpStatusCode?: number };
    $retryable?: object;
    code?: string;
    name?: string;
  };
  const status = $metadata?.httpStatusCode;
  if ($retryable || name === 'TimeoutError' || (code && network.has(code))) return true;
  return status !== undefined && (status === 429 || status >= 500);
}
