import type { RecordedCall } from '../call-recorder';
import type { TableInput, TableRequest } from './table-request';

/**
 * What the watch does whether or not anything is due is no request's: its questions to the indexes, its
 * scans, and where it stopped.
 */
export function isQuestionOfSweep({ operation, input }: Pick<TableRequest, 'operation' | 'input'>): boolean {
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

function keyOf({ Key, Item }: TableInput): string {
  return String((Key ?? Item)?.pk?.S ?? '');
}
