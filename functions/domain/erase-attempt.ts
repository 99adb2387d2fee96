import type { DataSubjectRequest } from './data-subject-request';
import type { EraseInstruction } from './erase-instruction';
import { allOf, type EventOf } from './log-entries';

/**
 * The instructions with the name of the attempt to erase in a store. A repetition after a call without an
 * answer has the same name, so that a vendor does not act twice; once the vendor has answered that it failed,
 * the next try has another one, or it would be told the first answer again.
 */
export function withAttempt(
  { requestId, log }: DataSubjectRequest,
  storeId: string,
  instructions: readonly EraseInstruction[],
): EraseInstruction[] {
  const failed = allOf(log, 'store-unavailable').filter(
    ({ data }) => data.storeId === storeId && data.phase === 'erase' && isAnswered(data),
  );
  const attempt = `${requestId}-${failed.length}`;
  return instructions.map((one) => ({ ...one, attempt }));
}

/** What the desk refuses by itself, before it calls the vendor, ends no attempt. */
function isAnswered({ kind, place }: EventOf<'store-unavailable'>['data']): boolean {
  const { code = '' } = place ?? {};
  return kind === 'refused' && (code === 'vendor-declines' || code.startsWith('HTTP 4'));
}
