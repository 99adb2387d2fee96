import type { FaultPlace } from '../../domain/store-examination';
import {
  StoreError,
  StoreForbiddenError,
  StoreRefusedError,
  StoreShapeError,
  StoreUnavailableError,
} from '../connector';

type Kind = new (message: string, place?: FaultPlace) => StoreError;

/**
 * What DynamoDB's errors mean; anything else may be over when it is tried again: throttling, a transaction
 * under way, credentials that ran out.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
const ERRORS_BY_NAME: Readonly<Record<string, Kind>> = {
  AccessDeniedException: StoreForbiddenError,
  ResourceNotFoundException: StoreShapeError,
  ValidationException: StoreShapeError,
  ItemCollectionSizeLimitExceededException: StoreRefusedError,
};

/**
 * Runs a call of the AWS SDK; what it throws comes out as an error of the connector that names the table and
 * DynamoDB's error, and no value.
 */
export async function callDynamoDb<T>(place: FaultPlace, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const code = error instanceof Error ? error.name : 'unknown';
    const Kind = Object.hasOwn(ERRORS_BY_NAME, code) ? ERRORS_BY_NAME[code] : undefined;
    if (Kind !== undefined) throw new Kind(`DynamoDB refused (${code})${onTable(place)}`, { ...place, code });
    throw new StoreUnavailableError(`DynamoDB is not available (${code})${onTable(place)}`, {
      ...place,
      code,
    });
  }
}

function onTable({ table }: FaultPlace): string {
  return table === undefined ? '' : ` on the table ${table}`;
}
