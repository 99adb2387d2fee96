import { isNoticeOver } from './clearance';
import {
  type DataSubjectRequest,
  isApproved,
  isRefused,
  isWithdrawn,
  seqOf,
  staffFinish,
} from './data-subject-request';
import { lastOf } from './log-entries';
import { isQueued } from './may-end';
import { awaitsSecondReading, openTasks } from './open-work';
import { uncheckedOffer } from './proof-of-details';
import { rights } from './rights';
import { storePhases, storesDown } from './store-faults';

/**
 * Which machine drives the request from here: derived, so that a lost execution is restarted in the right
 * place.
 */
export function machineFor(request: DataSubjectRequest): string | undefined {
  if (request.status === 'closed' || request.received.unread) return undefined;
  if (isWithdrawn(request)) return 'answer-by-person';
  if (rights[request.right].carriedOut === 'opt-out') return 'carry-out-opt-out';
  if (request.status === 'with-staff' || isRefused(request)) return 'answer-by-person';
  if (request.status === 'awaiting-verification' && request.received.channel === 'form') return undefined;
  if (!isApproved(request)) return 'data-subject-request';
  if (rights[request.right].carriedOut === 'correction') return 'fulfil-rectification';
  return request.right === 'erasure' ? 'fulfil-erasure' : 'fulfil-access';
}

/** What the machine waits for, by the name of the wait; `undefined` while there is no answer. */
export const machineWaits = {
  'verify-identity': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    if (r.status === 'with-staff') return { next: 'by-person' };
    return r.status === 'awaiting-verification' ? undefined : { next: 'verified' };
  },
  'await-stores': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    if (isQueued(r)) return undefined;
    const down = storePhases.flatMap((phase) => storesDown(r, phase));
    return down.length > 0 ? undefined : { next: 'go-on' };
  },
  'ask-identifiers': (r: DataSubjectRequest) =>
    ended(r) ? { next: 'ended' } : r.status === 'awaiting-identifiers' ? undefined : { next: 'go-on' },
  'ask-manual-stores': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    if (r.status === 'fulfilling' && uncheckedOffer(r)) return { next: 'go-on' };
    if (openTasks(r).length > 0) return undefined;
    return { next: r.status === 'with-staff' ? 'by-person' : 'go-on' };
  },
  'ask-decision': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    const decision = lastOf(r.log, 'decided');
    if (r.status === 'with-staff') return { next: 'by-person' };
    if (seqOf(r, 'search-renewed') > seqOf(r, 'decision-asked')) return { next: 'search-again' };
    if (!decision || decision.seq < seqOf(r, 'decision-asked'))
      return uncheckedOffer(r) ? { next: 'check-proof' } : undefined;
    return { next: decision.data.decision === 'refused' ? 'refused' : 'fulfil' };
  },
  'hand-to-staff': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    return staffFinish(r) || isRefused(r) ? { next: 'finished' } : undefined;
  },
  'give-notice': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    if (r.status === 'with-staff') return { next: 'by-person' };
    return isNoticeOver(r) ? { next: 'go-on' } : undefined;
  },
  'await-second-reading': (r: DataSubjectRequest) =>
    ended(r) ? { next: 'ended' } : awaitsSecondReading(r) ? undefined : { next: 'go-on' },
} as const satisfies Record<string, (request: DataSubjectRequest) => { next: string } | undefined>;

export type WaitName = keyof typeof machineWaits;

function ended(request: DataSubjectRequest): boolean {
  return request.status === 'closed' || isWithdrawn(request);
}
