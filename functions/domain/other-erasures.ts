import { carriedOnFrom } from './carried-on-from';
import { civilDateOf } from './civil-time';
import { type DataSubjectRequest, isClosed, isVerified, wasMailed } from './data-subject-request';
import { receivedOn } from './due-dates';
import { allOf, lastOf } from './log-entries';
import { hasBegunToErase, passedOver } from './person-queue';
import { rights } from './rights';

/** An erasure by another request of the same person, as far as it matters to this one. Dates are plain. */
export interface OtherErasure {
  readonly requestId: string;
  readonly askedOn: string;
  /** Reference of the request that it follows from. */
  readonly follows?: string;
  readonly beganOn: string;
  /** Records that it has erased or blanked so far. */
  readonly erased: number;
  readonly isOver: boolean;
  /** Whether it began before this copy was sealed, or before this erasure began. */
  readonly came: 'before' | 'after';
  /** It did not wait for this copy, because its own due date came near. */
  readonly hurried: boolean;
}

/**
 * Erasures of the same person that have begun, oldest first. Those that were only asked for have changed
 * nothing.
 */
export function otherErasures(
  request: DataSubjectRequest,
  others: readonly DataSubjectRequest[],
): OtherErasure[] {
  const border = sealedOrBegunAt(request);
  return others
    .filter((other) => rights[other.right].carriedOut === 'erasure' && isVerified(other))
    .filter(hasBegunToErase)
    .map((other) => erasureOf(request, other, border))
    .sort((a, b) => (a.beganOn < b.beganOn ? -1 : 1));
}

/**
 * The instant from which another erasure removes nothing more from this answer; undefined where it has not
 * come.
 */
function sealedOrBegunAt(request: DataSubjectRequest): string | undefined {
  const sealed = lastOf(request.log, 'manifest-frozen')?.at;
  return rights[request.right].carriedOut === 'erasure' ? beganAt(request) : sealed;
}

function beganAt({ log }: DataSubjectRequest): string | undefined {
  return log.find((e) => e.type === 'erasure-begun' || e.type === 'store-erased')?.at;
}

function erasureOf(
  request: DataSubjectRequest,
  other: DataSubjectRequest,
  border: string | undefined,
): OtherErasure {
  const began = beganAt(other) ?? '';
  const receipts = allOf(other.log, 'store-erased');
  return {
    requestId: other.requestId,
    askedOn: receivedOn(other).toString(),
    ...carriedOnFrom(other),
    beganOn: civilDateOf(began, other.received.zone).toString(),
    erased: receipts.reduce((sum, { data }) => sum + data.erased + data.anonymised, 0),
    isOver: isClosed(other) || wasMailed(other, 'outcome'),
    came: border === undefined || began <= border ? 'before' : 'after',
    hurried: passedOver(other)?.behind.includes(request.requestId) ?? false,
  };
}
