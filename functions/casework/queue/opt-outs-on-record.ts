import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import { isOnRecord, type OptOutRecord, optOutRecord, SALE_OPT_OUT } from '../../domain/opt-out-state';
import { isProvenAt, OWN_ADDRESS } from '../../domain/person-queue';
import { readableRequest } from './linked-requests';

/**
 * The opt-outs that an answer reports for the data subject's mailboxes, in the order of receipt: those
 * recorded for their address, and signals. Of the signals of each mailbox, the newest that ended and any
 * after it: an earlier one says nothing about today.
 */
export async function optOutsOnRecord(
  deps: Pick<DeskDeps, 'register' | 'desk'>,
  request: DataSubjectRequest,
): Promise<OptOutRecord[]> {
  const linked = await Promise.all(provenIds(request).map((id) => readableRequest(deps.register.find(id))));
  const optOuts = linked
    .filter((one) => one !== undefined)
    .filter(({ right }) => right === SALE_OPT_OUT)
    .sort((a, b) => (a.received.receivedAt < b.received.receivedAt ? -1 : 1));
  const series = seriesOf(request, optOuts.filter(isSignal));
  const isPast = (one: DataSubjectRequest) => series.some((signals) => endedAfter(signals, one));
  return optOuts.filter((one) => isOnRecord(one) && !isPast(one)).map((one) => optOutRecord(deps, one));
}

/** The signals of each mailbox, by its place in the request: the status of one says nothing about another. */
function seriesOf(
  { log }: DataSubjectRequest,
  signals: readonly DataSubjectRequest[],
): readonly (readonly DataSubjectRequest[])[] {
  const linked = allOf(log, 'linked').map(({ data }) => data);
  return [...new Set(linked.map(({ here }) => here))].map((place) =>
    signals.filter(({ requestId }) => linked.some((l) => l.here === place && l.requestId === requestId)),
  );
}

function endedAfter(signals: readonly DataSubjectRequest[], one: DataSubjectRequest): boolean {
  const at = signals.indexOf(one);
  return at >= 0 && signals.some(({ status }, later) => later > at && status === 'closed');
}

/** A mailbox that was named and is not proven may be another person's, so nothing is reported for it. */
function provenIds(request: DataSubjectRequest): string[] {
  const linked = allOf(request.log, 'linked').map(({ data }) => data);
  const proven = linked.filter(({ here }) => here === OWN_ADDRESS || isProvenAt(request, here));
  return [...new Set(proven.map(({ requestId }) => requestId))];
}

function isSignal({ received }: DataSubjectRequest): boolean {
  return received.channel === 'signal';
}
