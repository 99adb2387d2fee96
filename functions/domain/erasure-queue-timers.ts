import { plusDuration } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import { allOf, lastOf } from './log-entries';
import { isQueued } from './may-end';
import type { Timer } from './timer';

/** A search is usually over within minutes; one that waits for a store or a person takes hours or days. */
const CHECKS = ['PT10M', 'PT10M', 'PT30M', 'PT1H', 'PT1H', 'PT1H'];
const FURTHER_CHECKS = 'PT3H';

/**
 * An erasure in the queue is checked repeatedly, and in any case when the wait must end, so that no other
 * request has to wake it.
 */
export function erasureQueueTimers(request: DataSubjectRequest, zone: string): Timer[] {
  return [...checkTimers(request, zone), ...passedOverTimers(request)];
}

function passedOverTimers({ log }: DataSubjectRequest): Timer[] {
  const over = allOf(log, 'erasure-unqueued').findLast((e) => e.data.because === 'date');
  return over ? [{ kind: 'tell-passed-over', key: `passed-over-${over.seq}`, at: over.at }] : [];
}

function checkTimers(request: DataSubjectRequest, zone: string): Timer[] {
  const queued = lastOf(request.log, 'erasure-queued');
  if (!queued || !isQueued(request)) return [];
  const checks = allOf(request.log, 'reminded').filter(
    (e) => e.data.what === QUEUE_CHECK && e.seq > queued.seq,
  );
  const last = checks.at(-1)?.at ?? queued.at;
  const next = plusDuration(last, CHECKS[checks.length] ?? FURTHER_CHECKS, zone);
  const { until } = queued.data;
  const at = last < until && until < next ? until : next;
  return [{ kind: 'check-queue', key: `check-queue-${queued.seq}-${checks.length + 1}`, at }];
}

/** How a check that found nothing new is recorded. */
export const QUEUE_CHECK = 'queue';
