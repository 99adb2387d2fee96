import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { isOnRecord, type OptOutRecord, optOutRecord, SALE_OPT_OUT } from '../domain/opt-out-standing';
import { linkedIds } from '../domain/person-queue';
import { readableRequest } from './linked-requests';

/**
 * What an answer tells of the opt-outs of a mailbox, in the order in which they came: those that were noted for its address, and signals. Of signals the newest that ended, and
 * what came after it: how an earlier one stood says nothing of today.
 */
export async function optOutsOnRecord(
  deps: Pick<DeskDeps, 'register' | 'desk'>,
  request: DataSubjectRequest,
): Promise<OptOutRecord[]> {
  const linked = await Promise.all(linkedIds(request).map((id) => readableRequest(deps.register.find(id))));
  const optOuts = linked
    .filter((one) => one !== undefined)
    .filter(({ right }) => right === SALE_OPT_OUT)
    .sort((a, b) => (a.received.receivedAt < b.received.receivedAt ? -1 : 1));
  const ended = optOuts.findLastIndex((one) => isSignal(one) && one.status === 'closed');
  return optOuts
    .filter((one, at) => isOnRecord(one) && (!isSignal(one) || at >= ended))
    .map((one) => optOutRecord(deps, one));
}

function isSignal({ received }: DataSubjectRequest): boolean {
  return received.channel === 'signal';
}
