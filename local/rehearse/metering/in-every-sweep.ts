import type { RecordedCall } from '../call-recorder';
import type { TableInput, TableRequest } from './table-request';

/**
 * Whether the watch makes this call in every sweep, so that no request causes it: its queries of the indexes,
 * its scans, and its bookmark.
 */
export function isQuestionOfSweep({ operation, input }: Pick<TableRequest, 'operation' | 'input'>): boolean {
  return operation === 'Scan' || input.IndexName !== undefined || keyOf(input).startsWith('CURSOR#');
}

/** The same for its look at the newest anchors, by which it also reads the time. */
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
