/**
 * Whether a write was refused because its condition does not hold. By name: a bundle leaves out the classes
 * of the services' errors (see `infra/lean-sdk.ts`).
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export function isConditionFailed(error: unknown): boolean {
  return (error as Error).name === 'ConditionalCheckFailedException';
}
