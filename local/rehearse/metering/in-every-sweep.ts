import type { RecordedCall } from '../call-recorder';
import type { DynamoExchange } from './request-units';

/**
 * What the watch does whether or not anything is due is no request's: its questions to the indexes, its
 * scans, and where it stopped.
 */
export function isQuestionOfSweep({ operation, input }: DynamoExchange): boolean {
  return operation === 'Scan' || input.IndexName !== undefined || keyOf(input).startsWith('CURSOR#');
}

/** As little is its look at the newest anchors, by which it also reads the time. */
export function isLookAtAnchors({
  operation,
  resource,
}: Pick<RecordedCall, 'operation' | 'resource'>): boolean {
  return (
    operation === 'GETBucket?versions' || (operation === 'GETObject' && /^[^/]+\/anchors\//.test(resource))
  );
}

function keyOf({ Key, Item }: DynamoExchange['input']): string {
  return String((Key ?? Item)?.pk?.S ?? '');
}
