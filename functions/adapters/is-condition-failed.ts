import { nameOfThrown } from '../domain/thrown';

/**
 * Whether DynamoDB refused a write because its condition does not hold. Asks for the name, because bundles
 * leave out the error classes of the services (`infra/lean-bundles/lean-sdk.ts`).
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export function isConditionFailed(error: unknown): boolean {
  return nameOfThrown(error) === 'ConditionalCheckFailedException';
}
