import type { DeskRecord, DeskRecords } from '../answer/desk-records';
import { allOf, type DataSubjectRequest, hasHappened, lastOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { civilDateOf, lastDayBefore, later, receivedOn } from '../domain/due-dates';
import { letterFollowed } from '../domain/letter-followed';
import { referenceOf } from '../domain/reference';

type Deps = Pick<DeskDeps, 'desk' | 'book'>;

/**
 * What the desk itself holds on whoever asks.
 *
 * @param others - requests in which the same mailbox was proven, or whose customer the shop knew; never one that merely names an address, since anybody can have typed it
 */
export function deskRecordsOf(
  deps: Deps,
  request: DataSubjectRequest,
  others: readonly DataSubjectRequest[],
): DeskRecords {
  const all = [...others, request].sort((a, b) => (a.received.receivedAt < b.received.receivedAt ? -1 : 1));
  return {
    requests: all.map((one) => ({ ...recordOf(deps, one), ...(one === request ? { isThis: true } : {}) })),
  };
}

function recordOf(deps: Deps, request: DataSubjectRequest): DeskRecord {
  const { right, received, log } = request;
  const { follows } = letterFollowed(request);
  return {
    reference: referenceOf(request.requestId),
    right,
    receivedOn: receivedOn(request).toString(),
    cameBy: follows ? 'letter' : received.channel,
    ...(follows ? { follows } : {}),
    laws: received.regimes.map((id) => deps.book.regimes[id]?.shortName ?? id),
    letters: allOf(log, 'mailed').filter(({ data }) => data.to === 'requester').length,
    ...endOf(deps, request),
    ...(hasHappened(request, 'erasure-planned') ? { hashes: true } : {}),
    ...(hasHappened(request, 'proof-offered') && !hasHappened(request, 'shredded') ? { declared: true } : {}),
  };
}

function endOf({ desk }: Deps, request: DataSubjectRequest): Partial<DeskRecord> {
  const closed = lastOf(request.log, 'closed');
  if (!closed || request.status !== 'closed') return {};
  const dayOf = (instant: string) => civilDateOf(instant, desk.zone).toString();
  const shredded = lastOf(request.log, 'shredded');
  return {
    ...(request.outcome ? { outcome: request.outcome } : {}),
    closedOn: dayOf(closed.at),
    ...(shredded
      ? { unreadableSince: dayOf(shredded.at) }
      : { keptUntil: lastDayBefore(later(closed.at, desk.recordsKept, desk.zone), desk.zone) }),
  };
}
