import { pollBriefly } from '../../casework/mail/await-other-sender';
import { StoreUnavailableError } from '../../connectors/connector';
import { assertOpen, type DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { type ErasureLedger, erasureLedger, mayBeErasing } from '../../domain/erasure-ledger';
import { allOf } from '../../domain/log-entries';

type Deps = Pick<DeskDeps, 'register' | 'clock'>;

/**
 * Waits for the answer of another run's call: while it may still be erasing in the store, a reading cannot
 * say what is left.
 *
 * @returns the request with that answer
 * @throws StoreUnavailableError when none comes soon; the store is tried again later, and what the lost call
 * did is then worked out from the rows that are left
 */
export async function awaitAnswer(
  deps: Deps,
  request: DataSubjectRequest,
  storeId: string,
): Promise<DataSubjectRequest> {
  let now = request;
  const isAnswered = () => !mayBeErasing(openCalls(now, storeId), deps.clock.now());
  if (isAnswered()) return now;
  const came = await pollBriefly(deps.clock, async () => {
    now = assertOpen(await deps.register.reload(request.requestId));
    return isAnswered();
  });
  if (!came) throw new StoreUnavailableError('a call of another run may still be erasing in this store');
  return now;
}

/** A call that the store refused is over, although it may have done a part before. */
function openCalls(request: DataSubjectRequest, storeId: string): ErasureLedger {
  const ledger = erasureLedger(request, storeId);
  const refused = allOf(request.log, 'store-unavailable').findLast(
    ({ data }) =>
      data.storeId === storeId && data.phase === 'erase' && (data.kind ?? 'no-answer') !== 'no-answer',
  );
  return { ...ledger, unanswered: ledger.unanswered.filter(({ at }) => !refused || at > refused.at) };
}
