/**
 * The name of what was thrown, such as `AccessDenied`; empty for what has none. Faults of AWS are known by
 * their names, because bundles leave out the error classes of the services.
 */
export function nameOfThrown(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('name' in thrown)) return '';
  return typeof thrown.name === 'string' ? thrown.name : '';
}

/**
 * The HTTP status with which a service of AWS refused; undefined when it did not reply: a dropped connection
 * does not say whether the call was carried out.
 */
export function statusOfThrown(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('$metadata' in thrown)) return undefined;
  const about = thrown.$metadata;
  if (typeof about !== 'object' || about === null || !('httpStatusCode' in about)) return undefined;
  return typeof about.httpStatusCode === 'number' ? about.httpStatusCode : undefined;
}
