/** An error in AWS's wire format; the SDK turns it into an exception of that name. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  /**
   * @param code the exception's name, e.g. `InvalidCiphertextException`
   * @param status HTTP status; the SDK retries 500, 502, 503 and 504, and never a 4xx
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** The error for an operation that the local machine does not support. */
export function unsupported(service: string, operation: string): AwsError {
  const text = `The local ${service} does not support ${operation}; it exists only in AWS.`;
  return new AwsError('UnknownOperationException', text, 501);
}
