import { StoreUnavailableError } from '../../connectors/connector';
import { type DataSubjectRequest, mustBeOpen } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { erasureLedger, mayBeErasing } from '../../domain/erasure-ledger';
import { comesSoon } from '../../mailing/await-other';

type Deps = Pick<DeskDeps, 'register' | 'clock'>;

/**
 * While a call of another run may still be erasing in the store, nothing that is read there says what is left. So its answer comes first.
 *
 * @returns the request with that answer
 * @throws StoreUnavailableError when none comes soon: the store is tried again later, and what a lost call did is then told from what is there
 */
export async function awaitAnswer(
  deps: Deps,
  request: DataSubjectRequest,
  storeId: string,
): Promise<DataSubjectRequest> {
  let now = request;
  const isAnswered = () => !mayBeErasing(erasureLedger(now, storeId), deps.clock.now());
  if (isAnswered()) return now;
  const came = await comesSoon(async () => {
    now = mustBeOpen(await deps.register.load(request.requestId));
    return isAnswered();
  });
  if (!came) throw new StoreUnavailableError('a call of another run may still be erasing in this store');
  return now;
}
