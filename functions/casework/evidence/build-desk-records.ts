import type { DeskRecord, DeskRecords } from '../../documents/desk-records';
import { carriedOnFrom } from '../../domain/carried-on-from';
import { civilDateOf, lastDayBefore } from '../../domain/civil-time';
import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { receivedOn } from '../../domain/due-dates';
import { allOf, lastOf } from '../../domain/log-entries';
import { recordEndsAt } from '../../domain/record-end';
import { referenceOf } from '../../domain/reference';
import type { RequesterMatch } from '../../domain/requester-match';

type Deps = Pick<DeskDeps, 'desk' | 'book'>;

/**
 * What the desk itself holds on the requester.
 *
 * @param others - requests in which the same mailbox was proven, or whose customer the shop knew; never one
 * that merely names an address, since anybody can have typed it
 * @param askers - who made each of them, by its id; of one that is missing only what its receipt says is
 * known
 */
export function buildDeskRecords(
  deps: Deps,
  request: DataSubjectRequest,
  others: readonly DataSubjectRequest[],
  askers: ReadonlyMap<string, RequesterMatch> = new Map(),
): DeskRecords {
  const askerOf = (one: DataSubjectRequest) =>
    one === request ? ownAsker(request) : (askers.get(one.requestId) ?? unknownAsker(one));
  const told = others.filter((one) => askerOf(one) !== 'other-name');
  const all = [...told, request].sort((a, b) => (a.received.receivedAt < b.received.receivedAt ? -1 : 1));
  return {
    requests: all.map((one) => ({
      ...recordFor(askerOf(one), recordOf(deps, one)),
      ...(one === request ? { isThis: true } : {}),
    })),
    ...(told.length < others.length ? { underOtherNames: others.length - told.length } : {}),
  };
}

function unknownAsker({ received }: DataSubjectRequest): RequesterMatch {
  return received.forWhom === 'self' ? 'unsure' : 'for-other';
}

function ownAsker({ received }: DataSubjectRequest): RequesterMatch {
  return received.forWhom === 'self' ? 'you' : 'for-other';
}

/** How a request for somebody else ended, and what it erased, is for that person to know. */
function recordFor(asker: RequesterMatch, record: DeskRecord): DeskRecord {
  if (asker === 'unsure') return { ...record, asker };
  if (asker !== 'for-other') return record;
  const { outcome: _1, hashes: _2, whileRestricted: _3, declared: _4, ...rest } = record;
  return { ...rest, asker: 'other' };
}

function recordOf(deps: Deps, request: DataSubjectRequest): DeskRecord {
  const { right, received, log } = request;
  const { follows } = carriedOnFrom(request);
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
  const keptUntil = recordEndsAt(request, desk, desk.zone);
  return {
    ...defined({ outcome: request.outcome }),
    closedOn: dayOf(closed.at),
    ...(shredded
      ? { unreadableSince: dayOf(shredded.at) }
      : keptUntil
        ? { keptUntil: lastDayBefore(keptUntil, desk.zone) }
        : { whileRestricted: desk.recordsKept }),
  };
}
