import type { DataSubjectRequest } from './data-subject-request';
import type { LawBook, Regime } from './deadlines/law';
import { lawDays } from './deadlines/law-day';
import type { Desk } from './desk';
import { lawsOf } from './governing-laws';

/**
 * The laws that govern a request and were in force when it arrived, the leading one first; none where all of
 * them begin later. Only these are named to the requester: an authority takes no complaint under a law that
 * does not apply yet.
 */
export function lawsInForce(
  deps: { readonly desk: Desk; readonly book: LawBook },
  request: Pick<DataSubjectRequest, 'received'> & Partial<Pick<DataSubjectRequest, 'right'>>,
): Regime[] {
  const { receivedAt, zone } = request.received;
  return lawsOf(deps, request).filter((law) => law.effective <= lawDays(law, receivedAt, zone).givingOn);
}
