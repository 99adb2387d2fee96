import { wakeDriver } from '../casework/driver/wake';
import { mailStaff } from '../casework/mail/mail-once';
import { approvers } from '../casework/mail/staff-facts';
import { type Queue, queueOf } from '../casework/queue/queue-of';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { QUEUE_CHECK } from '../domain/erasure-queue-timers';
import type { NewEvent } from '../domain/events';
import { isQueued } from '../domain/may-end';
import { passedOver } from '../domain/person-queue';
import { referenceOf } from '../domain/reference';
import type { Timer } from '../domain/timer';
import { staffTrouble } from '../emails/staff-mails';
import { mailEachReader } from './mail-each-reader';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/**
 * Checks whether an erasure still has to wait for another request of the same person. It begins when it need
 * not wait, or when its date comes near.
 */
export async function checkQueue(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const queue = await queueOf(deps, request);
  const isOver = queue !== undefined && deps.clock.now() >= queue.until;
  await recordTimerDone(deps, request, timer, (now) => (isQueued(now) ? noted(queue, isOver) : undefined));
  await wakeDriver(deps, request.requestId);
}

function noted(queue: Queue | undefined, isOver: boolean): NewEvent {
  if (queue && !isOver) return reminded(QUEUE_CHECK);
  const data = queue ? ({ because: 'date', behind: queue.behind } as const) : FREE;
  return { type: 'erasure-unqueued', data, actor: { kind: 'desk' } };
}

const FREE = { because: 'free', behind: [] } as const;

/**
 * Tells staff that an erasure began without the other request. A mail that cannot be sent does not hold it
 * up.
 */
export async function mailQueueSkipped(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const references = (passedOver(request)?.behind ?? []).map(referenceOf).join(', ');
  const tells = approvers(deps).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffTrouble, staffId } as const;
    return mailStaff(deps, request.requestId, letter, async (now) => ({
      trouble: `This erasure waited for another request with the same address or number (${references}), which is not ready yet. Its date is near, so it begins now. Both answers say so.`,
      remedy:
        'Look after the other request. If it asks for a copy, the copy will lack what the erasure removes: say to the person what you can still send.',
      dueOn: dueDates(now, deps.book).latest,
    }));
  });
  await mailEachReader(deps, request, timer, tells);
  await recordTimerDone(deps, request, timer, reminded('passed-over'));
}
