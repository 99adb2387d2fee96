/** An error as AWS puts it on the wire; the SDK turns it into an exception of that name. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  /**
   * @param code the exception's name, e.g. `InvalidCiphertextException`
   * @param status HTTP status; 4xx is not tried again by the SDK, 500, 502, 503 and 504 are
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** The refusal of an operation that the local machine does not have. */
export function unsupported(service: string, operation: string): AwsError {
  const text = `The local ${service} does not support ${operation}; it exists only in AWS.`;
  return new AwsError('UnknownOperationException', text, 501);
}
