import { minusDuration } from './civil-time';
import { detailsWaitUntil } from './details-proof';
import { mayLogIn } from './may-log-in';
import { openTasks } from './open-work';
import { proofTriesLeft } from './proof-of-details';
import type { Timer, TimerInput } from './timer';

/** How long before an approved copy is sent without its details the requester is reminded. */
const REMIND_BEFORE = 'P5D';

/**
 * One reminder while an approved copy waits for the stronger proof. The wait ends like that of every open
 * task.
 */
export function proofTimers({ request, desk, ends, zone }: TimerInput): Timer[] {
  const [task] = openTasks(request).filter(({ kind }) => kind === 'proof');
  if (!task || (proofTriesLeft(request) === 0 && !mayLogIn({ desk }, request))) return [];
  const at = minusDuration(detailsWaitUntil(request, desk, ends), REMIND_BEFORE, zone);
  const asked = request.log.find((e) => e.type === 'task-asked' && e.data.taskId === task.taskId);
  return asked && asked.at < at ? [{ kind: 'remind-proof', key: 'remind-proof', at }] : [];
}
